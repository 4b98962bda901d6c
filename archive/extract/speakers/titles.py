"""Titles as they stand in a text: their head, what they are of, and whether two may mean one post."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from archive.extract.people.lexicon import phrase_words, roles
from archive.extract.people.refs import Ref
from archive.extract.speakers.forms import phrase_nominative
from archive.gazetteers.tables import rows
from archive.gazetteers.titles import OfficeTitle, office_of
from kazakh.stem import stem

if TYPE_CHECKING:
    from archive.extract.reading import Reading

_KAZAKHSTAN = frozenset(["қазақстан", "қр"])


class Title(NamedTuple):
    """``head`` is the lemma of the head noun, ``kind`` its class (office, role, kin, group); ``of`` the stems
    of what stands before it; ``abroad`` when another country's; ``start`` its place in the body."""

    head: str
    kind: str
    of: frozenset[str]
    office: OfficeTitle | None
    abroad: bool
    former: bool
    phrase: str
    start: int


def title_of(reading: Reading, ref: Ref, last: int | None = None) -> Title | None:
    """The title in the words of a reference up to word ``last`` (for ``titled``: where the name begins)."""
    end = ref.last if last is None else last
    if end <= ref.first:
        return None
    head = reading.known[end - 1]
    if head is None or head.kind not in ("role", "someone"):
        return None
    words = reading.lower[ref.first : end - 1]
    stems = frozenset(stem(word) for word in words if word not in phrase_words("link")) - phrase_words(
        "neutral"
    )
    owners = [word for word in reading.known[ref.first : end - 1] if word is not None]
    places = {word.lemma.lower() for word in owners if word.kind == "place"}
    part = Ref(ref.start, reading.ends[end - 1], ref.first, end, ref.kind, ref.case)
    phrase = phrase_nominative(reading, part)
    kind = roles().get(head.lemma, "group")
    former = "бұрынғы" in words or head.lemma.startswith("экс")
    office = None if former or kind != "office" else office_of(phrase)
    abroad = bool(places - _KAZAKHSTAN) and office is None
    return Title(head.lemma, kind, stems, office, abroad, former, phrase, ref.start)


def titles_of(reading: Reading, ref: Ref, last: int) -> list[Title]:
    """Every title before a name, the nearest first: әнші and анасы in «төрт қыздың анасы әнші Алтынай»."""
    found, end = [], last
    while end > ref.first:
        first = _after_comma(reading, ref.first, end)
        title = title_of(reading, ref._replace(first=first, start=reading.starts[first]), end)
        if title is None:
            break
        found.append(title)
        end = end - 1 if end - 1 > first and _ends_title(reading, end - 2) else first
        end -= end > ref.first and reading.lower[end - 1] == "әрі"
    return found


def address_of(reading: Reading, ref: Ref) -> Title | None:
    """The form of address behind a name, which may stand for it later: «Роза апай … деді апай»."""
    word = reading.known[ref.last - 1]
    if word is None or word.kind != "role":
        return None
    return Title(word.lemma, "kin", frozenset(), None, False, False, word.nominative, ref.start)


def _ends_title(reading: Reading, at: int) -> bool:
    word = reading.known[at]
    return word is not None and word.kind == "role" and word.case == "nom"


def _after_comma(reading: Reading, first: int, end: int) -> int:
    """The first word after the last comma or әрі of a row of titles; a ministry's name may hold commas."""
    if "және" in reading.lower[first:end]:
        return first
    for at in range(end - 1, first, -1):
        if reading.lower[at - 1] == "әрі" or "," in reading.body[reading.ends[at - 1] : reading.starts[at]]:
            return at
    return first


def same_post(asked: Title, held: Title) -> bool:
    """Whether a title may take up another one of the same text."""
    if asked.office and held.office:
        return asked.office.office == held.office.office
    if asked.head != held.head or "kin" in (asked.kind, held.kind):
        return asked.head == held.head and (asked.of <= held.of or held.of <= asked.of)
    if asked.abroad != held.abroad and asked.of and held.of:
        return False
    if asked.office and not asked.office.bare:
        return not held.abroad and not held.of
    return asked.of <= held.of or held.of <= asked.of


def covers(asked: Title, held: Title) -> bool:
    """Whether a general word (маман, басшы, өнер иесі) may take up a nearer title."""
    if not (asked.of <= held.of or held.of <= asked.of):
        return False
    wide = _groups().get(asked.head, frozenset())
    if held.head in wide:
        return True
    return (
        "*" in wide
        and held.kind == "role"
        or "!" in wide
        and (held.kind == "office" or held.head in _LEADING)
    )


_LEADING = frozenset(
    ["жетекші", "көшбасшы", "бастық", "меңгеруші", "директор", "құрылтайшы", "ректор", "атқарушы"]
)


@cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in rows("role_groups.tsv"):
        wide = frozenset(word.replace("_", " ") for word in (row["covers"] or "").split())
        found[row["noun"]] = found.get(row["noun"], frozenset()) | wide
    return found
