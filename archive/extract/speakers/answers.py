"""What is known of the source of a quotation, and small questions about it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from archive.extract.people.cases import name_readings
from archive.extract.speakers.cast import Person
from archive.extract.speakers.identity import speaker_of
from archive.model import Quotation, Speaker

if TYPE_CHECKING:
    from archive.extract.people.refs import Ref


class Answer(NamedTuple):
    """Who it is and how that is known; ``person`` when it is somebody named in the article."""

    speaker: Speaker | None
    evidence: str
    person: Person | None = None


UNKNOWN = Answer(None, "unknown")


def named(person: Person, article_id: str, evidence: str) -> Answer:
    """The answer that somebody named in the article is meant."""
    return Answer(speaker_of(person, article_id), evidence, person)


class Spans:
    """Stretches of the body, asked whether they hold where a reference begins."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [span[0] for span in self._spans]

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int]]) -> Spans:
        return cls(list(spans))

    def hold(self, ref: Ref) -> bool:
        at = bisect_right(self._starts, ref.start) - 1
        return at >= 0 and self._spans[at][1] > ref.start


def without_case(text: str) -> str:
    """Words that no table knows, the last without the ending it seems to have.

    >>> without_case("Асабаның"), without_case("көрші ауыл")
    ('Асаба', 'көрші ауыл')
    """
    words = " ".join(text.split())
    last = words.rsplit(" ", 1)[-1]
    nominative, case = name_readings(last)[0]
    return words[: len(words) - len(last)] + nominative if case in ("gen", "dat") else words


def names_nobody(quotation: Quotation) -> bool:
    """Whether a quotation without a source leaves open who speaks: «айтылды», «мәлімет бойынша», «деген»."""
    cue = (quotation.cue or "").lower().split()
    if quotation.rule == "passive" or cue[-1:] in (["деген"], ["білдірілді"], ["айтылған"]):
        return True
    return bool(cue) and cue[0] in _IMPERSONAL and "бойынша" in cue


_IMPERSONAL = frozenset(["мәлімет", "дерек", "деректер", "мәліметтер", "ақпарат", "болжам", "болжамдар"])
