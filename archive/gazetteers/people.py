"""People whom news name by a surname, a title or in another alphabet: one id for each, all spellings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from archive.gazetteers.tables import folded, rows

_PLAIN = str.maketrans("әғқңөұүһіёэ", "агкноуухиее")


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """``alone``: the surname alone means this person. ``patronymic`` is empty where it was not looked up."""

    id: str
    name_kk: str
    name_ru: str
    name_en: str
    patronymic: str
    alone: bool

    @property
    def given(self) -> str:
        return self.name_kk.rsplit(" ", 1)[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Its spellings: Kazakh, Russian and, where the table has it, Latin."""
        return tuple(name for name in (self.name_kk, self.name_ru, self.name_en) if name)

    @property
    def surname(self) -> str:
        return self.name_kk.rsplit(" ", 1)[-1]


@lru_cache(maxsize=100_000)
def plain(name: str) -> str:
    """A name without case and without what Russian spelling drops: ``Қасым-Жомарт`` as ``касым-жомарт``.

    >>> plain("Тоқаев") == plain("Токаев"), plain("Сәденов")
    (True, 'саденов')
    """
    return folded(name).translate(_PLAIN)


@cache
def all_people() -> tuple[KnownPerson, ...]:
    """Everyone in the table, by id."""
    return tuple(
        KnownPerson(**{**row, "alone": row["alone"] == "x"})  # type: ignore[arg-type]
        for row in rows("known_people.tsv")
    )


@cache
def by_id(person_id: str) -> KnownPerson | None:
    return next((person for person in all_people() if person.id == person_id), None)


@cache
def _by_name() -> dict[str, KnownPerson]:
    found: dict[str, KnownPerson] = {}
    for person in all_people():
        for name in (person.name_kk, person.name_ru, person.name_en):
            if name:
                found.setdefault(plain(name), person)
                found.setdefault(" ".join(reversed(plain(name).rsplit(" ", 1))), person)
    return found


@cache
def _by_surname() -> dict[str, tuple[KnownPerson, ...]]:
    found: dict[str, tuple[KnownPerson, ...]] = {}
    for person in all_people():
        for surname in {plain(person.surname), plain(person.name_ru.rsplit(" ", 1)[-1])}:
            found[surname] = (*found.get(surname, ()), person)
    return found


def known(name: str) -> KnownPerson | None:
    """The person of that full name, in Kazakh, Russian or English spelling, in either order.

    >>> [known(name).id for name in ("Касым-Жомарт Токаев", "Тоқаев Қасым-Жомарт")]
    ['qasym-zhomart-toqaev', 'qasym-zhomart-toqaev']
    """
    return _by_name().get(plain(name))


@cache
def _by_title() -> dict[str, str]:
    return {folded(row["title"]): row["person"] for row in rows("person_titles.tsv")}


def titled(title: str) -> KnownPerson | None:
    """The person a title belongs to whatever the date.

    >>> titled("Елбасы").id, titled("Қазақстанның Тұңғыш Президенті").id
    ('nursultan-nazarbaev', 'nursultan-nazarbaev')
    """
    person = _by_title().get(folded(title).removeprefix("қр "))
    return by_id(person) if person else None


def with_patronymic(given: str, patronymic: str) -> KnownPerson | None:
    """The person of that given name and patronymic (both plain), when the table has it.

    >>> with_patronymic("касым-жомарт", "кемелулы").id
    'qasym-zhomart-toqaev'
    """
    return _by_patronymic().get((given, patronymic)) if patronymic else None


@cache
def _by_patronymic() -> dict[tuple[str, str], KnownPerson]:
    return {(plain(person.given), plain(person.patronymic)): person for person in all_people()}


def with_surname(surname: str) -> tuple[KnownPerson, ...]:
    """Everyone of that surname, in Kazakh or Russian spelling.

    >>> [person.name_kk for person in with_surname("Токаев")]
    ['Қасым-Жомарт Тоқаев']
    """
    return _by_surname().get(plain(surname), ())
