"""What is written by arrays is what Whoosh itself reads: the same lists, the same hits of its own search."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import index as whoosh_index
from whoosh import query as q

from index.analysis import entries
from index.document import IndexDocument
from index.engines.builds import live_build
from index.engines.memory import MemoryEngine
from index.engines.patterns import fuzzy_pattern, wildcard_pattern
from index.engines.plan import Slot
from index.engines.positions import in_order, near
from index.engines.whoosh import places
from index.engines.whoosh.engine import WhooshEngine
from index.engines.whoosh.layout import QUOTE_GAP, TEXTS
from index.engines.whoosh.lists import decode, lone_list, long_list, short_list
from index.engines.whoosh.schema import SCHEMA
from index.engines.whoosh.terms import TermTable, hash_of, term_arrays
from index.engines.whoosh.values import PackedValues, pack, unpack
from index.query.ast import And, Everything, FieldValue, Node, Not, Or, Phrase, Wildcard, Word
from index.query.parser import parse
from index.query.terms import MAX_SLOP
from index.request import FACETS, SearchRequest
from tests.index.documents import documents

ROWS = documents()
PLACES = st.lists(st.integers(0, 200_000), min_size=1, max_size=5, unique=True).map(sorted)
LISTS = st.dictionaries(st.integers(0, 300_000), PLACES, min_size=1, max_size=80)


@given(LISTS, st.booleans())
def test_a_posting_list_comes_back(lists: dict[int, list[int]], in_arrays: bool) -> None:
    rows = sorted(lists.items())
    numbers = np.array([number for number, _ in rows])
    counts = np.array([len(places) for _, places in rows])
    positions = np.array([place for _, places in rows for place in places])
    if in_arrays:
        content = long_list(numbers, counts, positions)
    else:
        steps = np.diff(numbers, prepend=0).tolist()
        content = short_list(steps, counts.tolist(), rows[-1][0], [pack(places) for _, places in rows])
    found = decode(memoryview(b"before" + content), 6, True)
    assert found.numbers.tolist() == numbers.tolist()
    assert found.counts.tolist() == counts.tolist()
    assert found.positions is not None
    assert found.positions.tolist() == positions.tolist()
    bare = decode(memoryview(long_list(numbers, counts, None)), 0, False)
    assert (bare.numbers.tolist(), bare.counts.tolist()) == (numbers.tolist(), counts.tolist())


def test_a_list_of_many_blocks_comes_back() -> None:
    numbers = np.arange(0, 200_000, 2)
    counts = np.where(numbers % 3 == 0, 2, 1)
    found = decode(memoryview(long_list(numbers, counts, None)), 0, False)
    assert np.array_equal(found.numbers, numbers)
    assert np.array_equal(found.counts, counts)
    assert decode(memoryview(lone_list(7, pack([70_000]))), 0, True).positions.tolist() == [70_000]  # type: ignore[union-attr]


@given(PLACES, PLACES)
def test_values_are_bytes_to_whoosh(one: list[int], other: list[int]) -> None:
    values = PackedValues(array("B", [len(one), len(other)]), array("I", [*one, *other]))
    assert [unpack(values[place]) for place in range(len(values))] == [tuple(one), tuple(other)]
    assert unpack(pack(one)) == tuple(one)


WORDS = st.lists(st.text("абсуқәі-7", min_size=1, max_size=9), min_size=1, max_size=40, unique=True).map(
    sorted
)


@settings(deadline=None)
@given(WORDS, st.text("абсуқ*?", min_size=1, max_size=6), st.integers(1, 2))
def test_a_table_of_terms_finds_what_fits(words: list[str], typed: str, distance: int) -> None:
    terms = [word.encode() for word in words]
    ones = np.ones(len(terms), np.int64)
    table = TermTable(term_arrays("x", terms, ones, ones, None), "x")
    assert table.slice(0, len(table)) == words
    assert [table.find(term) for term in terms] == list(range(len(terms)))
    assert table.find_all(hash_of([*terms, b"none"])).tolist() == [*range(len(terms)), -1]
    assert table.find(b"none") == table.find(b"") == -1
    first, last = table.beginning(typed[:1])
    assert table.slice(first, last) == [word for word in words if word.startswith(typed[:1])]
    for pattern in (wildcard_pattern(typed), fuzzy_pattern(typed, distance)):
        assert [term for _, term in table.fitting(pattern)] == [word for word in words if pattern.fits(word)]


@pytest.fixture(scope="module", params=[3, 100, 7], ids=["many segments", "one segment", "joined segments"])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[WhooshEngine, Any]]:
    """Our engine and Whoosh's own index object over the same files, some articles replaced or deleted."""
    folder = tmp_path_factory.mktemp("files") / "index"
    engine = WhooshEngine.create(folder)
    many = [*ROWS[:20], *ROWS]
    for start in range(0, len(many), request.param):
        with engine.batch(merge=False) as batch:
            for row in many[start : start + request.param]:
                batch.put(row)
    if request.param == 7:
        engine.consolidate()
    with engine.batch(merge=False) as batch:
        batch.delete("a05")
    yield engine, whoosh_index.open_dir(str(live_build(folder)), schema=SCHEMA)
    engine.close()


