"""A name that a person typed for a speaker, to the person of the archive it means."""

from __future__ import annotations

from collections.abc import Mapping

from archive.errors import InvalidCorrection
from archive.extract.speakers.identity import local_speaker
from archive.gazetteers.offices import holder
from archive.gazetteers.people import by_id, known, with_surname
from archive.gazetteers.titles import office_of
from archive.model import Article, Speaker
from archive.people import person_id
from workspace.names import NameResolver

_LONGEST = 120


def speaker_of(typed: str, article: Article, people: Mapping[str, str], names: NameResolver) -> Speaker:
    """An id of the archive, a person of the tables, the holder of a title on the article's date, somebody the
    archive knows by that name, else somebody new.

    Raises:
        InvalidCorrection: no name, several people of that name, or a title whose holder is not known.
    """
    name = " ".join(typed.split())
    if name in people:
        return Speaker(name, people[name])
    if not any(char.isalpha() for char in name) or len(name) > _LONGEST:
        raise InvalidCorrection("speaker", typed, "no_name")
    return _in_tables(name, article) or _in_archive(name, article, people, names) or _new(name, article)


def _in_tables(name: str, article: Article) -> Speaker | None:
    namesakes = with_surname(name)
    somebody = known(name) or (namesakes[0] if len(namesakes) == 1 and namesakes[0].alone else None)
    if somebody is None and (office := office_of(name)) is not None:
        held = holder(office.office, article.date) if article.date else None
        somebody = by_id(held) if held else None
        if somebody is None:
            raise InvalidCorrection("speaker", name, "unknown_holder")
    return Speaker(somebody.id, somebody.name_kk) if somebody else None


def _in_archive(
    name: str, article: Article, people: Mapping[str, str], names: NameResolver
) -> Speaker | None:
    """Among the people of the article first, then among all."""
    here = {person.id for person in (*article.people, *article.speakers)}
    found = [key for key in names.values("speaker", name) if key in people]
    own = [key for key in found if key in here]
    shared = own or [key for key in found if "." not in key]
    if len(shared) > 1:
        exact = [key for key in shared if key == person_id(name)]
        if not exact:
            shown = [f"{people[key]} ({key})" for key in shared[:10]]
            raise InvalidCorrection("speaker", name, "ambiguous_name", shown)
        shared = exact
    return Speaker(shared[0], people[shared[0]]) if shared else None


def _new(name: str, article: Article) -> Speaker:
    """A full name is a person of the archive; a single word tells somebody inside one article only."""
    return Speaker(person_id(name), name) if " " in name else local_speaker(name, article.id)
