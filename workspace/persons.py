"""What the archive knows of one person, and of everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kazakh.alphabet import fold_case, normalize, sort_key

if TYPE_CHECKING:
    from archive.store.people import Person
    from workspace.finding import Finding


@dataclass(frozen=True, slots=True)
class Held:
    """A term of office as the tables know it; dates as text (year, month or day), ``until`` ``None`` while it
    lasts or when its end is not known."""

    office: str
    since: str
    until: str | None
    sure: bool


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """``kind`` is person, organisation or group; ``names`` are spellings by language where the tables have
    them; ``forms`` what the texts call them, with counts. ``local``: told from others in one article only."""

    id: str
    name: str
    kind: str
    local: bool
    names: Mapping[str, str]
    forms: tuple[tuple[str, int], ...]
    offices: tuple[Held, ...]
    articles: int
    quotations: int
    first_date: str | None
    last_date: str | None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """``total`` people fit; ``people`` are those from the offset on, in Kazakh alphabetical order."""

    total: int
    people: tuple[Person, ...]


def person(workspace: Finding, person_id: str) -> PersonFacts | None:
    """``None`` when no article names anybody of that id."""
    from archive.gazetteers.people import by_id

    found = workspace.store.person(person_id)
    if found is None:
        return None
    one, seen = found
    known = by_id(person_id)
    names = {"kk": known.name_kk, "ru": known.name_ru, "en": known.name_en} if known else {}
    return PersonFacts(
        id=one.id,
        name=known.name_kk if known else one.name,
        kind=one.kind,
        local=is_local(one.id),
        names={lang: name for lang, name in names.items() if name},
        forms=seen.forms,
        offices=_offices(person_id),
        articles=one.articles,
        quotations=one.quotations,
        first_date=seen.first_date,
        last_date=seen.last_date,
    )


def _offices(person_id: str) -> tuple[Held, ...]:
    from archive.gazetteers.offices import all_terms

    terms = [term for term in all_terms() if term.holder == person_id]
    return tuple(
        Held(
            term.office,
            term.start.isoformat(),
            term.end.isoformat() if term.end else None,
            term.confidence != "memory",
        )
        for term in sorted(terms, key=lambda term: term.start.first_day)
    )


def is_local(person_id: str) -> bool:
    """Whether an id tells somebody from others inside one article only.

    >>> is_local("gulnar-omarova"), is_local("omarova.k3x7qpwzv5bmna")
    (False, True)
    """
    return "." in person_id


def people_list(
    workspace: Finding,
    prefix: str = "",
    offset: int = 0,
    limit: int = 50,
    kinds: tuple[str, ...] = (),
    local: bool = False,
) -> PeoplePage:
    """Everyone one of whose names begins with ``prefix``; ``local`` takes those of a single article too."""
    begins = fold_case(normalize(prefix)).strip()
    known = [each for each in _ordered(workspace) if local or not is_local(each.id)]
    fitting = [each for each in known if (not kinds or each.kind in kinds) and _begins(each.name, begins)]
    return PeoplePage(len(fitting), tuple(fitting[offset : offset + limit]))


def _ordered(workspace: Finding) -> list[Person]:
    """Everyone, made once for each generation of the index."""

    def make() -> list[Person]:
        return sorted(workspace.store.people_list(), key=lambda each: (sort_key(each.name), each.id))

    return workspace._kept("people_list", make)


def _begins(name: str, prefix: str) -> bool:
    folded = fold_case(name)
    return not prefix or any(part.startswith(prefix) for part in (folded, *folded.split()))
