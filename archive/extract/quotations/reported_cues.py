"""Where a verb of saying stands in a sentence, with the words that belong to it."""

from __future__ import annotations

from typing import NamedTuple

from archive.extract.marks import CUE
from archive.extract.quotations.reported_page import Page
from kazakh.speech.clauses import role, speaks_of_self
from kazakh.speech.reported import CueVerb, FormKind, cue_forms


class Cue(NamedTuple):
    """Words ``first`` to ``last`` (half-open) of a verb of saying; ``at`` is the verb itself."""

    first: int
    last: int
    at: int
    verb: CueVerb
    kind: FormKind


def find_cues(page: Page, first: int, last: int) -> list[Cue]:
    """Cues of a sentence, from left to right, without those inside direct quotations."""
    cues: list[Cue] = []
    taken = first
    marks = page.reading.marks
    for at in range(first, last):
        if not marks[at] & CUE or at < taken or page.blocked[at]:
            continue
        cue = _cue(page, at, taken, last)
        if cue is not None:
            cues.append(cue)
            taken = cue.last
    return cues


def _cue(page: Page, at: int, low: int, last: int) -> Cue | None:
    begin, best = at, None
    for verb, kind in cue_forms()[page.lower[at]]:
        size = _before(page, verb, at, low)
        if (
            size is None
            or kind == "converb"
            and verb.takes == {"m"}
            or (best is not None and size <= at - begin)
        ):
            continue
        begin, best = at - size, (verb, kind)
    if best is None:
        return None
    if begin > low and page.lower[begin - 1] in page.lists.shade:
        begin -= 1
    return _extended(page, begin, at, last, *best)


def _before(page: Page, verb: CueVerb, at: int, low: int) -> int | None:
    """How many words before the verb belong to it; ``None`` if the ones it needs are not there."""
    for run in verb.before:
        size = len(run)
        if at - size >= low and tuple(page.lower[at - size : at]) == run:
            return size
    return None if verb.before else 0


def _extended(page: Page, begin: int, at: int, last: int, verb: CueVerb, kind: FormKind) -> Cue | None:
    end, lists = at + 1, page.lists
    while end < last and end < at + 3 and page.lower[end] in lists.aux and page.between(end - 1).isspace():
        if kind == "finite":
            break
        end += 1
    if (
        kind == "converb"
        and end < last
        and page.between(end - 1).isspace()
        and speaks_of_self(page.lower[end])
    ):
        return None
    if end < last and (page.lower[end] in lists.own or page.lower[end] == "жоқ"):
        return None
    if end > at + 1:
        kind = (
            "past" if role(page.lower[end - 1]) == "past" and page.lower[end - 1] != "болатын" else "finite"
        )
    return Cue(begin, end, at, verb, kind)
