"""The terms of a word, made once and remembered by what stands between two blanks of a text.

A text is split at blanks and every piece (``қала,`` or ``«Қайрат»-тан``) looked up: nothing that makes a
token crosses a blank, so a piece always holds the same tokens, and running text costs one look-up a word.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kazakh.alphabet import fold_case, repair_lookalikes
from kazakh.russian import beginnings as russian_beginnings
from kazakh.russian import by_itself_russian
from kazakh.russian import lemma as russian_lemma
from kazakh.stem import learn_frequent, stem
from kazakh.tokens import words

#: Letters of a lemma that the two coarse terms keep.
CUTS = (4, 5)
#: Terms are cut here, so that no engine's limit on the length of a term is reached.
LONGEST_TERM = 120
#: Longer pieces are no words and not worth keeping.
_LONGEST_PIECE = 100
_KEPT = 30_000
#: So many pieces are the beginning of a mass of text.
_MASS = 3_000
HYPHENS = frozenset("-\u2010\u2011")
_HYPHENS = re.compile(f"[{''.join(sorted(HYPHENS))}]")
#: Particles written with a hyphen: no words of their own.
_CLITICS = frozenset(["ақ", "ау", "мыс", "міс", "ай", "ді", "ды"])


#: Lemmas and their beginnings.
_Terms = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class Entry(NamedTuple):
    """The terms of one token: its form, its lemmas (the whole word's first), the beginnings of each.

    A ``Memory`` makes one for each word, so it is hashed as an object, in a third of the time of its terms.
    Who counts entries may meet equal ones of two memories under two hashes, and must not mind.
    """

    form: str
    lemmas: tuple[str, ...]
    cut4: tuple[str, ...]
    cut5: tuple[str, ...]


#: Lemmas of so many letters may change another letter than the first.
_SHORT = 3
_CHANGING = tuple(map(frozenset, ("мбп", "дт", "қғк", "жш", "зс")))


#: Set here because in the class body it would be read as a field.
Entry.__hash__ = object.__hash__  # type: ignore[method-assign]

#: Of a token that can't be what is looked for.
NOTHING = Entry("", (), (), ())


def fold_form(token: str) -> str:
    """The exact form of a token as it is indexed.

    >>> fold_form("ҚАЗАҚСТАН"), fold_form("Азық\u2011түлік")
    ('қазақстан', 'азық-түлік')
    """
    folded = fold_case(token)
    return folded if folded.isalpha() and len(folded) <= LONGEST_TERM else _folded(folded)


def _folded(form: str) -> str:
    return _HYPHENS.sub("-", form)[:LONGEST_TERM]


def beginnings(lemmas: Iterable[str]) -> frozenset[str]:
    """What a form of these lemmas may begin with: two letters, or one where the lemma is short. Kazakh
    suffixes follow, so that it is the lemma's own but for particles and pronouns (мен–пен–маған, да–та,
    бұл–мұның, қылып–ғып); of Russian words the dictionary says it (человек–люди). So in all 103,779 forms of
    the development texts.

    >>> sorted(beginnings(["ауыл"])), sorted(beginnings(["бұл"])), sorted(beginnings(["человек"]))
    (['ау'], ['б', 'м', 'п'], ['лю', 'че', 'чё'])
    """
    found: set[str] = set()
    for lemma in filter(None, lemmas):
        if len(lemma) > _SHORT:
            found.add(lemma[:2])
        else:
            found.update(lemma[0], *(group for group in _CHANGING if lemma[0] in group))
        found |= russian_beginnings(lemma)
    return frozenset(found | {each.replace("е", "ё") for each in found if "е" in each})


def cuts(lemmas: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The beginnings of lemmas under which their relatives meet, by ``CUTS``.

    >>> cuts(["мектеп"]), cuts(["ай"])
    ((('мект',), ('мекте',)), (('ай',), ('ай',)))
    """
    short, long = (tuple(dict.fromkeys(lemma[:size] for lemma in lemmas)) for size in CUTS)
    return short, long


