"""Keywords in context: every place where a query stands, with the words around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal

from index.analysis import Entry, located
from index.deadline import check
from index.hits import KwicLine
from index.occurrences import asked_of, occurrences
from index.query.analysis import positive
from index.query.ast import Node, Phrase
from index.scanning import around, scannable, spots, wanted_of
from kazakh.alphabet import sort_key
from kazakh.tokens import tokenize

WINDOW_WORDS = 5
Span = tuple[int, int]
KwicSort = Literal["L1", "R1", "match", "date"]
_UNDATED = "9999"


def kwic(
    article_id: str, date: str | None, body: str, node: Node, window_words: int = WINDOW_WORDS
) -> Iterator[KwicLine]:
    """A line for every place in ``body`` where a word, phrase or pattern of the query stands, in text order.

    ``before`` and ``after`` hold up to ``window_words`` words with the punctuation between them, line ends
    as blanks; ``body[span[0]:span[1]]`` is the match, a phrase as a whole.

    >>> from index.query.parser import parse
    >>> line = next(kwic("a1", None, "Ауылда жаңа мектеп ашылды.", parse("мектеп"), 1))
    >>> line.before, line.match, line.after, line.span
    ('жаңа', 'мектеп', 'ашылды', (12, 18))
    """
    check()
    for span, (left, right) in _places(body, node, window_words):
        yield KwicLine(
            article_id,
            date,
            _line(body[left : span[0]]),
            _line(body[slice(*span)]),
            _line(body[span[1] : right]),
            span,
        )


def _places(body: str, node: Node, window_words: int) -> Iterator[tuple[Span, Span]]:
    """The span of every place, and that of the words around it."""
    leaves = list(positive(node))
    here = [leaf for leaf in leaves if leaf.field in (None, "body")]
    wanted = wanted_of(here)
    text = scannable(body) if wanted else None
    if wanted and text is not None:
        for spot in spots(text, wanted):
            yield (spot.start, spot.end), around(text, spot, window_words)
        return
    entries, starts, ends = located(body, asked_of(leaves))
    for first, last in stretches(entries, node):
        left, right = max(0, first - window_words), min(len(ends) - 1, last + window_words)
        yield (starts[first], ends[last]), (starts[left], ends[right])


def stretches(entries: Sequence[Entry], node: Node) -> list[tuple[int, int]]:
    """First and last token of every place in a body where a word, phrase or pattern of the query stands.

    >>> from index.analysis import entries
    >>> from index.query.parser import parse
    >>> stretches(entries("Ауылда жаңа мектеп, жаңа жол бар"), parse('"жаңа мектеп" OR жаңа'))
    [(1, 1), (1, 2), (3, 3)]
    """
    found: set[tuple[int, int]] = set()
    for leaf in positive(node):
        if leaf.field in (None, "body"):
            places = ([place for place, _ in occurrence] for occurrence in occurrences(leaf, entries))
            here = {(min(each), max(each)) for each in places}
            found |= _narrow(here) if isinstance(leaf, Phrase) and leaf.slop is not None else here
    return sorted(found)


def _narrow(found: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Without the stretches that hold a narrower one."""
    return {
        one
        for one in found
        if not any(other != one and one[0] <= other[0] and other[1] <= one[1] for other in found)
    }


def _line(text: str) -> str:
    return " ".join(text.split())


def sort_lines(lines: Iterable[KwicLine], by: KwicSort | None = None) -> list[KwicLine]:
    """Lines by the word before (L1) or after (R1), by the match or by date; undated last, else as they come.

    Words stand in the order of the Kazakh alphabet, upper and lower case alike; where the nearest words are
    equal the next ones decide.
    """
    keys: dict[str, Callable[[KwicLine], Any]] = {
        "L1": lambda line: _word_keys(line.before)[::-1],
        "R1": lambda line: _word_keys(line.after),
        "match": lambda line: sort_key(line.match.lower()),
        "date": lambda line: line.date or _UNDATED,
    }
    return list(lines) if by is None else sorted(lines, key=keys[by])


def _word_keys(text: str) -> list[tuple[int, ...]]:
    return [sort_key(token.text.lower()) for token in tokenize(text)]
