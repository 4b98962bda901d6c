"""From a person of one article to a person of the archive.

The id follows from the article and the tables alone, so it does not depend on what else the archive holds:

1. somebody of ``known_people.tsv`` keeps that id under every spelling, unless the article tells another
   person of the same name apart (another patronymic, an occupation instead of an office);
2. any other full name becomes the id, with the patronymic where there is one;
3. a surname, a given name or initials alone say too little: the id then holds the article's id too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.extract.speakers.cast import Person
from archive.gazetteers.offices import offices_of
from archive.gazetteers.people import KnownPerson, known, plain, with_patronymic, with_surname
from archive.model import Speaker
from archive.people import person_id

if TYPE_CHECKING:
    from archive.extract.speakers.titles import Title


def speaker_of(person: Person, article_id: str) -> Speaker:
    """The person of the archive: id and the fullest nominative name."""
    form = person.form
    somebody = known_person(person)
    if somebody is not None:
        return Speaker(somebody.id, form.shown if form.full else somebody.name_kk)
    if not form.full:
        return local_speaker(form.shown, article_id)
    base = person_id(form.shown)
    namesake = known(_bare_name(person))
    role = next((title for title in person.titles if title.kind == "role"), None)
    if namesake is not None and not form.patronymic and role is not None:
        base = f"{base}-{person_id(role.head)}"
    return Speaker(base, form.shown)


def local_speaker(name: str, article_id: str) -> Speaker:
    """Somebody told from others inside one article only."""
    return Speaker(f"{person_id(name)}.{article_id}", name)


def known_person(person: Person) -> KnownPerson | None:
    """Whom of the table a person of an article is; ``None`` when nobody, or when it is unsure."""
    form = person.form
    if form.full:
        somebody = known(_bare_name(person)) or (
            with_patronymic(form.given, form.last[0]) if form.polite else None
        )
        return somebody if somebody and _fits(person, somebody) else None
    for surname in form.last:
        found = [somebody for somebody in with_surname(surname) if _may_be(person, somebody)]
        if len(found) == 1:
            return found[0]
    return None


def _bare_name(person: Person) -> str:
    return f"{person.form.given} {person.form.last[0]}"


def _fits(person: Person, somebody: KnownPerson) -> bool:
    patronymic = plain(somebody.patronymic)
    if person.form.patronymic and patronymic and person.form.patronymic != patronymic:
        return False
    return not person.titles or any(_suits(title, somebody) for title in person.titles)


def _suits(title: Title, somebody: KnownPerson) -> bool:
    """A post of state suits somebody who held one; an occupation or kinship alone does not."""
    if title.office:
        return title.office.office in offices_of(somebody.id) or title.office.bare
    return title.kind == "office" or title.head in _PUBLIC


#: What holders of offices are called besides their office.
_PUBLIC = frozenset(
    ["жетекші", "көшбасшы", "қайраткер", "саясаткер", "үміткер", "бастық", "автор", "профессор"]
)


def _may_be(person: Person, somebody: KnownPerson) -> bool:
    """A surname alone is enough for few; else initials or a post of state must speak for it."""
    if person.form.initials and person.form.initials[0] != plain(somebody.given)[0]:
        return False
    if not _fits(person, somebody):
        return False
    held = any(title.office and title.office.office in offices_of(somebody.id) for title in person.titles)
    return somebody.alone or held or bool(person.form.initials)