def test_whoosh_reads_every_list_alike(both: tuple[WhooshEngine, Any]) -> None:
    engine, stock = both
    snapshot, read = engine.snapshot(), 0
    with stock.reader() as reader:
        for field, term in list(reader.all_terms()):
            matcher, rows = reader.postings(field, term), []
            while matcher.is_active():
                placed = matcher.supports("positions")
                places = tuple(matcher.value_as("positions")) if placed else ()
                rows.append((matcher.id(), int(matcher.weight()), places))
                matcher.next()
            found = snapshot.postings(field, term.decode())
            assert found.numbers.tolist() == [number for number, _, _ in rows], (field, term)
            assert found.counts.tolist() == [count for _, count, _ in rows], (field, term)
            if found.positions is not None:
                assert found.positions.tolist() == [place for _, _, places in rows for place in places]
            read += 1
    assert read > 1_000


def _texts(field: str | None) -> list[str]:
    return [field] if field else ["title", "body"]


def stock_query(node: Node) -> Any:
    """The same question to Whoosh's own search, over exact forms."""
    match node:
        case Word(text, field):
            return q.Or([q.Term(f"{name}_form", text) for name in _texts(field)])
        case Phrase(words, field):
            return q.Or(
                [q.Phrase(f"{text}_form", list(words)) for text in ([field] if field else ["title", "body"])]
            )
        case Wildcard(pattern, field):
            return q.Or(
                [q.Prefix(f"{text}_form", pattern[:-1]) for text in ([field] if field else ["title", "body"])]
            )
        case FieldValue(field, value):
            return q.Term(field, value)
        case And(children):
            return q.And([stock_query(child) for child in children])
        case Or(children):
            return q.Or([stock_query(child) for child in children])
        case Everything():
            return q.Every()
        case _:
            raise AssertionError(node)


def stock_hits(searcher: Any, node: Node) -> set[int]:
    """Numbers of the articles that Whoosh finds. Sets with a negation among them are taken together here:
    an OR of Whoosh's own over a word and its negation may leave out the last article."""
    match node:
        case Not(child):
            return stock_hits(searcher, Everything()) - stock_hits(searcher, child)
        case And(children) if _negates(node):
            return set.intersection(*(stock_hits(searcher, child) for child in children))
        case Or(children) if _negates(node):
            return set.union(*(stock_hits(searcher, child) for child in children))
        case _:
            gone, found = searcher.reader().is_deleted, searcher.docs_for_query(stock_query(node))
            return {number for number in found if not gone(number)}


def _negates(node: Node) -> bool:
    match node:
        case Not():
            return True
        case And(children) | Or(children):
            return any(_negates(child) for child in children)
        case _:
            return False


