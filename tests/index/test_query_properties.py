"""What holds for any text and any tree."""

from __future__ import annotations

import time
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import InvalidDate, QueryError, QuerySyntaxError, UnknownField
from index.fields import FIELDS
from index.query.analysis import leaves, map_words, replace_at, spans, words
from index.query.ast import (
    And,
    DateRange,
    Everything,
    FieldValue,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Wildcard,
    Word,
)
from index.query.edges import clean
from index.query.lexer import OPERATORS
from index.query.parser import MAX_LENGTH, parse
from index.query.plain import plain_words
from index.query.render import render

TEXT_FIELDS = [None, "title", "body", "quote"]
VALUE_FIELDS = [field.name for field in FIELDS if field.kind in ("facet", "id")]
PIECES = [
    *OPERATORS, *[name for field in FIELDS for name in field.names], *'()"«»“”„[]=-–*?~:.,!\\/&|', "~1", "~5",
    "..", " ", " ", " ", "2023", "2023-06", "TO", "none", "https://", "12:30", "сөз", "Қасым", "үй",
    "\u0306", "\u0338", "😀", "\u00ad", "\n", "'", "ʼ", "%", "#",
]  # fmt: skip
RICH = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)

FREE = st.one_of(
    st.sampled_from(["AND", "ЖӘНЕ", "не", "сөз", "а:б", "title:x", "с*з", "3:1", "https://a.kz/?q", "a'"]),
    st.text(st.characters(exclude_categories=["Cs", "Z", "Cc"]), min_size=1, max_size=8),
)
MARKED = FREE.map(lambda text: clean(unicodedata.normalize("NFC", text))).filter(
    lambda word: word and not set(word) & set('"«»“”„') and not any(map(str.isspace, word))
)
PLAIN = st.text("абвгқңіөәabc0159-'", min_size=1, max_size=8).map(clean).filter(bool)


def words_() -> st.SearchStrategy[Node]:
    return st.builds(Word, MARKED, st.sampled_from(TEXT_FIELDS), st.booleans())


@st.composite
def phrases(draw: st.DrawFn) -> Node:
    typed = draw(st.lists(st.tuples(MARKED, st.booleans()), min_size=2, max_size=5))
    exact = tuple(flag for _, flag in typed)
    slop = draw(st.none() | st.integers(1, 1000))
    field = draw(st.sampled_from(TEXT_FIELDS))
    return Phrase(tuple(word for word, _ in typed), field, slop, exact if any(exact) else ())


@st.composite
def patterns(draw: st.DrawFn) -> Node:
    sign, before, after = draw(st.sampled_from("*?")), draw(PLAIN), draw(PLAIN)
    shapes = [f"{before}{sign}{after}", f"{before}*", f"*{after}", f"?{after}", f"{before}*{after}?{before}"]
    return Wildcard(draw(st.sampled_from(shapes)).replace("'", ""), draw(st.sampled_from(TEXT_FIELDS)))


@st.composite
def values(draw: st.DrawFn) -> Node:
    value = " ".join(draw(st.lists(MARKED, min_size=1, max_size=3)))
    return FieldValue(draw(st.sampled_from(VALUE_FIELDS)), value)


@st.composite
def dates(draw: st.DrawFn) -> Node:
    first, last = sorted(draw(st.tuples(st.dates(), st.dates())))
    length = draw(st.sampled_from([4, 7, 10]))
    start, end = first.isoformat()[:length], last.isoformat()[:length]
    return DateRange(
        *draw(st.sampled_from([(start, end), (start, start), (start, None), (None, end), (None, None)]))
    )


LEAVES = st.one_of(
    words_(), words_(), phrases(), patterns(), values(), dates(), st.just(Everything()),
    st.builds(Fuzzy, PLAIN, st.sampled_from([1, 2]), st.sampled_from(TEXT_FIELDS)),
)  # fmt: skip


def _several(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[tuple[Node, ...]]:
    return st.lists(nodes, min_size=2, max_size=4).map(tuple)


TREES: st.SearchStrategy[Node] = st.recursive(
    LEAVES,
    lambda nodes: st.one_of(
        st.builds(Not, nodes), st.builds(And, _several(nodes), st.booleans()), st.builds(Or, _several(nodes))
    ),
    max_leaves=12,
)


@settings(max_examples=400, deadline=None)
@given(TREES)
def test_rendering_and_parsing_give_the_tree_back(node: Node) -> None:
    assert parse(render(node)) == node


@settings(max_examples=1000, deadline=None)
@given(st.one_of(RICH, RICH, st.text(max_size=60)))
def test_any_text_is_a_tree_or_a_query_error(text: str) -> None:
    form_c = unicodedata.normalize("NFC", text)
    try:
        node = parse(text)
    except (QuerySyntaxError, UnknownField, InvalidDate) as error:
        assert error.text == form_c
        assert 0 <= error.position <= len(form_c)
        return
    assert parse(render(node)) == node
    assert render(parse(render(node))) == render(node)
    places = spans(node)
    assert list(places) == sorted(places)
    assert all(0 <= start < end <= len(form_c) for start, end in places)


def test_texts_rich_in_operators_are_often_queries() -> None:
    """The property above would mean little if nearly every text were refused."""
    kept = refused = 0

    @settings(max_examples=300, deadline=None, database=None)
    @given(RICH)
    def count(text: str) -> None:
        nonlocal kept, refused
        try:
            parse(text)
            kept += 1
        except QueryError:
            refused += 1

    count()
    assert kept > 30
    assert refused > 30


@settings(max_examples=200, deadline=None)
@given(TREES)
def test_changing_no_word_changes_no_tree(node: Node) -> None:
    assert map_words(node, lambda word: word) == node
    assert set(words(map_words(node, lambda word: Word(word.text + "x", word.field, word.exact)))) <= {
        *(text + "x" for text in words(node)),
        *(leaf.text for leaf in leaves(node) if isinstance(leaf, Fuzzy)),
    }


@settings(max_examples=200, deadline=None)
@given(RICH)
def test_each_leaf_can_be_replaced_where_it_was_typed(text: str) -> None:
    try:
        node = parse(text)
    except QueryError:
        return
    for span in spans(node):
        assert Word("жаңа") in leaves(replace_at(node, span, Word("жаңа")))


@pytest.mark.parametrize(
    "unit",
    ["үй ", "үй OR ", "a~", ",~,", "?", "*a", "title:a ", "«a b» ", "a:b://", "=", "date:2023 ", "ё:", "1:"],
)
def test_the_longest_queries_take_bounded_time(unit: str) -> None:
    text = (unit * MAX_LENGTH)[:MAX_LENGTH]
    started = time.process_time()
    with suppress(QueryError):
        render(parse(text))
    assert time.process_time() - started < 2


@settings(max_examples=500, deadline=None)
@given(st.one_of(RICH, st.text(max_size=60)))
def test_plain_words_always_parse_to_words(text: str) -> None:
    plain = plain_words(text)
    if plain:
        assert all(isinstance(leaf, Word) for leaf in leaves(parse(plain)))


def test_plain_words_of_a_megabyte() -> None:
    assert parse(plain_words("AND (үй " * 125_000))
    assert plain_words("AND ( - …") == ""