class Memory(dict[str, tuple[Entry, ...]]):
    """Piece of text → its tokens in their Kazakh reading; learns a piece when it is first asked for.

    It is full one day; the next one takes over from it what is asked again, so that rare words are forgotten
    and frequent ones are not worked out twice.

    >>> [entry.form for entry in Memory()["«Азық-түлік»,"]]
    ['азық-түлік']
    """

    def __init__(self, before: Memory | None = None) -> None:
        self._kazakh: dict[str, Entry] = {}
        self._russian: dict[str, Entry] = {}
        self._may_be_russian: set[str] = set()
        #: By main lemma: words that share it share its tuples.
        self._of_lemma: dict[str, _Terms] = {}
        self._before = before

    def __missing__(self, piece: str) -> tuple[Entry, ...]:
        before = self._before
        if before is not None and piece in before:
            return self._taken_over(piece, before)
        found = tuple([self.entry(word) for word in words(repair_lookalikes(piece)[0])])
        if len(self) == _MASS:
            learn_frequent()
        if len(piece) <= _LONGEST_PIECE:
            for entry in found:
                if by_itself_russian(entry[0]):
                    self._may_be_russian.add(piece)
            self[found[0][0] if len(found) == 1 and found[0][0] == piece else piece] = found
        return found

    def _taken_over(self, piece: str, before: Memory) -> tuple[Entry, ...]:
        found = self[piece] = before[piece]
        if piece in before._may_be_russian:
            self._may_be_russian.add(piece)
        for entry in found:
            self._kazakh[entry[0]] = entry
        return found

    def is_full(self) -> bool:
        return len(self) > _KEPT or len(self._kazakh) > _KEPT

    def next(self) -> Memory:
        """An empty one that knows where to ask."""
        self._before = None
        return Memory(self)

    def may_be_russian(self, pieces: Iterable[str]) -> bool:
        """Whether one of the pieces, all looked up before, may hold a Russian word."""
        return (
            not self._may_be_russian.isdisjoint(pieces) or max(map(len, pieces), default=0) > _LONGEST_PIECE
        )

    def entry(self, token: str) -> Entry:
        """The terms of a token read as Kazakh."""
        form = fold_form(token)
        known = self._kazakh.get(form)
        if known is None:
            known = self._kazakh[form] = self._learnt(form)
        return known

    def _learnt(self, form: str) -> Entry:
        before = self._before
        known = before._kazakh.get(form) if before is not None else None
        return known if known is not None else self._entry(form, stem(form) or form)

    def _entry(self, form: str, main: str) -> Entry:
        if "-" in form and "-" in main:
            lemmas = tuple(dict.fromkeys((main, *_parts(form))))
            return Entry(form, lemmas, *cuts(lemmas))
        terms = self._of_lemma.get(main)
        if terms is None:
            terms = self._of_lemma[main] = _terms(form if form == main else main)
        return Entry(form, *terms)

    def russian(self, form: str) -> Entry:
        """The terms of a form read as Russian."""
        known = self._russian.get(form)
        if known is None:
            lemma = russian_lemma(form)
            known = self._russian[form] = self._entry(form, lemma) if lemma else self.entry(form)
        return known


def _terms(lemma: str) -> _Terms:
    short, long = (sys.intern(lemma[:size]) for size in CUTS)
    own, beginning = (lemma,), (short,)
    return own, beginning, beginning if long == short else own if long == lemma else (long,)


def _parts(form: str) -> tuple[str, ...]:
    """Lemmas of the parts of a hyphenated word; a mere suffix or particle is no part."""
    pieces = [piece for piece in form.split("-") if piece]
    while len(pieces) > 1 and pieces[-1] in _CLITICS:
        pieces.pop()
    return tuple(stem(piece) or piece for piece in pieces) if len(pieces) > 1 else ()
