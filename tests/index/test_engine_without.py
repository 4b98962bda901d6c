"""``without``: a view of an engine is, answer for answer, an engine that never had the articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from index.document import IndexDocument
from index.engine import SearchEngine
from index.query.parser import parse
from index.request import COUNTED, SearchRequest
from tests.index.conftest import INSTALLED, opened
from tests.index.documents import documents

HIDDEN = frozenset({"a01", "a08", "a11", "a28"})
QUERIES = (
    "*",
    "мектеп",
    "мектеп OR дәрігер",
    '"мектеп құрылысы"',
    "м*",
    "қал?",
    "мектп~1",
    "-мектеп",
    "quote:оқулық",
    "speaker:s-arman quote:мектеп",
    "person:s-saule",
    'source:"Өлке үні"',
    "date:2023",
    "date:none",
    "lang:ru",
    "id:a01",
    "id:a02",
)
FIELDS = ("lemma", "form", "cut4", "region", "speaker", "topic", "source", "lang", "author")


def filled(engine: SearchEngine, rows: list[IndexDocument]) -> SearchEngine:
    for start in range(0, len(rows), 8):
        with engine.batch() as batch:
            for row in rows[start : start + 8]:
                batch.put(row)
    return engine


@pytest.fixture(scope="module", params=INSTALLED)
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[SearchEngine, SearchEngine, SearchEngine]]:
    """An engine with all, its view without some, and one that never had these."""
    folder = tmp_path_factory.mktemp("without")
    kept = [row for row in documents() if row.id not in HIDDEN]
    with opened(request.param, folder / "all") as whole, opened(request.param, folder / "few") as few:
        filled(whole, documents())
        yield whole, whole.without(HIDDEN), filled(few, kept)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("sort", ["relevance", "date", "-date"])
def test_hits_counts_and_facets(
    both: tuple[SearchEngine, SearchEngine, SearchEngine], query: str, sort: str
) -> None:
    _, view, few = both
    request = SearchRequest(parse(query), sort=sort, limit=100, facets=COUNTED)  # type: ignore[arg-type]
    seen, wanted = view.search(request), few.search(request)
    assert (seen.total, seen.facets, seen.set_aside) == (wanted.total, wanted.facets, wanted.set_aside)
    assert {hit.id for hit in seen.hits} == {hit.id for hit in wanted.hits}
    assert not HIDDEN & {hit.id for hit in seen.hits}
    assert sorted(view.ids(request)) == sorted(few.ids(request))
    if sort != "relevance":
        assert list(view.ids(request)) == list(few.ids(request))
    one = replace(request, filters={"region": ("KZ-33", "KZ-10")}, date_from="2022")
    assert view.search(one).facets == few.search(one).facets


@pytest.mark.parametrize("field", FIELDS)
def test_terms_and_their_frequencies(
    both: tuple[SearchEngine, SearchEngine, SearchEngine], field: str
) -> None:
    whole, view, few = both
    known = [term for term, _ in whole.vocabulary(field)]
    assert list(view.vocabulary(field)) == list(few.vocabulary(field))
    assert list(view.vocabulary(field, "м")) == list(few.vocabulary(field, "м"))
    assert dict(view.term_frequencies(field, known)) == dict(few.term_frequencies(field, known))


def test_occurrences_running_words_revisions_and_size(
    both: tuple[SearchEngine, SearchEngine, SearchEngine],
) -> None:
    whole, view, few = both
    request = SearchRequest(parse("*"))
    lemmas = [term for term, _ in whole.vocabulary("lemma")]
    assert view.occurrences("lemma", lemmas, request) == few.occurrences("lemma", lemmas, request)
    words = {key: count for key, count in view.running_words(request).items() if count}
    assert words == {key: count for key, count in few.running_words(request).items() if count}
    assert dict(view.revisions()) == dict(few.revisions())
    assert view.status().articles == few.status().articles == len(documents()) - len(HIDDEN)
    assert view.status().generation == whole.status().generation


def test_the_engine_itself_still_has_them(both: tuple[SearchEngine, SearchEngine, SearchEngine]) -> None:
    whole, _, _ = both
    assert whole.search(SearchRequest(parse("*"))).total == len(documents())


def test_quotations_of_hidden_articles_are_hidden_too(empty: SearchEngine) -> None:
    row = documents()[0]
    with empty.batch() as batch:
        for article in ("a01", "a02"):
            batch.put(replace(row, id=f"{article}-0000000007", article=article, quotes=(), title=""))
    view = empty.without(frozenset({"a01"}))
    assert list(view.ids(SearchRequest(parse("*")))) == ["a02-0000000007"]
