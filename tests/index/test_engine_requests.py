"""Filters, dates, facets, order and pages: the same from every engine."""

from __future__ import annotations

from typing import Any

import pytest

from archive.errors import InvalidDate, InvalidRequest
from index.engine import SearchEngine
from index.query.parser import parse
from index.request import FACETS, SearchRequest
from tests.index.asking import ask, found, ranked


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ({"filters": {"region": ("KZ-33",)}}, "01 02 21"),
        ({"filters": {"region": ("KZ-33", "KZ-43")}}, "01 02 18 19 21"),
        ({"filters": {"region": ("KZ-33",), "topic": ("05000000",)}}, "01 02"),
        ({"filters": {"source": ("Өлке үні",), "region": ("KZ-10",)}}, "11 12"),
        ({"filters": {"speaker": ("s-dana",)}}, "03 07 22 26"),
        ({"filters": {"lang": ("ru",)}}, "28"),
        ({"filters": {"region": ("KZ-99",)}}, ""),
        ({"filters": {"region": ()}, "date_from": "2026"}, "22 23"),
        ({"date_from": "2025"}, "18 19 20 22 23"),
        ({"date_to": "2018"}, "14 30"),
        ({"date_from": "2023-06-12", "date_to": "2023-06-13"}, "01 28 29"),
        ({"date_from": "2023", "date_to": "2023", "undated": True}, "01 02 03 04 05 06 15 16 17 26 28 29"),
        ({"undated": True}, "06 15"),
        ({"filters": {"date_year": ("2026", "none")}}, "06 15 22 23"),
    ],
)
def test_filters(engine: SearchEngine, chosen: dict[str, Any], wanted: str) -> None:
    assert found(engine, "*", **chosen) == wanted


@pytest.mark.parametrize(
    ("query", "chosen", "aside"),
    [
        ("*", {"date_from": "2023-06-01", "date_to": "2023-06-15"}, 2),  # a04 is of 2023, a05 of June
        ("*", {"date_from": "2023-06", "date_to": "2023-06"}, 1),
        ("date:2023-06", {}, 1),
        ("date:2023", {}, 0),
        ("есеп", {"date_from": "2023-02", "date_to": "2023-11"}, 1),
        ("*", {}, 0),
        ("*", {"filters": {"region": ("KZ-63",)}, "date_from": "2023-06-01", "date_to": "2023-06-15"}, 1),
    ],
)
def test_coarse_dates_that_only_touch_the_range_are_set_aside(
    engine: SearchEngine, query: str, chosen: dict[str, Any], aside: int
) -> None:
    assert ask(engine, query, **chosen).set_aside == aside


def counts(engine: SearchEngine, field: str, query: str = "*", **chosen: Any) -> dict[str, int]:
    return {row.value: row.count for row in ask(engine, query, facets=(field,), **chosen).facets[field]}


def test_facets_count_hits(engine: SearchEngine) -> None:
    assert counts(engine, "region", "мектеп") == {"KZ-33": 2, "KZ-71": 1, "KZ-75": 1}
    assert counts(engine, "source", "мектеп") == {"Дала жаршысы": 2, "Таңғы хабар": 2}
    assert counts(engine, "speaker", "мектеп") == {"s-arman": 2, "s-saule": 2, "s-dana": 1}
    assert list(counts(engine, "date_year", "мектеп OR хат")) == ["2023", "2026", "none"]


@pytest.mark.parametrize("field", FACETS)
@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"filters": {"region": ("KZ-75", "KZ-71"), "topic": ("05000000",)}},
        {"filters": {"source": ("Таңғы хабар",)}, "date_from": "2023", "date_to": "2023"},
        {"filters": {"speaker": ("s-arman",)}, "undated": True},
    ],
)
def test_a_count_is_what_that_value_alone_would_find(
    engine: SearchEngine, field: str, chosen: dict[str, Any]
) -> None:
    for row in ask(engine, "*", facets=(field,), **chosen).facets[field]:
        alone: dict[str, Any] = {**chosen, "filters": {**chosen.get("filters", {}), field: (row.value,)}}
        if field == "date_year":
            alone = {key: value for key, value in alone.items() if key == "filters"}
        assert ask(engine, "*", **alone).total == row.count, row


