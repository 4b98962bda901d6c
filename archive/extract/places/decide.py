"""Which place a candidate means, if any: by its type word, case and neighbours, and the article."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from archive.extract.places.candidates import Candidate
from archive.extract.places.names import Unit
from archive.extract.places.words import foreign_capital, kind_before
from archive.gazetteers.places import place, villages

if TYPE_CHECKING:
    from archive.extract.reading import Reading

_KINDS = {
    "region": {"region"}, "district": {"district", "ward"}, "city": {"city", "town"},
    "settlement": {"settlement"}, "land": {"region", "city", "town", "district"},
}  # fmt: skip
_PLAIN = _KINDS["land"]
_NONE = {"street", "nature", "foreign", "brand"}
_RANK = {"region": 0, "city": 0, "town": 1, "district": 2, "ward": 3, "settlement": 3}
_LOCAL = {"loc", "at", "abl", "dat"}
_OPENING, _CLOSING = '«“"„', '»”"'
#: A name in quotation marks is no longer than this.
_BRAND_CHARS, _BRAND_WORDS = 40, 3
_SAID = re.compile("[.,!?:;]")
_DASH = re.compile(r"^\s*[-–—]\s*[А-ЯӘҒҚҢӨҰҮІ]|[а-яәғқңөұүі]\s*[-–—]\s*$")
_SURNAME = re.compile("(?:[ое]ва?|ина?|ұлы|қызы)(?:[ндт][ыі]ң|[ғқ]а|[гк]е|[ндт][ыі]|[мбп]ен)?$")
_WITH = {"мен", "пен", "бен", "және"}
_MOVED = dt.date(1997, 12, 10)


class Choice(NamedTuple):
    """What a candidate may mean: one unit when it is settled, several when the article has to tell."""

    candidate: Candidate
    units: tuple[Unit, ...]
    rule: str
    #: Whether the place counts only if the article names its region elsewhere.
    needs_support: bool = False


def choose(reading: Reading, one: Candidate) -> Choice | None:
    """The units a candidate can be; ``None`` when it is no place of ours."""
    kind = (one.kind or "").rstrip("+")
    if kind in _NONE and one.case == "nom" and not (kind == "nature" and one.name.trap == "free"):
        return None
    if kind == "brand" and one.case == "people":
        return None
    if kind == "village":
        return _village(one)
    if kind in _KINDS and kind != "land":
        return _typed(one, kind)
    return _bare(reading, one, kind in ("land", "way"))


def _typed(one: Candidate, kind: str) -> Choice | None:
    units = tuple(unit for unit in one.name.units if unit.kind in _KINDS[kind])
    if one.case not in ("nom", "gen", "at") or not units:
        return _after_all(one, kind)
    return Choice(one, units, f"{kind}_named")


def _after_all(one: Candidate, kind: str) -> Choice | None:
    """«Алматыда облыс әкімі»: the type word belongs to what follows; «Талас облысы» is a foreign one."""
    if one.case in ("loc", "abl", "dat", "people") and one.name.trap in ("free", "name"):
        return _ranked(one, f"place_{one.case}")
    return None


def _village(one: Candidate) -> Choice | None:
    kato = villages().get(one.name.key)
    if kato is not None:
        return Choice(one, (Unit(kato, "village", f"KZ-{kato[:2]}"),), "village_named")
    # Named like a district, but not it: all that is known is the region, if the article tells one.
    same = [unit for unit in one.name.units if unit.kind in ("district", "settlement", "town")]
    units = tuple(unit._replace(target=unit.region) for unit in same)
    return Choice(one, units, "village_of_region", needs_support=True) if units else None


def _bare(reading: Reading, one: Candidate, land: bool) -> Choice | None:
    trap = one.name.trap
    if one.adjective:
        return None if _is_brand(reading, one) else _adjective(one)
    if trap == "typed" or _is_brand(reading, one) or _is_power(reading, one):
        return None
    if one.case != "people" and _is_person(reading, one):
        return None
    choice = _ranked(one, "people_of_place" if one.case == "people" else f"place_{one.case}")
    if choice is not None and trap == "name" and one.case in ("gen", "acc", "ins"):
        return choice._replace(needs_support=True)
    if choice is None or trap != "local" or one.case in ("at", "loc") or (land and not one.opens):
        return choice
    if one.case in _LOCAL and not one.opens:
        return choice
    if one.case == "people" and choice.units[0].kind == "region":
        return choice
    return choice._replace(needs_support=True) if land or one.case in ("people", "gen", *_LOCAL) else None


def _adjective(one: Candidate) -> Choice | None:
    """«карагандинские школьники»: the city or region, but no district and nothing that is ambiguous."""
    units = tuple(unit for unit in one.name.units if unit.kind == "city") or tuple(
        unit for unit in one.name.units if unit.kind == "region" and not unit.typed
    )
    if one.kind is not None or not units or one.name.key in ("уральский", "жамбылский"):
        return None
    return Choice(one, units[:1], "people_of_place" if one.case == "people" else "adjective")


def _ranked(one: Candidate, rule: str) -> Choice | None:
    """The most important units of a bare name; a region or big city wins unless the name is a trap."""
    units = [unit for unit in one.name.units if unit.kind in _PLAIN and not unit.typed]
    if not units:
        return None
    best = min(_RANK[unit.kind] for unit in units)
    top = [unit for unit in units if _RANK[unit.kind] == best]
    if best == 0 and (one.name.trap != "local" or any(unit.kind == "region" for unit in top)):
        cities = [unit for unit in top if unit.kind == "city"]
        return Choice(one, tuple((cities or top)[:1]), rule)
    if len({unit.region for unit in units}) == 1:
        return Choice(one, (top[0],), rule)
    return Choice(one, tuple(units), rule)


def _is_brand(reading: Reading, one: Candidate) -> bool:
    """«Астана», «Астана Опера»: a short name in quotation marks, the candidate in the nominative."""
    body = reading.body
    left, right = body[max(0, one.start - 2) : one.start].strip(), body[one.end : one.end + 2].strip()
    if left and right and left[-1] in _OPENING and right[0] in _CLOSING:
        return True
    if one.case != "nom":
        return False
    before = body[max(0, one.start - _BRAND_CHARS) : one.start]
    after = body[one.end : one.end + _BRAND_CHARS]
    opened = max(before.rfind(mark) for mark in _OPENING)
    closed = min((at for mark in _CLOSING if (at := after.find(mark)) >= 0), default=-1)
    if opened < 0 or closed < 0 or max(before.rfind(mark) for mark in "»”") > opened:
        return False
    inside = (before[opened + 1 :], after[:closed])
    text = "".join(inside)
    if _SAID.search(text) or len(text.split()) >= _BRAND_WORDS:
        return False
    return not (_DASH.search(inside[0]) or _DASH.search(inside[1]))


def _is_power(reading: Reading, one: Candidate) -> bool:
    """Astana as the government: «ресми Астана», «Астана мен Мәскеу»; other refused neighbours too."""
    lower = reading.lower
    if one.first and kind_before(lower[one.first - 1]) == "brand":
        return True
    if one.name.key == "түркістан" and one.first and lower[one.first - 1] in ("шығыс", "батыс", "восточный"):
        return True
    if one.name.key != "астана" or one.case != "nom":
        return False
    after = lower[one.last : one.last + 2]
    before = lower[max(0, one.first - 2) : one.first]
    return (len(after) == 2 and after[0] in _WITH and foreign_capital(after[1])) or (
        len(before) == 2 and before[1] in _WITH and foreign_capital(before[0])
    )


def _is_person(reading: Reading, one: Candidate) -> bool:
    """Another capital word right beside it, with only a blank or an initial's full stop between."""
    body, words = reading.body, reading.words
    if one.name.trap == "free":
        return one.case == "nom" and _before_surname(reading, one)
    if one.case in ("loc", "at") or (one.name.trap == "name" and one.case in _LOCAL):
        return False
    if _SURNAME.search(one.name.key) and any(
        ref.last == one.first for ref in reading.refs if ref.kind == "name"
    ):
        return True
    if one.first:
        left = words[one.first - 1]
        between = body[reading.ends[one.first - 1] : one.start]
        if between == " " and left[0].isupper() and not left.isupper() and not _opens(reading, one.first - 1):
            return True
        if between in (".", ". ") and len(left) == 1 and left.isupper():
            return True
    if one.last < len(words) and one.case == "nom" and one.kind is None:
        right = words[one.last]
        return body[one.end : reading.starts[one.last]] == " " and right[0].isupper() and not right.isupper()
    return False


def _before_surname(reading: Reading, one: Candidate) -> bool:
    """«Кеген Тұрсынбаев»: any place may be a given name."""
    if one.last >= len(reading.words) or reading.body[one.end : reading.starts[one.last]] != " ":
        return False
    right = reading.words[one.last]
    return right[0].isupper() and bool(_SURNAME.search(right))


def _opens(reading: Reading, first: int) -> bool:
    return first == 0 or not {".", "\n", "!", "?", "–", "«"}.isdisjoint(
        reading.body[reading.ends[first - 1] : reading.starts[first]]
    )


def capital_on(unit: Unit, key: str, day: dt.date | None) -> Unit:
    """The capital was Almaty until 1997-12-10, whatever paper says «елорда»."""
    if key in ("елорда", "бас қала") and day is not None and day < _MOVED:
        return Unit("KZ-75", "city", "KZ-75")
    return unit


def belongs(unit: Unit, code: str) -> bool:
    """Whether a unit is or was (until 2018 or 2022) in a region, or is that region itself.

    >>> belongs(Unit("331810000", "city", "KZ-33", "KZ-19"), "KZ-19")
    True
    """
    known = place(unit.target)
    return code in (unit.region, unit.before) or (known is not None and known.before == code)
