"""The table of junk: what web pages leave between the lines of an article."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

Where = Literal["edge", "anywhere", "inline"]


@dataclass(frozen=True, slots=True)
class Junk:
    """``edge``: a whole line near the top or bottom; ``anywhere``: a whole line; ``inline``: a scrap."""

    name: str
    where: Where
    pattern: re.Pattern[str]
    reason: str


@cache
def junk_rules() -> tuple[Junk, ...]:
    """Rules of ``archive/data/junk_lines.tsv`` in their order.

    >>> next(rule.name for rule in junk_rules() if rule.pattern.fullmatch("Сурет: ашық дереккөзі"))
    'photo_credit'
    """
    with files("archive").joinpath("data/junk_lines.tsv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE) if row]
    body = [row for row in rows if not row[0].startswith("#")][1:]
    return tuple(
        Junk(name, cast(Where, where), re.compile(pattern, re.IGNORECASE), reason)
        for name, where, pattern, reason in body
    )
