"""How far to the left a reference reaches: titles, bodies and names with all that stands before their head.

Kazakh phrases end in their head, so a phrase is found from its last word and grown to the left over
genitives, adjectives, names of bodies and other titles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.extract.people.lexicon import Word, phrase_words
from kazakh.stem import stem

if TYPE_CHECKING:
    from archive.extract.reading import Reading

#: Longest phrase, in words.
LONGEST = 16
_OPENING = {"»": "«", "”": "“", '"': '"'}
_LONGEST_NAME_IN_MARKS = 80


def grow_left(reading: Reading, first: int, head: Word, titled: bool = False) -> tuple[int, int]:
    """Word and offset where the phrase begins whose head is word ``first``; ``titled`` when a name follows
    the head, so that several titles may stand in a row."""
    phrase = _Phrase(reading, first, head.possessed, titled)
    while phrase.takes_marks() or phrase.takes_word():
        pass
    return phrase.best


class _Phrase:
    """A phrase that grows: it reaches to word ``at`` and offset ``start``, and ends well at ``best``.

    ``owned``: its first word has a possessive ending, so that an owner may stand before it.
    """

    __slots__ = ("at", "best", "lowest", "owned", "reading", "start", "titled")

    def __init__(self, reading: Reading, first: int, owned: bool, titled: bool) -> None:
        self.reading, self.owned, self.titled = reading, owned, titled
        self.lowest = max(0, first - LONGEST)
        self.at, self.start = first, reading.starts[first]
        self.best = self.at, self.start

    def takes_marks(self) -> bool:
        """Takes in a name in guillemets right before."""
        found = _name_in_marks(self.reading, self.start, self.at, self.lowest)
        if found is not None:
            self.best = self.at, self.start = found
        return found is not None

    def takes_word(self) -> bool:
        """Takes in the word before, or the whole name or address on the web, when it may stand there."""
        reading, at = self.reading, self.at - 1
        if at < self.lowest:
            return False
        word = reading.known[at]
        if not self._is_beside(word):
            return False
        if word is not None and word.kind == "site" and at or self._joins_titles(at):
            self._reach(at - 1)
        elif reading.words[at].isascii() and reading.words[at].isalpha() and self.owned:
            self._reach(_latin_from(reading, at, self.lowest))
        elif word is not None and word.kind in _PERSONAL and self._is_owner(word):
            self._reach(_name_from(reading, at))
            self.owned = self.titled = True
        elif _may_stand_before(reading, at, word, self.owned, self.titled):
            self._reach(at)
            self._now_owned(word)
        else:
            return False
        return True

    def _is_beside(self, word: Word | None) -> bool:
        gap = self.reading.body[self.reading.ends[self.at - 1] : self.start]
        return (
            gap in (" ", "\u00a0", "-") or gap == ", " and _listed(word, self.reading, self.at, self.titled)
        )

    def _joins_titles(self, at: int) -> bool:
        """Whether word ``at`` joins two titles of one name: «заңгер әрі блогер Асқар Оразов»."""
        return self.titled and self.reading.lower[at] == "әрі" and _is_title(self.reading, at - 1)

    def _is_owner(self, word: Word) -> bool:
        return word.case == "gen" or _names_a_body(self.reading, self.at, self.owned)

    def _reach(self, at: int) -> None:
        self.at, self.start = at, self.reading.starts[at]
        lower = self.reading.lower[at]
        if lower not in phrase_words("link") and lower[-3:] not in _PARTICIPLES:
            self.best = self.at, self.start

    def _now_owned(self, word: Word | None) -> None:
        if word is not None and word.kind in ("role", "org"):
            self.owned = word.possessed
        elif word is not None and word.case == "gen":
            self.owned = len(word.lemma) > 4 and word.lemma[-4] in "іы"


#: бірлескен, тағайындалған: between an owner and what it owns.
_PARTICIPLES = ("ған", "ген", "қан", "кен")
_PERSONAL = ("name", "capital", "initial")


def _names_a_body(reading: Reading, at: int, owned: bool) -> bool:
    """A bare name right before the noun it is given to (Назарбаев университеті) or before атындағы."""
    if reading.lower[at] in ("атындағы", "атты") or reading.lower[at] in phrase_words("named_after"):
        return True
    beside = reading.known[at]
    if not owned or beside is None or beside.kind not in ("role", "org"):
        return False
    word, before = reading.known[at - 1], reading.known[at - 2] if at > 1 else None
    if word is None or word.case != "nom" or word.small:
        return False
    gap = reading.body[reading.ends[at - 2] : reading.starts[at - 1]] if at > 1 else ""
    return before is None or before.kind not in _PERSONAL or gap != " "


def _is_title(reading: Reading, at: int) -> bool:
    """Whether a word is one person's title in the nominative."""
    word = reading.known[at] if at >= 0 else None
    return word is not None and word.kind == "role" and word.case == "nom" and not word.plural


