"""One statement about access: a level, perhaps only until a day, and the level after it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

from archive.model import PartialDate

#: What the public gets: everything; what lists show and short pieces of the text; nothing at all.
Level = Literal["open", "snippets", "closed"]
LEVELS: tuple[Level, ...] = get_args(Level)
#: How a record's statement is kept that nobody understood.
UNKNOWN = "unknown"
_UNTIL = "until-"


@dataclass(frozen=True, slots=True)
class Terms:
    """``level`` holds for good, or on every day before ``until``. From that day on ``then`` holds; where it
    is ``None`` the next weaker statement, as if this one had not been made."""

    level: Level
    until: dt.date | None = None
    then: Level | None = None

    @property
    def code(self) -> str:
        """How it is written in a table or a record.

        >>> Terms("snippets").code, Terms("closed", dt.date(2030, 1, 1)).code
        ('snippets', 'until-2030-01-01')
        >>> Terms("snippets", dt.date(2030, 1, 1), "open").code
        'snippets-until-2030-01-01-open'
        """
        if self.until is None:
            return self.level
        before = "" if self.level == "closed" else f"{self.level}-"
        after = f"-{self.then}" if self.then else ""
        return f"{before}{_UNTIL}{self.until.isoformat()}{after}"

    @classmethod
    def parse(cls, code: str) -> Terms:
        """What ``code`` has written; ValueError for anything else.

        >>> Terms.parse("until-2030-01-01-snippets").then
        'snippets'
        """
        before, mark, rest = code.partition(_UNTIL)
        level = _level(before.removesuffix("-")) if before else "closed"
        if not mark:
            return cls(level)
        return cls(level, dt.date.fromisoformat(rest[:10]), _level(rest[11:]) if rest[10:] else None)

    def on(self, day: dt.date) -> Level | None:
        """The level of a day, ``None`` where this statement says nothing any more.

        >>> Terms.parse("until-2030-01-01").on(dt.date(2029, 12, 31))
        'closed'
        >>> Terms.parse("until-2030-01-01").on(dt.date(2030, 1, 1)) is None
        True
        """
        return self.level if self.until is None or day < self.until else self.then


def _level(text: str) -> Level:
    for level in LEVELS:
        if text == level:
            return level
    raise ValueError(text)


def stated_json(code: str) -> dict[str, str | None]:
    """A code as an object; what nobody understands counts as closed.

    >>> stated_json("until-2030-01-01")
    {'level': 'closed', 'until': '2030-01-01'}
    """
    if code == UNKNOWN:
        return {"level": "closed", "until": None}
    terms = Terms.parse(code)
    return {"level": terms.level, "until": terms.until.isoformat() if terms.until else None}


def day_of(text: str) -> dt.date:
    """The day on which an embargo ends. Of a date known to the month or year only, the first day after it,
    lest anything is shown too early; ValueError for what is no date.

    >>> day_of("2030-06-12"), day_of("2030")
    (datetime.date(2030, 6, 12), datetime.date(2031, 1, 1))
    """
    date = PartialDate.parse(text.strip())
    return date.first_day if date.day else date.last_day + dt.timedelta(days=1)
