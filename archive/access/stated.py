"""What a record says of access, in the words of many systems."""

from __future__ import annotations

import datetime as dt
import json
import re

from archive.access.terms import LEVELS, UNKNOWN, Level, Terms, day_of

#: Words of records for each level, without case, spaces and signs. Only those whose meaning is plain, of
#: OpenAIRE (info:eu-repo/semantics), COAR (access_right), MARC 506 $f, and the same in Kazakh and Russian.
_WORDS: dict[Level, frozenset[str]] = {
    "open": frozenset({
        "open", "openaccess", "public", "publicdomain", "free", "unrestricted", "unrestrictedonlineaccess",
        "cabf2", "ашық", "открытый", "открыто", "открытыйдоступ", "ашыққолжетімділік",
    }),
    "snippets": frozenset({
        "snippets", "snippet", "snippetsonly", "metadataonly", "metadataonlyaccess", "c14cb",
        "үзінді", "үзінділер", "фрагменты",
    }),
    "closed": frozenset({
        "closed", "closedaccess", "private", "restricted", "restrictedaccess", "c16ec", "noonlineaccess",
        "жабық", "закрытый", "закрыто", "закрытыйдоступ", "жабыққолжетімділік",
    }),
}  # fmt: skip
#: What says that a day is stated elsewhere.
_EMBARGO = frozenset(
    {"embargo", "embargoed", "embargoedaccess", "cf1cf", "until", "embargountil", "эмбарго", "эмбаргодо"}
)
_OF_REPOSITORIES = re.compile(r"info:eu-repo/(?:semantics|date)/\S+", re.I)
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_DIGIT = re.compile(r"\d")
_NO_LETTERS = re.compile(r"[\W_]+")


def stated(access: str | None, embargo: str | None) -> str | None:
    """The code of what a record states (see ``Terms.code``), ``"unknown"`` for what nobody understands, and
    ``None`` where it says nothing.

    >>> stated("Ашық", None), stated("metadata only", None), stated(None, "2030-06-12")
    ('open', 'snippets', 'until-2030-06-12')
    >>> stated("snippets", "2030"), stated("тек оқу залында", None), stated(None, None)
    ('snippets-until-2031-01-01', 'unknown', None)
    """
    if access is None and embargo is None:
        return None
    ours = _own(access) if access else None
    if ours is not None and embargo is None:
        return ours.code
    day = _day(embargo or access or "")
    if day is None and (embargo is not None or (access and _is_embargo(access) and _DIGIT.search(access))):
        return UNKNOWN
    if access is None or _is_embargo(access):
        return Terms("closed", day).code
    level = _level(access)
    if level is None:
        return UNKNOWN
    if embargo is None or day is None:
        return Terms(level).code
    # «Open, from that day on»: an embargo. Another level until then is what it says.
    return Terms("closed" if level == "open" else level, day).code


def of_repositories(text: str) -> tuple[str, ...]:
    """What free text about rights says of access in the words of repositories, and of an embargo's end.

    >>> of_repositories("info:eu-repo/semantics/openAccess; © Қазақ газеттері")
    ('info:eu-repo/semantics/openAccess',)
    """
    return tuple(found.rstrip(";,.") for found in _OF_REPOSITORIES.findall(text))


def _own(access: str) -> Terms | None:
    """A code of ours, or the object that our own export has."""
    text = access.strip()
    try:
        told = json.loads(text) if text.startswith("{") else None
        if isinstance(told, dict):
            until = told.get("until")
            return Terms.parse(f"{told.get('level')}-until-{until}" if until else str(told.get("level")))
        return Terms.parse(text.casefold())
    except (ValueError, RecursionError):
        return None


def _level(access: str) -> Level | None:
    word = _word(access)
    return next((level for level in LEVELS if word in _WORDS[level]), None)


def _is_embargo(access: str) -> bool:
    """Whether it says no more than that there is an embargo, perhaps until when."""
    return _word(_DAY.sub("", access, count=1)) in _EMBARGO


def _word(text: str) -> str:
    """The last part of an address, or the words, as ``_WORDS`` has them."""
    return _NO_LETTERS.sub("", text.strip().rstrip("/").rpartition("/")[2].casefold())


def _day(text: str) -> dt.date | None:
    """The one day that is written there."""
    found = _DAY.findall(text)
    try:
        return day_of(found[0]) if len(found) == 1 else None
    except (ValueError, OverflowError):
        return None
