"""Collocations, keyness and words per million of toy corpora, counted by hand."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import IngestOptions
from index.analysis import entries
from index.concordance import stretches
from index.query.parser import parse
from workspace import Workspace
from workspace.collocations import collocations, log_dice
from workspace.concordances import concordance
from workspace.keyness import keyness, log_likelihood, log_ratio
from workspace.pairs import pair_query
from workspace.trends import trend

Made = Callable[[Sequence[dict[str, str]]], Workspace]

TOY = [
    {"text": "Ауылда жаңа мектеп ашылды. Қалада ескі көпір бар.", "date": "2021"},
    {"text": "Жаңа мектеп пен жаңа жол керек.", "date": "2021"},
    {"text": "Ескі мектеп жабылды, жаңа көпір салынды.", "date": "2022"},
    {"text": "Қалада жаңа жол салынды.", "date": "2022"},
]


@pytest.fixture(params=["whoosh", "memory"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    opened: list[Workspace] = []

    def make(rows: Sequence[dict[str, str]]) -> Workspace:
        path = tmp_path / "rows.jsonl"
        lines = (json.dumps({"id": str(n), **row}, ensure_ascii=False) for n, row in enumerate(rows))
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        workspace = Workspace.open(tmp_path / "data", engine=request.param, create=True)
        workspace.ingest([str(path)], IngestOptions())
        opened.append(workspace)
        return workspace

    yield make
    for workspace in opened:
        workspace.close()


def test_log_dice_of_a_toy_corpus_is_the_one_counted_by_hand(made: Made) -> None:
    """мектеп stands three times, жаңа five times, of these twice beside мектеп: 14 + log2(2 * 2 / (3 + 5));
    ескі stands twice, once beside мектеп: 14 + log2(2 * 1 / (3 + 2)). Two words away stand two more жаңа."""
    workspace = made(TOY)
    wider = {row.word: row for row in collocations(workspace, "мектеп", window_words=2, least=1).rows}
    assert (wider["жаңа"].near, wider["жаңа"].everywhere, wider["жаңа"].score) == (4, 5, 14.0)
    assert wider["ауыл"].near == wider["ауыл"].everywhere == 1
    found = collocations(workspace, "мектеп", window_words=1, least=1)
    rows = {row.word: row for row in found.rows}
    assert (found.matches, found.read, found.articles) == (3, 3, 3)
    assert (rows["жаңа"].near, rows["жаңа"].everywhere, rows["жаңа"].score) == (2, 5, 13.0)
    assert (rows["ескі"].near, rows["ескі"].everywhere) == (1, 2)
    assert rows["ескі"].score == pytest.approx(14 + math.log2(2 / 5)) == pytest.approx(12.67807)
    assert "ауыл" not in rows
    assert "мектеп" not in rows


def test_forms_and_filters_have_counts_of_their_own(made: Made) -> None:
    workspace = made(TOY)
    forms = {row.word: row for row in collocations(workspace, "мектеп", unit="form", least=1).rows}
    assert (forms["ауылда"].near, forms["ауылда"].everywhere) == (1, 1)
    assert forms["ауылда"].query == '"мектеп =ауылда"~4'
    only = collocations(workspace, "мектеп", window_words=2, least=1, date_from="2021", date_to="2021")
    rows = {row.word: row for row in only.rows}
    assert (only.matches, rows["жаңа"].near, rows["жаңа"].everywhere) == (2, 3, 3)


def test_function_words_are_hidden_only_when_asked_and_counted(made: Made) -> None:
    workspace = made(TOY)
    shown = collocations(workspace, "мектеп", least=1)
    hidden = collocations(workspace, "мектеп", least=1, hide_empty=True)
    left_out = {row.word for row in shown.rows} - {row.word for row in hidden.rows}
    assert left_out == {row.word for row in shown.rows if row.empty} == {"мен"}
    assert (shown.hidden, hidden.hidden) == (0, 1)
    assert hidden.total == shown.total - 1


def test_sorting_and_pages(made: Made) -> None:
    workspace = made(TOY)
    scores = [row.score for row in collocations(workspace, "мектеп", least=1).rows]
    assert scores == sorted(scores, reverse=True)
    near = [row.near for row in collocations(workspace, "мектеп", least=1, by="near").rows]
    assert near == sorted(near, reverse=True)
    words = [row.word for row in collocations(workspace, "мектеп", least=1, by="word").rows]
    first = collocations(workspace, "мектеп", least=1, by="word", limit=3)
    rest = collocations(workspace, "мектеп", least=1, by="word", limit=None, offset=int(first.next or 0))
    assert [row.word for row in (*first.rows, *rest.rows)] == words
    assert rest.next is None
    assert first.total == rest.total == len(words)


QUERIES = ["мектеп", "=мектеп", '"жаңа мектеп"', "мектеп OR көпір", "жаңа мектеп", "жаңа -көпір"]


@pytest.mark.parametrize("window", [1, 2, 4])
@pytest.mark.parametrize("query", QUERIES)
def test_the_query_of_a_collocate_shows_every_place(made: Made, query: str, window: int) -> None:
    """Where the collocate was counted, its own query has a line with the collocate in its context."""
    workspace = made(TOY)
    for row in collocations(workspace, query, window_words=window, least=1, limit=None).rows:
        covered = 0
        for article in workspace.articles(workspace.article_ids()):
            words = entries(article.body)
            lines = stretches(words, parse(row.query))
            shown = {n for first, last in lines for n in range(first - window, last + window + 1)}
            covered += sum(1 for n, word in enumerate(words) if n in shown and row.word in word.lemmas)
        assert covered >= row.near, row
        assert concordance(workspace, row.query).total > 0


def test_a_pattern_has_no_pair_and_asks_for_both(made: Made) -> None:
    rows = collocations(made(TOY), "мект*", least=1).rows
    assert {row.query for row in rows if row.word == "ескі"} == {"мект* ескі"}


@pytest.mark.parametrize("term", ["қасым-жомарт", "2023", "covid-19", "д’артаньян", "км²"])
@pytest.mark.parametrize("unit", ["lemma", "form"])
def test_the_query_of_any_token_can_be_read_again(term: str, unit: str) -> None:
    for window in (1, 5):
        for query in ("мектеп", '"жаңа мектеп"', "a* мектеп", "мектеп~1"):
            parse(pair_query(parse(query), term, [term], unit, window))


@given(near=st.integers(1, 50), one=st.integers(50, 500), other=st.integers(50, 500))
def test_log_dice_rises_with_what_stands_together_and_not_with_the_size(
    near: int, one: int, other: int
) -> None:
    assert log_dice(near + 1, one, other) > log_dice(near, one, other)
    assert log_dice(near, one, other) == log_dice(near, other, one) <= 14
    assert log_dice(2 * near, one, other) == pytest.approx(log_dice(near, one, other) + 1)
    assert log_dice(9 * near, 9 * one, 9 * other) == pytest.approx(log_dice(near, one, other))


def test_keyness_of_a_toy_corpus_is_the_one_counted_by_hand(made: Made) -> None:
    """мектеп: 3 of 20 words in the three articles that hold it, none of 4 in the other;
    жол: 1 of 20 against 1 of 4."""
    found = keyness(made(TOY), "мектеп", least=1)
    rows = {row.word: row for row in found.rows}
    assert (found.one.words, found.other.words) == (20, 4)
    assert (rows["мектеп"].count, rows["мектеп"].other) == (3, 0)
    assert rows["мектеп"].likelihood == pytest.approx(2 * 3 * math.log(3 / (20 * 3 / 24)))
    assert rows["мектеп"].ratio == pytest.approx(math.log2((3 / 20) / (0.5 / 4)))
    road = rows["жол"]
    assert (road.count, road.other) == (1, 1)
    wanted = 2 * (math.log(1 / (20 * 2 / 24)) + math.log(1 / (4 * 2 / 24)))
    assert road.likelihood == pytest.approx(wanted)
    assert road.ratio == pytest.approx(math.log2((1 / 20) / (1 / 4)))
    assert (road.per_million, road.other_per_million) == (50_000, 250_000)


def test_keyness_against_a_query_turns_round(made: Made) -> None:
    workspace = made(TOY)
    one = keyness(workspace, "мектеп", ["көпір"], least=1)
    other = keyness(workspace, "көпір", ["мектеп"], least=1)
    turned = {row.word: (row.other, row.count) for row in other.rows}
    assert {row.word: (row.count, row.other) for row in one.rows} == turned
    for row in one.rows:
        assert log_ratio(row.other, row.count, row.other_words, row.words) == pytest.approx(-row.ratio)


@given(st.integers(0, 99), st.integers(0, 99), st.integers(100, 9999), st.integers(100, 9999))
def test_likelihood_is_nothing_where_frequencies_are_equal_and_else_more(
    one: int, other: int, words: int, other_words: int
) -> None:
    value = log_likelihood(one, other, words, other_words)
    assert value >= -1e-9
    assert value == pytest.approx(log_likelihood(other, one, other_words, words))
    assert log_likelihood(one, one, words, words) == pytest.approx(0, abs=1e-9)


def test_a_sample_says_how_much_was_read_and_is_always_the_same(made: Made) -> None:
    workspace = made([{"text": f"Ауылда {n}-мектеп бар."} for n in range(30)])
    found = collocations(workspace, "мектеп", most=10, least=1)
    assert (found.read, found.articles, found.matches) == (10, 30, 10)
    assert found.rows == collocations(workspace, "мектеп", most=10, least=1).rows
    whole = {row.word: row for row in collocations(workspace, "мектеп", least=1).rows}
    for row in found.rows:
        assert row.near == 10
        assert row.score == pytest.approx(whole[row.word].score)
    counted = keyness(workspace, "мектеп", most=7).one
    assert (counted.read, counted.articles, counted.words) == (7, 30, 21)


def test_places_in_a_million_words_by_year(made: Made) -> None:
    """2021: мектеп twice in 14 words; 2022: once in 10."""
    (series,) = trend(made(TOY), ["мектеп"], "year", "words").series
    rows = [(p.period, p.hits, p.occurrences, p.words, p.per_million) for p in series.points]
    assert rows == [
        ("2021", 2, 2, 14, pytest.approx(142857.14)),
        ("2022", 1, 1, 10, pytest.approx(100000.0)),
    ]
    assert series.read == 3


def test_places_over_time_add_up_to_the_lines_of_the_concordance(made: Made) -> None:
    workspace = made(TOY)
    for query in ("жаңа", '"жаңа жол"', "мект* OR көпір"):
        (series,) = trend(workspace, [query], "year", "words").series
        assert sum(p.occurrences or 0 for p in series.points) == concordance(workspace, query).total


def test_a_trend_in_articles_reads_none(made: Made) -> None:
    found = trend(made(TOY), ["мектеп"])
    assert found.series[0].read is None
    assert "words" not in found.as_json()["series"][0]["points"][0]
