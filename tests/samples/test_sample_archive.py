"""The sample archive keeps its promises: real Kazakh, varied, and a gold that fits the files."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from pymorphy3 import MorphAnalyzer

from archive.model import PartialDate
from archive.samples import SampleRecord, manifest, sample_files, sample_sources
from tests.samples.sample_texts import body_text, raw_text, repair, words
from tests.shared_data import shared

CONSTRUCTIONS = {
    "direct_said",
    "direct_noted",
    "split",
    "dialogue_dash",
    "mixed_marks",
    "stray_spaces",
    "missing_open",
    "colon",
    "multi_paragraph",
    "aituynsha",
    "ekenin_aitty",
    "bul_turaly",
    "dropped_subject",
    "ol",
    "title_for_name",
    "several_comments",
    "truncated",
    "outlet_line",
    "organisation",
    "name_guillemets",
}
DIRT = {"tripled_headline", "lookalikes", "soft_hyphens", "junk_lines", "mixed_quotes"}
COUNTED = (
    "sentences/sentences.txt",
    "articles/articles.jsonl",
    "articles/dated_headlines.jsonl",
    "news_search/corpus.jsonl",
    "kazqad_mini/corpus.jsonl",
    "ner/kaznerd_valid.jsonl",
    "quotes/docs_dev.jsonl",
    "stem/speed_types.txt",
    "stem/gold/dev/apt.tsv",
    "stem/gold/dev/ktb.tsv",
    "stem/gold/dev/unimorph.tsv",
)
CYRILLIC = re.compile("[а-яёәғқңөұүһі]+")
RECORDS = manifest()
each_record = pytest.mark.parametrize("record", RECORDS, ids=lambda r: f"{r.file}:{r.record}")


def raw_of(record: SampleRecord) -> str:
    text = raw_text(sample_files() / record.file, record.record)
    assert text, f"{record.file} has no record {record.record}"
    return text


@cache
def body_of(record: SampleRecord) -> str:
    return body_text(raw_of(record), record.title)


@each_record
def test_length(record: SampleRecord) -> None:
    assert 120 <= len(body_of(record).split()) <= 500


@each_record
def test_gold_stands_in_the_clean_body(record: SampleRecord) -> None:
    body = body_of(record)
    for quote in record.quotes:
        at = 0
        for part in quote.content:
            found = body.find(part, at)
            assert found >= 0, part
            at = found + len(part)
        for marker in (quote.cue, quote.source):
            assert marker is None or marker in body or marker in record.title, marker
        assert quote.kind in ("direct", "indirect", "mixed")


@each_record
def test_values_are_of_the_vocabulary(record: SampleRecord) -> None:
    assert record.topics and all(t[2:] == "000000" and 1 <= int(t[:2]) <= 17 for t in record.topics)
    assert set(record.constructions) <= CONSTRUCTIONS
    assert set(record.dirt) <= DIRT
    assert record.lang in ("kk", "ru", "mixed")
    assert record.date is None or 2016 <= PartialDate.parse(record.date).year <= 2026


@each_record
def test_dirt_is_there(record: SampleRecord) -> None:
    raw = raw_of(record)
    if "soft_hyphens" in record.dirt:
        assert "\xad" in raw
    if "lookalikes" in record.dirt:
        assert repair(raw) != raw.replace("\xad", "")
    if "tripled_headline" in record.dirt and not record.file.endswith(".html"):
        assert repair(raw).count(record.title) >= 3


def test_every_record_of_every_file_has_one_row() -> None:
    rows = Counter((record.file, record.record) for record in RECORDS)
    assert set(rows.values()) == {1}
    root = sample_files()
    there = {(str(p.relative_to(root)), n) for p in root.rglob("*.*") for n in range(1, record_count(p) + 1)}
    assert set(rows) == there


def record_count(path: Path) -> int:
    if path.suffix == ".jsonl":
        return len(path.read_text("utf-8").splitlines())
    if path.suffix in (".csv", ".tsv"):
        with path.open(encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.reader(file, "excel" if path.suffix == ".csv" else "excel-tab")) - 1
    return 1


def test_breadth() -> None:
    assert len(RECORDS) >= 80
    assert {topic for r in RECORDS for topic in r.topics[:1]} == {f"{n:02}000000" for n in range(1, 18)}
    assert len({code for r in RECORDS for code in r.main_regions}) >= 15
    assert {r.date[:4] for r in RECORDS if r.date} == {str(year) for year in range(2016, 2027)}
    assert any(r.date is None for r in RECORDS)
    assert {construction for r in RECORDS for construction in r.constructions} == CONSTRUCTIONS
    assert {dirt for r in RECORDS for dirt in r.dirt} == DIRT
    assert {r.lang for r in RECORDS} == {"kk", "ru", "mixed"}


def test_no_two_samples_share_a_fifth_of_their_five_word_sequences() -> None:
    grams = [(r.file, r.record, five_grams(body_of(r))) for r in RECORDS]
    alike = [
        (a[:2], b[:2])
        for a, b in combinations(grams, 2)
        if len(a[2] & b[2]) >= 0.2 * min(len(a[2]), len(b[2]))
    ]
    assert alike == []


def five_grams(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + 5]) for i in range(len(found) - 4)}


@pytest.fixture(scope="module")
def attested() -> frozenset[str]:
    found: set[str] = set()
    for name in COUNTED:
        with shared("data", name).open(encoding="utf-8") as file:
            for line in file:
                text = json.dumps(json.loads(line), ensure_ascii=False) if name.endswith("l") else line
                found.update(CYRILLIC.findall(text.lower()))
    return frozenset(found)


@each_record
def test_every_word_is_attested_or_a_name(record: SampleRecord, attested: frozenset[str]) -> None:
    text = f"{record.title}\n{body_of(record)}"
    assert [word for word in words(text) if not known(word, record, attested)] == []


def known(word: str, record: SampleRecord, attested: frozenset[str]) -> bool:
    if word in record.names or all(part in attested or part in record.names for part in word.split("-")):
        return True
    return record.lang != "kk" and russian(word)


@cache
def analyzer() -> MorphAnalyzer:
    return MorphAnalyzer()


def russian(word: str) -> bool:
    return all(analyzer().word_is_known(part) for part in word.split("-"))


def test_every_file_belongs_to_an_invented_newspaper() -> None:
    assert {path.name for path in sample_files().iterdir()} == {path.name for path, _ in sample_sources()}
