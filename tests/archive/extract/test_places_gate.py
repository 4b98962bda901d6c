"""How well regions are found on articles annotated by reading, and on our own samples: pinned floors."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import archive.samples
from archive.cleaning import Stamp, clean
from archive.extract.places.extractor import places_of
from archive.extract.reading import Reading
from archive.model import Article, RawArticle, RegionTag
from archive.readers import ReadOptions, records
from tests.shared_data import shared

STAMP = Stamp("2026-11-23T00:00:00Z", "muragat 0", dt.date(2026, 11, 23))
SAMPLES = Path(archive.samples.__file__).parent
Pair = tuple[set[str], set[str]]


def _tags(article: Article) -> tuple[RegionTag, ...]:
    return places_of(Reading(article.body, article.title), article)[1]


def _articles(path: Path) -> Iterator[Article]:
    for record in records(str(path), ReadOptions()):
        assert isinstance(record, RawArticle)
        yield clean(record, STAMP)


def f1(pairs: Iterable[Pair]) -> float:
    """Micro F1 of the codes found against those wanted."""
    right = wrong = missed = 0
    for wanted, found in pairs:
        right += len(wanted & found)
        wrong += len(found - wanted)
        missed += len(wanted - found)
    return 2 * right / (2 * right + wrong + missed)


def test_regions_of_annotated_articles() -> None:
    gold_lines = shared("data", "quotes", "gold_dev.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {row["id"]: row for row in map(json.loads, gold_lines)}
    every: list[Pair] = []
    main: list[Pair] = []
    for article in _articles(shared("data", "quotes", "docs_dev.jsonl")):
        tags, row = _tags(article), gold[str(article.source_id)]
        every.append((set(row["regions"]), {tag.code for tag in tags}))
        main.append((set(row["regions_main"]), {tag.code for tag in tags if tag.main}))
    assert len(every) == len(gold) == 76
    # Measured 1.000, main .962 with the right set in .974 of the articles; 48 codes in 76 articles, so one
    # error is .01. Floors leave room for what is right elsewhere and wrong here.
    assert f1(every) >= 0.95
    assert f1(main) >= 0.90
    assert sum(wanted == found for wanted, found in main) / len(main) >= 0.92


def test_regions_of_our_samples() -> None:
    every: list[Pair] = []
    main: list[Pair] = []
    for manifest in sorted((SAMPLES / "manifest").glob("*.jsonl")):
        for row in map(json.loads, manifest.read_text(encoding="utf-8").splitlines()):
            article = list(_articles(SAMPLES / "files" / row["file"]))[row["record"] - 1]
            tags = _tags(article)
            every.append(({tag["code"] for tag in row["regions"]}, {tag.code for tag in tags}))
            wanted = {tag["code"] for tag in row["regions"] if tag["main"]}
            main.append((wanted, {tag.code for tag in tags if tag.main}))
    # Measured 1.000 and .940 on 86 articles.
    assert len(every) == 86
    assert f1(every) >= 0.97
    assert f1(main) >= 0.90


def test_the_seed_article_is_about_zhetisu() -> None:
    articles = [a for path in sorted(shared("data", "seed").iterdir()) for a in _articles(path)]
    assert [tag.code for tag in _tags(articles[0]) if tag.main] == ["KZ-33"]