def _forms(row: IndexDocument) -> list[str]:
    return [entry.form for text in (row.title, row.body) for entry in entries(text)]


FORMS = sorted({form for row in ROWS for form in _forms(row)})
FIELD = st.sampled_from([None, "title", "body"])
LEAVES = st.one_of(
    st.builds(lambda text, field: Word(text, field, True), st.sampled_from(FORMS), FIELD),
    st.builds(lambda text, field: Wildcard(text[:3] + "*", field), st.sampled_from(FORMS), FIELD),
    st.sampled_from(ROWS).map(
        lambda row: Phrase(tuple(_forms(row)[-3:-1]), None, None, (True, True)),
    ),
    st.sampled_from(
        [FieldValue("region", "KZ-33"), FieldValue("speaker", "s-arman"), FieldValue("id", "a16")]
    ),
)
QUERIES = st.recursive(
    LEAVES,
    lambda child: st.one_of(
        st.builds(lambda children: And(tuple(children), True), st.lists(child, min_size=2, max_size=3)),
        st.builds(lambda children: Or(tuple(children)), st.lists(child, min_size=2, max_size=3)),
        st.builds(Not, child),
    ),
    max_leaves=4,
)


@settings(max_examples=200, deadline=None)
@given(node=QUERIES)
def test_hits_equal_those_of_whoosh_itself(both: tuple[WhooshEngine, Any], node: Node) -> None:
    engine, stock = both
    with stock.searcher() as searcher:
        wanted = engine.snapshot().names(sorted(stock_hits(searcher, node)))
    assert sorted(engine.ids(SearchRequest(node))) == sorted(wanted)


def test_quotations_stand_further_apart_than_any_window() -> None:
    assert QUOTE_GAP > 2 * MAX_SLOP
    assert "quote" in TEXTS


def test_threads_get_the_same_answers(both: tuple[WhooshEngine, Any]) -> None:
    """The files are read by place, not by a position that threads would share."""
    engine, _ = both
    words = [form for form in FORMS if form.isalpha()][:60]
    pairs = zip(words, words[1:], strict=False)
    asked = [SearchRequest(Or((Word(one), Word(other))), facets=FACETS) for one, other in pairs]
    wanted = [engine.search(request).hits for request in asked]
    fresh = WhooshEngine(engine._folder)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda request: fresh.search(request).hits, asked))
    assert found == wanted


SLOT = st.lists(st.integers(0, 40), min_size=1, max_size=12, unique=True).map(sorted)
SLOTS = st.lists(SLOT, min_size=2, max_size=4)


@given(SLOTS, st.integers(0, 6), st.data())
def test_places_are_found_as_by_the_plain_functions(
    slots: list[list[int]], slop: int, data: st.DataObject
) -> None:
    """Phrases and windows over arrays, against ``index.engines.positions`` in one article."""
    words = [Slot("form", (f"w{data.draw(st.integers(0, 2))}",)) for _ in slots]
    slots = [slots[words.index(word)] for word in words]
    arrays = [np.array(places) + (7 << 32) for places in slots]
    assert (places.phrase(arrays) & 0xFFFF).tolist() == in_order(slots)
    assert bool(len(places.near(arrays, words, slop))) == bool(near(slots, words, slop))


def test_forms_are_counted_without_deleted_articles(
    both: tuple[WhooshEngine, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pattern with too many forms keeps the most frequent; replaced and deleted copies don't count."""
    engine, _ = both
    memory = MemoryEngine()
    with memory.batch() as batch:
        for row in ROWS:
            if row.id != "a05":
                batch.put(row)
    for module in ("patterns", "whoosh.vocabulary"):
        monkeypatch.setattr(f"index.engines.{module}.EXPANSION_LIMIT", 4)
    for pattern in ("м*", "*р", "м*т*", "title:*а*", "body:а*"):
        request = SearchRequest(parse(pattern), limit=100)
        wanted = memory.search(request)
        assert engine.search(request).hits == wanted.hits, pattern
        assert wanted.notices
