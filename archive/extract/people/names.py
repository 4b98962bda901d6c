"""Runs of words that are one person's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archive.extract.people.cases import noun_case
from archive.extract.people.lexicon import Word, classify, phrase_words
from kazakh.stem import stem

if TYPE_CHECKING:
    from archive.extract.reading import Reading

_LONGEST = 5


class Name(NamedTuple):
    """Words ``first`` to ``last`` (half-open) of a name; ``sure`` when a table or a name's shape says so."""

    first: int
    last: int
    case: str
    sure: bool


def name_ending_at(reading: Reading, last: int) -> Name | None:
    """The name whose last word is word ``last``; ``None`` when it ends no name."""
    known = reading.known
    final = known[last]
    if final is None or final.kind not in ("name", "capital", "initial"):
        return None
    first = _begins(reading, last, final)
    if final.kind == "capital" and final.small and not _follows_given(reading, first, last):
        return None
    parts = [word for word in known[first : last + 1] if word is not None]
    first, parts = _without_opener(reading, first, parts)
    first, parts = _last_of_two(first, parts)
    if not parts or not _is_person(reading, first, last, parts):
        return None
    sure = any(word.kind == "name" for word in parts) or parts[0].kind == "initial"
    return Name(first, last + 1, final.case, sure)


def _follows_given(reading: Reading, first: int, last: int) -> bool:
    """Whether an ordinary word with a capital is a surname: right behind a given name (Сәдібек Түгел)."""
    given = reading.known[first]
    word = reading.lower[last]
    return last - first == 1 and given is not None and given.sub == "g" and stem(word) == word


def honorific_after(reading: Reading, last: int) -> str | None:
    """Case of a form of address that follows a name: Гүлзира ханымның; ``None`` when none does."""
    if last >= len(reading.words) or reading.body[reading.ends[last - 1] : reading.starts[last]] != " ":
        return None
    found = noun_case(reading.lower[last], phrase_words("address"))
    return found[1] if found and not found[2] and not found[3] else None


def _begins(reading: Reading, last: int, final: Word) -> int:
    at = last
    while at > max(0, last - _LONGEST + 1):
        before = reading.known[at - 1]
        gap = reading.body[reading.ends[at - 1] : reading.starts[at]]
        if before is None or not _joins(before, gap) or before.sub != "latin" == final.sub:
            break
        at -= 1
    return at


def _joins(before: Word, gap: str) -> bool:
    if before.kind == "initial":
        return gap in (".", ". ", ".-", ". -", " ", ".\u00a0")
    if before.kind == "capital" and before.small:
        return False
    return before.kind in ("name", "capital") and before.case == "nom" and gap in (" ", "\u00a0")


def at_opening(reading: Reading, first: int) -> bool:
    """Whether a word begins a sentence or a passage in marks, so that its capital says nothing."""
    body = reading.body
    at = reading.starts[first] - 1
    while at >= 0 and body[at] in " \u00a0":
        at -= 1
    return at < 0 or body[at] in '.!?…«"“„\n–—-:()*•»”'


def _without_opener(reading: Reading, first: int, parts: list[Word]) -> tuple[int, list[Word]]:
    """Without an ordinary word that has its capital from the head of the sentence (Кеше Асқар …)."""
    while parts and parts[0].kind == "capital" and parts[0].small:
        first, parts = first + 1, parts[1:]
    if len(parts) > 1 and parts[0].kind == "capital" and parts[1].sub.rstrip("x") == "g":
        return (first + 1, parts[1:]) if at_opening(reading, first) else (first, parts)
    return first, parts


def _last_of_two(first: int, parts: list[Word]) -> tuple[int, list[Word]]:
    """Two names in a row (Нұрлан Оразов Ербол Сейітовке …) are cut where the second begins."""
    if len(parts) == 4 and _are_two(parts):
        return first + 2, parts[2:]
    for cut in range(len(parts) - 1, 0, -1):
        word, before = parts[cut], parts[cut - 1]
        if before.lemma.endswith(_PATRONYMIC) or word.lemma.endswith(_PATRONYMIC):
            continue
        again = word.sub.startswith("g") and ("s" in before.sub or "s" not in word.sub)
        surnames = word.sub == before.sub == "s"
        if cut > 1 and (again or surnames) or cut == 1 and surnames and _are_russian(before, word):
            return first + cut, parts[cut:]
    return first, parts


def _are_two(parts: list[Word]) -> bool:
    """Four words, none a patronymic or an initial, that end in a surname: two full names."""
    plain_words = all(
        word.kind != "initial" and word.sub != "latin" and not word.lemma.endswith(_PATRONYMIC)
        for word in parts
    )
    return plain_words and _are_russian(parts[3])


def _are_russian(*words: Word) -> bool:
    return all(word.lemma.endswith(("ов", "ев", "ин", "ова", "ева", "ина")) for word in words)


_PATRONYMIC = ("ұлы", "қызы", "ович", "евич", "овна", "евна", "ична")


def _is_person(reading: Reading, first: int, last: int, parts: list[Word]) -> bool:
    body, end, start = reading.body, reading.ends[last], reading.starts[first]
    if start and body[start - 1] in _MARKS and body[end : end + 1] in ("»", "”", '"'):
        return False
    if parts[-1].kind == "initial" and len(parts) == 1:
        return False
    following = _next_word(reading, last) if parts[-1].case == "nom" else ""
    if following in phrase_words("named_after"):
        return False
    if len(parts) > 1:
        if parts[0].kind == "initial" or any(word.kind == "name" for word in parts):
            return True
        return all(word.sub != "latin" and not word.small for word in parts)
    if following and "g" in parts[0].sub and _is_surname(reading.words[last + 1]):
        return False
    return not _owned_next(following) and _is_bare_name(reading, first, parts[0])


def _is_surname(form: str) -> bool:
    """Whether the word behind a given name is its surname: what was refused as a whole is no shorter name."""
    word = classify(form)
    return word is not None and word.kind == "name" and "s" in word.sub


_MARKS = '«“"'


def _next_word(reading: Reading, last: int) -> str:
    """The word after word ``last`` when only a blank is between; else nothing."""
    if last + 1 >= len(reading.lower) or reading.starts[last + 1] != reading.ends[last] + 1:
        return ""
    return reading.lower[last + 1] if reading.body[reading.ends[last]] in " \u00a0" else ""


def _is_bare_name(reading: Reading, first: int, word: Word) -> bool:
    opening = at_opening(reading, first)
    if word.kind == "name":
        return not (word.sub.endswith("x") and (opening or len(word.sub) == 1))
    return not opening and word.sub != "latin" and not word.small


def _owned_next(following: str) -> bool:
    """A possessed title or body behind a bare nominative owns it: Әділет министрі, Назарбаев қоры."""
    word = classify(following) if following else None
    return word is not None and word.kind in ("org", "role") and word.possessed
