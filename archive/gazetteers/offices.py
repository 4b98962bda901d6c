"""Who held which office when: titles resolve by the date of an article, never past what was checked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from archive.gazetteers.tables import rows
from archive.model import PartialDate

HEAD_OF_STATE = "Қазақстан Республикасының Президенті"
HEAD_OF_GOVERNMENT = "Премьер-министр"


@dataclass(frozen=True, slots=True)
class Term:
    """One term of office; ``end`` is the first day that is no longer its own, ``None`` while it lasts.

    ``verified_until`` is the last day for which it was checked; ``confidence`` is sourced, mixed or memory.
    """

    office: str
    holder: str
    start: PartialDate
    end: PartialDate | None
    verified_until: dt.date
    confidence: str
    source: str

    def covers(self, first: dt.date, last: dt.date) -> bool:
        """Whether the term certainly holds on every day from ``first`` to ``last``."""
        if self.confidence == "memory" or last > self.verified_until or first < self.start.last_day:
            return False
        return self.end is None or last < self.end.first_day

    def touches(self, first: dt.date, last: dt.date) -> bool:
        """Whether the term may hold on some day from ``first`` to ``last``."""
        if last < self.start.first_day:
            return False
        return self.end is None or first < self.end.first_day or first < self.end.last_day


def holder(office: str, when: PartialDate) -> str | None:
    """Id of the one who held an office on a date; ``None`` when nobody or more than one may have.

    >>> holder(HEAD_OF_STATE, PartialDate(2018, 5, 4)), holder(HEAD_OF_STATE, PartialDate(2020))
    ('nursultan-nazarbaev', 'qasym-zhomart-toqaev')
    >>> holder(HEAD_OF_STATE, PartialDate(2019)) is holder(HEAD_OF_STATE, PartialDate(2026, 4)) is None
    True
    """
    first, last = when.first_day, when.last_day
    touching = [term for term in terms(office) if term.touches(first, last)]
    if len({term.holder for term in touching}) != 1:
        return None
    return next((term.holder for term in touching if term.covers(first, last)), None)


def holder_since(office: str, day: dt.date) -> str | None:
    """Id of the only one who held an office from a day on, as far as was checked.

    >>> holder_since(HEAD_OF_STATE, dt.date(2022, 6, 8))
    'qasym-zhomart-toqaev'
    """
    holders = {term.holder for term in terms(office) if term.touches(day, term.verified_until)}
    return holders.pop() if len(holders) == 1 else None


@cache
def terms(office: str) -> tuple[Term, ...]:
    """Terms of one office, from the first to the last; none of an unknown office."""
    return tuple(term for term in all_terms() if term.office == office)


@cache
def offices_of(person: str) -> frozenset[str]:
    """Offices that a person held at any time, rows from memory included."""
    return frozenset(term.office for term in all_terms() if term.holder == person)


@cache
def all_terms() -> tuple[Term, ...]:
    return tuple(_term(row) for row in rows("offices.tsv"))


def _term(row: dict[str, str]) -> Term:
    end = PartialDate.parse(row["valid_to"]) if row["valid_to"] else None
    until = row["verified_until"]
    return Term(
        row["office"],
        row["holder"],
        PartialDate.parse(row["valid_from"]),
        end,
        dt.date.fromisoformat(until) if until else dt.date.min,
        row["confidence"],
        row["source"],
    )
