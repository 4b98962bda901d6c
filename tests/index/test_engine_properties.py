"""Whoosh and the brute-force engine agree on any query; half of the random queries find something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from index.analysis import analyzed
from index.engine import SearchEngine
from index.engines.factory import open_engine
from index.engines.whoosh.engine import WhooshEngine
from index.query.ast import And, DateRange, FieldValue, Fuzzy, Node, Not, Or, Phrase, Wildcard, Word
from index.request import COUNTED, SearchRequest
from tests.index.documents import documents

ROWS = documents()
TEXTS = [text for row in ROWS for text in (row.title, row.body, *(quote.text for quote in row.quotes))]
FORMS = [[entry.form for entry, _, _ in analyzed(text)] for text in TEXTS]
VOCABULARY = sorted({form for forms in FORMS for form in forms})
FIELD = st.sampled_from([None, None, None, "title", "body", "quote"])
KEYS = [
    ("region", "KZ-33"),
    ("region", "KZ-75"),
    ("topic", "05000000"),
    ("speaker", "s-arman"),
    ("speaker", "s-dana"),
    ("source", "Өлке үні"),
    ("source", "таңғы хабар"),
    ("lang", "ru"),
    ("id", "a16"),
]
VALUES = st.sampled_from(KEYS).map(lambda pair: FieldValue(*pair))
DAYS = st.sampled_from(["2021", "2023", "2023-06", "2023-06-12", "2024-08-15", "2025-02", "2026"])
FOUND = {"asked": 0, "with hits": 0}


@st.composite
def patterns(draw: st.DrawFn) -> Node:
    word = draw(st.sampled_from([word for word in VOCABULARY if len(word) > 3]))
    cut = draw(st.integers(2, len(word) - 1))
    if draw(st.booleans()):
        return Fuzzy(word[:cut] + word[cut + 1 :], draw(st.integers(1, 2)), draw(FIELD))
    return Wildcard(
        draw(st.sampled_from([word[:cut] + "*", "*" + word[cut:], word[:cut] + "?" + word[cut + 1 :]])),
        draw(FIELD),
    )


@st.composite
def phrases(draw: st.DrawFn) -> Node:
    """Words of one text, near each other there, sometimes in another order."""
    forms = draw(st.sampled_from([forms for forms in FORMS if len(forms) > 2]))
    start = draw(st.integers(0, len(forms) - 2))
    words = forms[start : start + draw(st.integers(2, 4))]
    slop = draw(st.sampled_from([None, 1, 2, 5]))
    if slop is not None:
        words = draw(st.permutations(words[::2] if len(words) > 2 else words))
    exact = tuple(draw(st.booleans()) for _ in words) if draw(st.integers(0, 3)) == 0 else ()
    return Phrase(tuple(words), draw(FIELD), slop, exact) if len(words) > 1 else Word(words[0])


LEAVES = st.one_of(
    st.builds(Word, st.sampled_from(VOCABULARY), FIELD, st.sampled_from([False, False, True])),
    st.builds(Word, st.sampled_from(VOCABULARY)),
    phrases(),
    patterns(),
    VALUES,
    st.builds(DateRange, DAYS.filter(lambda day: day < "2024"), DAYS.filter(lambda day: day >= "2024")),
    st.just(DateRange(None, None)),
)
QUERIES = st.recursive(
    LEAVES,
    lambda child: st.one_of(
        st.builds(
            lambda children, explicit: And(tuple(children), explicit),
            st.lists(child, min_size=2, max_size=3),
            st.booleans(),
        ),
        st.builds(lambda children: Or(tuple(children)), st.lists(child, min_size=2, max_size=4)),
        st.builds(Not, child),
    ),
    max_leaves=5,
)
REQUESTS = st.builds(
    SearchRequest,
    query=QUERIES,
    filters=st.one_of(
        st.just({}),
        st.just({}),
        st.just({}),
        st.sampled_from(KEYS[:7]).map(lambda pair: {pair[0]: (pair[1],)}),
    ),
    date_from=st.sampled_from([None, None, None, None, "2021", "2023-06"]),
    undated=st.sampled_from([False, False, False, False, True]),
    match=st.sampled_from(["all", "any"]),
    sort=st.sampled_from(["relevance", "date", "-date"]),
    offset=st.sampled_from([0, 0, 0, 2]),
    limit=st.sampled_from([3, 100]),
    facets=st.just(COUNTED),
)


#: How the articles come to the index: how many at once, and whether segments are merged.
LAYOUTS = {"merged": (11, True), "segments": (3, False), "one by one": (1, True)}


@pytest.fixture(scope="module", params=LAYOUTS)
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[SearchEngine, SearchEngine]]:
    """The two engines with the same articles; replaced and deleted copies stand in most segments."""
    at_once, merge = LAYOUTS[request.param]
    memory = open_engine("memory", Path())
    whoosh = WhooshEngine.create(tmp_path_factory.mktemp("properties") / "index")
    older = [replace(row, body=row.title, quotes=(), regions=("KZ-10",)) for row in ROWS[::2]]
    for rows in (older, ROWS):
        for start in range(0, len(rows), at_once):
            for batch in (memory.batch(), whoosh.batch(merge=merge)):
                with batch:
                    for row in rows[start : start + at_once]:
                        batch.put(row)
    for engine in (memory, whoosh):
        with engine.batch() as batch:
            batch.delete("a27")
            batch.put(ROWS[3])
    yield memory, whoosh
    whoosh.close()


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(request=REQUESTS)
def test_the_engines_agree(both: tuple[SearchEngine, SearchEngine], request: SearchRequest) -> None:
    memory, whoosh = both
    wanted, got = memory.search(request), whoosh.search(request)
    FOUND["asked"] += 1
    FOUND["with hits"] += wanted.total > 0
    event("hits" if wanted.total else "no hits")
    assert got.total == wanted.total
    assert got.hits == wanted.hits
    assert got.facets == wanted.facets
    assert (got.set_aside, got.next, got.notices) == (wanted.set_aside, wanted.next, wanted.notices)
    assert list(whoosh.ids(request)) == list(memory.ids(request))


def test_at_least_half_of_the_queries_found_something() -> None:
    assert FOUND["asked"] >= 100
    assert FOUND["with hits"] >= FOUND["asked"] / 2, FOUND


def test_the_engines_agree_on_the_vocabulary(both: tuple[SearchEngine, SearchEngine]) -> None:
    memory, whoosh = both
    for field in ("lemma", "form", "cut4", "cut5", "region", "source", "speaker"):
        assert list(whoosh.vocabulary(field)) == list(memory.vocabulary(field)), field
    assert whoosh.revisions() == memory.revisions()
