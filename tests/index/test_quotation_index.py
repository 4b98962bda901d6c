"""Quotations as documents of their own: fields, filters, facets, sync; both engines and brute force agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.model import Article, PartialDate, Quotation, RegionTag, Speaker
from index.document import IndexDocument, from_quotation, how_sure, sortable
from index.engine import SearchEngine
from index.engines.factory import open_engine
from index.query.parser import parse
from index.query.quoted import of_quotations
from index.request import QUOTE_FACETS, SearchRequest
from index.sync import SyncReport, rebuild, sync_quotations
from kazakh.stem import stem
from tests.archive.quoted_article import article

SAID = (
    ("aaaaaaaaaaaaaa", "s-arman", "direct", 0.95, "Мектеп құрылысы аяқталды, енді оқулық керек."),
    ("aaaaaaaaaaaaaa", "s-saule", "indirect", 0.7, "Балалар өте қуанышты."),
    ("aaaaaaaaaaaaaa", None, "direct", 0.2, "Мектеп кең."),
    ("bbbbbbbbbbbbbb", "s-arman", "direct", 0.9, "Жеңіске жетеміз деп ойладық."),
    ("cccccccccccccc", "s-dana", "mixed", 0.6, "Мектеп басшылары оқудан өтті."),
    ("cccccccccccccc", "s-arman", "direct", 0.59, "Цифрлы жүйе уақыт үнемдейді."),
)
FACTS: Mapping[str, dict[str, object]] = {
    "aaaaaaaaaaaaaa": {"regions": (RegionTag("KZ-33"),), "date": PartialDate(2023, 9, 1)},
    "bbbbbbbbbbbbbb": {"regions": (RegionTag("KZ-75"), RegionTag("KZ-33")), "date": None},
    "cccccccccccccc": {"regions": (), "date": PartialDate(2021), "source": "Өлке үні"},
}


def quoting(key: str) -> Article:
    quotes = []
    for number, (_, speaker, kind, confidence, words) in enumerate(row for row in SAID if row[0] == key):
        start = number * 1000
        quotes.append(
            Quotation(
                id=f"{key}-{start}",
                article_id=key,
                content=(words,),
                spans=((start, start + len(words)),),
                kind=kind,  # type: ignore[arg-type]
                cue=None,
                source=None,
                speaker=Speaker(speaker, speaker) if speaker else None,
                confidence=confidence,
                rule="test",
            )
        )
    return article(id=key, quotes=tuple(quotes), title="Мектеп туралы", **FACTS[key])


ARTICLES = {key: quoting(key) for key in FACTS}


def documents(articles: Iterable[Article], revision: str = "1") -> Iterator[IndexDocument]:
    for one in articles:
        for number in range(len(one.quotes)):
            yield from_quotation(one, number, revision)


EVERY = list(documents(ARTICLES.values()))


def fill(engine: SearchEngine, rows: Iterable[IndexDocument] = EVERY) -> None:
    with engine.batch() as batch:
        for row in rows:
            batch.put(row)


def found(engine: SearchEngine, query: str, **chosen: object) -> list[str]:
    asked: dict[str, object] = {"query": of_quotations(parse(query)), "limit": 100} | chosen
    return [hit.id for hit in engine.search(SearchRequest(**asked)).hits]  # type: ignore[arg-type]


A, B, C = (f"{key}-" for key in FACTS)


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("мектеп", [A + "0000000000", A + "0000002000", C + "0000000000"]),
        ("quote:мектеп", [A + "0000000000", A + "0000002000", C + "0000000000"]),
        ("дәйексөз:мектеп speaker:s-arman", [A + "0000000000"]),
        ("speaker:s-arman", [A + "0000000000", B + "0000000000", C + "0000001000"]),
        ("мектеп -speaker:s-dana", [A + "0000000000", A + "0000002000"]),
        ('"мектеп кең"', [A + "0000002000"]),
        ("мект*", [A + "0000000000", A + "0000002000", C + "0000000000"]),
        ("туралы", []),
        ("ауылында", []),
        ("region:KZ-33", [A + "0000000000", A + "0000001000", A + "0000002000", B + "0000000000"]),
        ("date:2021", [C + "0000000000", C + "0000001000"]),
        ("date:none", [B + "0000000000"]),
        ("id:bbbbbbbbbbbbbb", [B + "0000000000"]),
        (f"id:{A}1000", [A + "0000001000"]),
        ("*", [row.id for row in EVERY]),
    ],
)
def test_queries(empty: SearchEngine, query: str, ids: list[str]) -> None:
    fill(empty)
    assert sorted(found(empty, query)) == sorted(ids)


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"kind": ("direct",)}, [A + "0000000000", A + "0000002000", B + "0000000000", C + "0000001000"]),
        ({"kind": ("mixed", "indirect")}, [A + "0000001000", C + "0000000000"]),
        ({"confidence": ("sure",)}, [A + "0000000000", B + "0000000000"]),
        (
            {"confidence": ("likely", "unsure")},
            [A + "0000001000", A + "0000002000", C + "0000000000", C + "0000001000"],
        ),
        ({"article": ("cccccccccccccc",)}, [C + "0000000000", C + "0000001000"]),
        ({"speaker": ("s-arman",), "region": ("KZ-75",)}, [B + "0000000000"]),
        ({"source": ("өлке үні",), "kind": ("direct",)}, [C + "0000001000"]),
    ],
)
def test_filters(empty: SearchEngine, filters: dict[str, tuple[str, ...]], ids: list[str]) -> None:
    fill(empty)
    assert found(empty, "*", filters=filters) == sorted(ids)


def test_facets_count_quotations(empty: SearchEngine) -> None:
    fill(empty)
    page = empty.search(SearchRequest(parse("*"), facets=QUOTE_FACETS, filters={"kind": ("direct",)}))
    counts = {field: {row.value: row.count for row in rows} for field, rows in page.facets.items()}
    assert counts["kind"] == {"direct": 4, "indirect": 1, "mixed": 1}
    assert counts["confidence"] == {"sure": 2, "unsure": 2}
    assert counts["speaker"] == {"s-arman": 3}
    assert counts["date_year"] == {"2021": 1, "2023": 2, "none": 1}


def test_sorted_by_date(empty: SearchEngine) -> None:
    fill(empty)
    by_date = [C + "0000000000", C + "0000001000", A + "0000000000", A + "0000001000", A + "0000002000"]
    assert found(empty, "*", sort="date") == [*by_date, B + "0000000000"], "in the order of the text"


@pytest.mark.parametrize(
    ("number", "words"),
    [(1.0, "sure"), (0.9, "sure"), (0.899, "likely"), (0.6, "likely"), (0.59, "unsure"), (0, "unsure")],
)
def test_ranges_of_confidence(number: float, words: str) -> None:
    assert how_sure(number) == words


class Kept:
    """A store of articles that remembers what it was asked for."""

    def __init__(self) -> None:
        self.articles = dict(ARTICLES)
        self.revisions = dict.fromkeys(ARTICLES, "1")
        self.asked: list[str] = []

    def documents(self, ids: Iterable[str]) -> Iterator[IndexDocument]:
        for key in ids:
            self.asked.append(key)
            yield from documents([self.articles[key]], self.revisions[key])

    def sync(self, engine: SearchEngine) -> SyncReport:
        self.asked.clear()
        return sync_quotations(self.revisions, self.documents, engine)


def test_sync_replaces_all_quotations_of_a_changed_article_and_no_others(empty: SearchEngine) -> None:
    kept = Kept()
    assert kept.sync(empty) == SyncReport(added=6)
    assert kept.sync(empty) == SyncReport()
    assert kept.asked == []
    quotes = kept.articles["aaaaaaaaaaaaaa"].quotes
    kept.articles["aaaaaaaaaaaaaa"] = replace(
        kept.articles["aaaaaaaaaaaaaa"], quotes=(quotes[0], replace(quotes[1], id=A + "1001"))
    )
    kept.revisions["aaaaaaaaaaaaaa"] = "2"
    del kept.revisions["bbbbbbbbbbbbbb"]
    assert kept.sync(empty) == SyncReport(added=1, updated=1, deleted=3)
    assert kept.asked == ["aaaaaaaaaaaaaa"]
    assert found(empty, "*") == [A + "0000000000", A + "0000001001", C + "0000000000", C + "0000001000"]
    assert kept.sync(empty) == SyncReport()


def test_a_sync_that_is_broken_off_is_taken_up(empty: SearchEngine) -> None:
    kept = Kept()

    def broken(ids: Iterable[str]) -> Iterator[IndexDocument]:
        yield from list(kept.documents(ids))[:4]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sync_quotations(kept.revisions, broken, empty)
    assert found(empty, "*") == []
    assert kept.sync(empty) == SyncReport(added=6)
    assert found(empty, "*") == sorted(row.id for row in EVERY)


def test_a_rebuilt_index_holds_the_same(tmp_path: Path) -> None:
    rebuild(iter(EVERY), "whoosh", tmp_path / "index-quotes")
    engine = open_engine("whoosh", tmp_path / "index-quotes")
    kept = Kept()
    assert kept.sync(engine) == SyncReport()
    assert sorted(found(engine, "мектеп")) == [A + "0000000000", A + "0000002000", C + "0000000000"]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[SearchEngine]]:
    engines = [
        open_engine("memory", Path()),
        open_engine("whoosh", tmp_path_factory.mktemp("quotes") / "index", create=True),
    ]
    for engine in engines:
        fill(engine, EVERY[:3])
        fill(engine, EVERY[2:])
    yield engines
    engines[1].close()


def brute(
    word: str | None, speaker: str | None, kind: str | None, sure: str | None, region: str | None
) -> list[str]:
    """Ids by looking at every quotation of every article."""
    return sorted(
        sortable(quote.id)
        for one in ARTICLES.values()
        for quote in one.quotes
        if (
            word is None
            or stem(word) in {stem(part.strip(".,").lower()) for part in quote.content[0].split()}
        )
        and (speaker is None or (quote.speaker is not None and quote.speaker.id == speaker))
        and kind in (None, quote.kind)
        and sure in (None, how_sure(quote.confidence))
        and (region is None or region in {tag.code for tag in one.regions})
    )


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    word=st.sampled_from([None, "мектеп", "балалар", "жүйе", "оқу", "ауыл"]),
    speaker=st.sampled_from([None, "s-arman", "s-saule", "s-dana"]),
    kind=st.sampled_from([None, "direct", "indirect", "mixed"]),
    sure=st.sampled_from([None, None, "sure", "likely", "unsure"]),
    region=st.sampled_from([None, None, "KZ-33", "KZ-75"]),
)
def test_the_index_equals_brute_force(
    both: list[SearchEngine],
    word: str | None,
    speaker: str | None,
    kind: str | None,
    sure: str | None,
    region: str | None,
) -> None:
    chosen = {"speaker": speaker, "kind": kind, "confidence": sure, "region": region}
    filters = {field: (value,) for field, value in chosen.items() if value is not None}
    query = of_quotations(parse(word or "*"))
    wanted = brute(word, speaker, kind, sure, region)
    for engine in both:
        page = engine.search(SearchRequest(query, filters=filters))
        assert sorted(hit.id for hit in page.hits) == wanted
        assert page.total == len(wanted)
        assert sorted(engine.ids(SearchRequest(query, filters=filters))) == wanted