def _latin_from(reading: Reading, at: int, lowest: int) -> int:
    """The first of the Latin words of one name: La Gazzetta dello Sport басылымы."""
    while at > lowest and reading.words[at - 1].isascii() and reading.words[at - 1].isalpha():
        if reading.body[reading.ends[at - 1] : reading.starts[at]] != " ":
            break
        at -= 1
    return at


def _name_from(reading: Reading, last: int) -> int:
    from archive.extract.people.names import name_ending_at

    name = name_ending_at(reading, last)
    return name.first if name else last


def _may_stand_before(reading: Reading, at: int, word: Word | None, owned: bool, titled: bool) -> bool:
    """Whether word ``at`` may stand before a phrase that is ``owned`` or ``titled``."""
    if reading.words[at] in phrase_words("legal"):
        return True
    if reading.lower[at] in phrase_words("link") or reading.lower[at][-3:] in _PARTICIPLES:
        before = reading.known[at - 1] if at else None
        if before is not None and before.kind in _PERSONAL:
            return reading.lower[at] in ("атындағы", "атты")
        return before is not None and before.kind in ("modifier", "org", "place", "abbreviation")
    if _is_object(reading, at) or at + 2 < len(reading.lower) and _is_object(reading, at + 1) and owned:
        return word is None or word.case in ("nom", "gen", "acc")
    if word is None:
        return owned and _owns(reading, at)
    if word.kind in _PERSONAL:
        return False
    if word.case == "gen":
        return True
    if word.case != "nom":
        return False
    if word.kind == "org":
        beside = reading.known[at + 1]
        return owned and not (beside is not None and beside.kind == "place")
    if word.kind == "role":
        return _title_before_title(reading, at, word, owned, titled)
    if word.kind == "someone":
        return titled
    return word.kind in ("modifier", "abbreviation") or word.kind == "place" and word.lemma != "Ақорда"


def _title_before_title(reading: Reading, at: int, word: Word, owned: bool, titled: bool) -> bool:
    """Titles in a row before a name (әртіс, әнші Айгүл …), and one that owns another (министр кеңесшісі)."""
    beside = reading.known[at + 1]
    next_to = beside is not None and beside.kind in ("role", "org", *_PERSONAL)
    comma = "," in reading.body[reading.ends[at] : reading.starts[at + 1]]
    if titled and not word.plural and (comma or next_to and word.sub != "office"):
        return True
    return owned and next_to and beside is not None and beside.possessed and not word.possessed


def _owns(reading: Reading, at: int) -> bool:
    """An ordinary noun right before the possessed noun it belongs to: клуб басшысы, төлемдер басқармасы."""
    lower, beside = reading.lower[at], reading.known[at + 1]
    if beside is None or beside.kind not in ("role", "org") or not beside.possessed:
        return False
    if not lower.isalpha() or len(lower) < 3 or lower in phrase_words("apart"):
        return False
    return lower[-3:] in _PLURALS or stem(lower) == lower


def _is_object(reading: Reading, at: int) -> bool:
    """The object of a verbal noun in the name of a body: балалардың құқығын қорғау комитеті."""
    verbal = reading.lower[at + 1]
    if not verbal.endswith(("у", "ю")) or len(verbal) < 3 or not reading.lower[at].endswith(("ын", "ін")):
        return False
    head = reading.known[at + 2] if at + 2 < len(reading.words) else None
    return head is not None and head.kind == "org" and head.possessed


_PLURALS = ("лар", "лер", "дар", "дер", "тар", "тер")


def _listed(word: Word | None, reading: Reading, at: int, titled: bool) -> bool:
    """A comma inside a phrase: between two titles of one name, or in the name of a ministry (Экология,
    геология және …)."""
    if word is None or word.case != "nom":
        return False
    if word.kind == "role":
        return titled and not word.plural
    return word.kind == "modifier" and "және" in reading.lower[at : at + 4]


def _name_in_marks(reading: Reading, start: int, at: int, lowest: int) -> tuple[int, int] | None:
    """First word and offset of a name in guillemets that ends right before ``start``."""
    body = reading.body
    end = start - 1 if start and body[start - 1] in " \u00a0" else start
    if end == start or end < 3 or body[end - 1] not in _OPENING or body[end - 2] in ".!?…,":
        return None
    opened = body.rfind(_OPENING[body[end - 1]], max(0, end - 1 - _LONGEST_NAME_IN_MARKS), end - 1)
    if opened < 0 or "\n" in body[opened:end]:
        return None
    first = reading.word_at(opened)
    return (first, opened) if lowest <= first < at else None


def is_legal_form(form: str) -> bool:
    """Whether an abbreviation is a company's legal form."""
    return form.split("-")[0] in phrase_words("legal")