def test_a_chosen_value_stays_in_its_facet_without_a_hit(engine: SearchEngine) -> None:
    rows = ask(engine, "мұнай", filters={"region": ("KZ-33",)}, facets=("region",)).facets["region"]
    assert [(row.value, row.count, row.selected) for row in rows] == [("KZ-47", 1, False), ("KZ-33", 0, True)]


def test_order_by_date_puts_the_undated_last(engine: SearchEngine) -> None:
    query = "өрт OR хат OR мұнай OR теңіз OR ауа"
    assert ranked(engine, query, sort="date") == ["a24", "a25", "a18", "a20", "a06", "a15"]
    assert ranked(engine, query, sort="-date") == ["a20", "a18", "a25", "a24", "a06", "a15"]


def test_equal_hits_stand_by_id(engine: SearchEngine) -> None:
    everything = ranked(engine, "*")
    assert everything == sorted(everything)
    assert ranked(engine, "date:2023-06-12", sort="-date") == ["a01", "a28"]


def test_the_best_answer_comes_first(engine: SearchEngine) -> None:
    assert ranked(engine, "нан")[0] == "a29"
    assert ranked(engine, "мектептер")[0] == "a22"  # the exact form, in the title
    scores = [hit.score for hit in ask(engine, "мектеп").hits]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0


def test_pages_make_up_the_whole(engine: SearchEngine) -> None:
    whole = ranked(engine, "*", sort="date")
    paged: list[str] = []
    for offset in range(0, 30, 7):
        page = ask(engine, "*", sort="date", offset=offset, limit=7)
        assert page.total == 30
        assert page.next == (str(offset + 7) if offset + 7 < 30 else None)
        paged += [hit.id for hit in page.hits]
    assert paged == whole
    assert ask(engine, "*", offset=30).hits == ()
    assert ask(engine, "*", limit=0).hits == ()


def test_ids_are_all_hits_in_order(engine: SearchEngine) -> None:
    for sort in ("relevance", "date", "-date"):
        request = SearchRequest(query=parse("мектеп OR нан"), sort=sort, limit=1, offset=2)
        assert list(engine.ids(request)) == ranked(engine, "мектеп OR нан", sort=sort)


def test_a_hit_holds_what_a_list_shows(engine: SearchEngine) -> None:
    hit = ask(engine, "id:a21").hits[0]
    assert (hit.title, hit.source, hit.source_id) == ("Жаңа облыстар құрылды", "Дала жаршысы", "n-a21")
    assert (hit.date, hit.regions, hit.topics) == ("2022-06-08", ("KZ-10", "KZ-33", "KZ-62"), ("11000000",))
    assert ask(engine, "id:a15").hits[0].date is None
    assert ask(engine, "id:a01").hits[0].speakers == ("s-arman", "s-saule")


@pytest.mark.parametrize(
    "chosen",
    [
        {"limit": -1},
        {"offset": -1},
        {"filters": {"colour": ("red",)}},
        {"facets": ("colour",)},
        {"sort": "title"},
    ],
)
def test_a_request_that_makes_no_sense_is_refused(engine: SearchEngine, chosen: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequest):
        ask(engine, "*", **chosen)


def test_a_date_that_is_none_is_refused(engine: SearchEngine) -> None:
    with pytest.raises(InvalidDate):
        ask(engine, "*", date_from="2023-02-30")


def test_vocabulary_and_frequencies_count_articles(engine: SearchEngine) -> None:
    assert dict(engine.vocabulary("lemma", "мек")) == {"мектеп": 4}
    assert engine.term_frequencies("lemma", ["мектеп", "нан", "жоқсөз"]) == {
        "мектеп": 4,
        "нан": 2,
        "жоқсөз": 0,
    }
    assert engine.term_frequencies("form", ["мектептің"]) == {"мектептің": 1}
    assert dict(engine.vocabulary("source")) == {"Дала жаршысы": 11, "Таңғы хабар": 10, "Өлке үні": 9}
    terms = [term for term, _ in engine.vocabulary("lemma")]
    assert terms == sorted(terms)


def test_status(engine: SearchEngine) -> None:
    status = engine.status()
    assert (status.engine, status.articles) == (engine.name, 30)
    assert len(engine.revisions()) == 30
