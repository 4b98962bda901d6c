"""Occurrences and running words: every engine counts what the analyzer finds in the bodies of the hits."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from index.analysis import entries
from index.document import IndexDocument
from index.engine import SearchEngine
from index.query.parser import parse
from index.request import SearchRequest
from tests.index.documents import documents

ASKED: list[tuple[str, dict[str, Any]]] = [
    ("*", {}),
    ("мектеп", {}),
    ("*", {"filters": {"region": ("KZ-33",)}}),
    ("*", {"date_from": "2023", "date_to": "2023"}),
    ("*", {"undated": True}),
    ("жоқсөз", {}),
]


def bodies(engine: SearchEngine, request: SearchRequest) -> list[IndexDocument]:
    known = {document.id: document for document in documents()}
    return [known[key] for key in engine.ids(request)]


@pytest.mark.parametrize(("query", "chosen"), ASKED)
def test_occurrences_are_places_in_the_bodies_of_the_hits(
    engine: SearchEngine, query: str, chosen: dict[str, Any]
) -> None:
    request = SearchRequest(parse(query), **chosen)
    held = bodies(engine, request)
    lemmas = Counter(term for one in held for entry in entries(one.body) for term in entry.lemmas)
    forms = Counter(entry.form for one in held for entry in entries(one.body))
    every = {term for one in documents() for entry in entries(one.body) for term in entry.lemmas}
    assert dict(engine.occurrences("lemma", every, request)) == {term: lemmas[term] for term in every}
    assert engine.occurrences("form", ["мектеп", "үйден-үйге"], request) == {
        "мектеп": forms["мектеп"],
        "үйден-үйге": forms["үйден-үйге"],
    }


@pytest.mark.parametrize(("query", "chosen"), ASKED)
def test_running_words_are_all_words_of_the_bodies_by_date(
    engine: SearchEngine, query: str, chosen: dict[str, Any]
) -> None:
    request = SearchRequest(parse(query), **chosen)
    wanted: Counter[str] = Counter()
    for one in bodies(engine, request):
        wanted[one.date or "none"] += len(entries(one.body))
    assert {date: count for date, count in engine.running_words(request).items() if count} == +wanted


def test_deleted_articles_are_not_counted(empty: SearchEngine) -> None:
    first, second = documents()[:2]
    with empty.batch() as batch:
        batch.put(first)
        batch.put(second)
    with empty.batch() as batch:
        batch.delete(first.id)
    request = SearchRequest(parse("*"))
    wanted = Counter(term for entry in entries(second.body) for term in entry.lemmas)
    gone = {term for entry in entries(first.body) for term in entry.lemmas}
    counted = empty.occurrences("lemma", gone | set(wanted), request)
    assert {term: count for term, count in counted.items() if count} == wanted
    assert sum(empty.running_words(request).values()) == len(entries(second.body))
