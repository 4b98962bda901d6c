"""Where words that are asked for one by one stand in a text, without reading the rest of it.

Equal to what ``located`` and ``occurrences`` find: a form begins as ``entries.beginnings`` says, no token
crosses a blank, and only the words next to it decide whether a word is Russian. A concordance of a frequent
word reads thousands of articles, hardly a hundredth of whose words matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.analysis import memory_now, read_beside
from index.engines import plan as p
from index.engines.plan import compile_query
from index.entries import Entry, beginnings, fold_form
from index.query.ast import Node
from kazakh.alphabet import fold_case, repair_lookalikes
from kazakh.russian import may_be_russian
from kazakh.tokens import is_unseen_free, word_lists

#: A stretch that surely holds a few words, in characters.
_STRETCH = 80
#: What may stand before a token without having a say in where it begins.
_PLAIN_BEFORE = frozenset(" \n\t«„(–—;:!?/")


class Spot(NamedTuple):
    """A token that was asked for, and the number of the leaf that asked."""

    start: int
    end: int
    leaf: int


class Scanned(NamedTuple):
    """A text with its look-alikes repaired, and the same in lower case, of equal length."""

    plain: str
    folded: str


def scannable(text: str) -> Scanned | None:
    """A text made ready; ``None`` where signs that can't be seen stand in words."""
    plain = repair_lookalikes(text)[0]
    return Scanned(plain, fold_case(plain)) if is_unseen_free(plain) else None


def wanted_of(leaves: Sequence[Node]) -> tuple[frozenset[str], ...] | None:
    """For each leaf the lemmas it asks for; ``None`` where one asks for more than one word or for a form.

    >>> from index.query.parser import parse
    >>> wanted_of([parse("мектептер")]), wanted_of([parse('"жаңа мектеп"')])
    ((frozenset({'мектеп'}),), None)
    """
    plans = [compile_query(leaf).plan for leaf in leaves]
    if not all(isinstance(plan, p.Text) and len(plan.slots) == 1 for plan in plans):
        return None
    slots = [plan.slots[0] for plan in plans if isinstance(plan, p.Text)]
    if any(slot.kind == "form" for slot in slots):
        return None
    return tuple(frozenset(slot.terms) for slot in slots)


def spots(text: Scanned, wanted: Sequence[frozenset[str]]) -> Iterator[Spot]:
    """Every token that fills one of the leaves, from left to right, with the first leaf that it fills.

    >>> text = scannable("Ауылда мектептер, балабақша-мектеп ашылды")
    >>> [text.plain[spot.start : spot.end] for spot in spots(text, [frozenset(["мектеп"])])]
    ['мектептер', 'балабақша-мектеп']
    """
    memory, done = memory_now(), 0
    for match in _candidates(frozenset().union(*wanted)).finditer(text.folded):
        start, end = _token(text.plain, match.start()) if match.start() >= done else (0, 0)
        if end <= done:
            continue
        done = end
        word = text.plain[start:end]
        entry = memory.entry(word)
        if may_be_russian(entry.form):
            entry = read_beside(memory, entry, _before(text.plain, start), _after(text.plain, end))
        leaf = _leaf(entry, wanted)
        if leaf >= 0:
            yield Spot(start, end, leaf)


def around(text: Scanned, spot: Spot, words: int) -> tuple[int, int]:
    """Where so many words before a spot begin, and where so many after it end."""
    left, size = spot.start, _STRETCH * (words + 1)
    while words:
        base = _cut_before(text.plain, spot.start - size)
        starts = word_lists(text.plain[base : spot.start])[1]
        if len(starts) >= words or not base:
            left = base + starts[-words:][0] if starts else left
            break
        size *= 2
    return left, _right(text.plain, spot.end, words)


def _right(plain: str, end: int, words: int) -> int:
    size = _STRETCH * (words + 1)
    while words:
        limit = _cut_after(plain, end + size)
        ends = word_lists(plain[end:limit])[2]
        if len(ends) >= words or limit >= len(plain):
            return end + ends[:words][-1] if ends else end
        size *= 2
    return end


@lru_cache(maxsize=256)
def _candidates(lemmas: frozenset[str]) -> re.Pattern[str]:
    heads = "|".join(map(re.escape, sorted(beginnings(lemmas))))
    return re.compile(rf"(?<![^\W_])(?:{heads})" if heads else r"(?!)")


def _token(plain: str, at: int) -> tuple[int, int]:
    """The token that begins at a place, or in which it lies; (0, 0) where it is in none."""
    clear = not at or plain[at - 1] in _PLAIN_BEFORE
    base = at if clear else _cut_before(plain, at)
    _, starts, ends = word_lists(plain[base : _cut_after(plain, at)])
    inside = ((base + s, base + e) for s, e in zip(starts, ends, strict=True) if base + s <= at < base + e)
    return next(inside, (0, 0))


def _leaf(entry: Entry, wanted: Sequence[frozenset[str]]) -> int:
    for number, lemmas in enumerate(wanted):
        if not lemmas.isdisjoint(entry.lemmas):
            return number
    return -1


def _before(plain: str, start: int) -> str | None:
    """The form of the word before a place."""
    size = _STRETCH
    while True:
        base = _cut_before(plain, start - size)
        words = word_lists(plain[base:start])[0]
        if words or not base:
            return fold_form(words[-1]) if words else None
        size *= 2


def _after(plain: str, end: int) -> str | None:
    size = _STRETCH
    while True:
        limit = _cut_after(plain, end + size)
        words = word_lists(plain[end:limit])[0]
        if words or limit >= len(plain):
            return fold_form(words[0]) if words else None
        size *= 2


def _cut_before(plain: str, at: int) -> int:
    """The first place of the piece between two blanks in which a place lies."""
    while at > 0 and not plain[at - 1].isspace():
        at -= 1
    return max(0, at)


def _cut_after(plain: str, at: int) -> int:
    while at < len(plain) and not plain[at].isspace():
        at += 1
    return min(at, len(plain))
