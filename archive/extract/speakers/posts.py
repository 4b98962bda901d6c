"""Whom a title without a name means: by the text, then by the date of the article, else by inference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from archive.extract.speakers.answers import Answer, named
from archive.extract.speakers.cast import Cast, Person, nearest
from archive.extract.speakers.identity import known_person, local_speaker
from archive.extract.speakers.titles import Title, covers, same_post
from archive.gazetteers.offices import HEAD_OF_STATE, holder, holder_since, offices_of
from archive.gazetteers.people import by_id, titled
from archive.model import Speaker

if TYPE_CHECKING:
    from archive.extract.reading import Reading
    from archive.model import Article

#: Regions that exist since this day: a text that names them is not older.
_NEW_REGIONS = frozenset(["жетісу", "абай", "ұлытау"])
_NEW_REGIONS_SINCE = dt.date(2022, 6, 8)
_HEADS = frozenset(["президент", "король", "канцлер", "көшбасшы"])
#: People of one article who are looked through for a title; a text of more is no article.
_MOST = 400


class Posts:
    """Resolves titles; ``last_subject`` tells who could be the subject before a place in the body."""

    def __init__(
        self, article: Article, reading: Reading, cast: Cast, last_subject: Callable[[int], Answer | None]
    ) -> None:
        self._article, self._reading, self._cast = article, reading, cast
        self._last_subject = last_subject

    def resolve(self, title: Title) -> Answer:
        """Somebody, or the title itself as a speaker of this article alone."""
        found = self._own_title(title) or self._same_title(title) or self._foreign_head(title)
        found = found or self._office_holder(title) or self._general_word(title)
        if found is None:
            return Answer(local_speaker(title.phrase, self._article.id), "title")
        if found.person is not None and title.kind == "office":
            found.person.titles.append(title)
        return found

    def _own_title(self, title: Title) -> Answer | None:
        """Елбасы and the like, whatever the date."""
        somebody = titled(title.phrase)
        return self._holder(somebody.id, "title_by_date") if somebody else None

    def _same_title(self, title: Title) -> Answer | None:
        """Somebody whom the text gives this title: the one so called last before, else the first after."""
        found = self._people(lambda held: same_post(title, held))
        if not found and title.kind == "kin":
            found = self._people(lambda held: held.head == title.head)
            found = found if len(found) == 1 else []
        return self._nearest(title, found)

    def _foreign_head(self, title: Title) -> Answer | None:
        """Мемлекет басшысы of another state: the only president of a text in which ours is not named."""
        if title.office is None or title.office.office != HEAD_OF_STATE:
            return None
        if any(HEAD_OF_STATE in offices_of(somebody) for _, somebody in self._known()):
            return None
        if "қазақстан" in " ".join(title.phrase.lower().split()[:-1]):
            return None
        found = self._people(lambda held: held.abroad and held.head in _HEADS)
        return self._nearest(title, found) if len(found) == 1 and not self._names_ours() else None

    def _names_ours(self) -> bool:
        lower = self._reading.lower
        return any(
            word.startswith("қазақстан") and lower[at + 1 : at + 2] and lower[at + 1].startswith("президент")
            for at, word in enumerate(lower)
        )

    def _people(self, suits: Callable[[Title], bool]) -> list[Person]:
        people = self._cast.people[:_MOST]
        return [person for person in people if person.sure and any(map(suits, person.titles[:_MOST]))]

    def _nearest(self, title: Title, people: list[Person]) -> Answer | None:
        if not people:
            return None
        return named(nearest(people, title.start), self._article.id, "title_in_text")

    def _office_holder(self, title: Title) -> Answer | None:
        if title.office is None:
            return None
        office, date = title.office.office, self._article.date
        if date is not None:
            return self._holder(holder(office, date), "title_by_date")
        held = {somebody: person for person, somebody in self._known() if office in offices_of(somebody)}
        if len(held) > 1:
            held = {key: person for key, person in held.items() if not _is_former(person)}
        if len(held) == 1:
            return named(next(iter(held.values())), self._article.id, "title_inferred")
        if held or not self._is_recent():
            return None
        return self._holder(holder_since(office, _NEW_REGIONS_SINCE), "title_inferred")

    def _known(self) -> Iterator[tuple[Person, str]]:
        for person in self._cast.people[:_MOST]:
            somebody = known_person(person)
            if somebody is not None:
                yield person, somebody.id

    def _holder(self, holder_id: str | None, evidence: str) -> Answer | None:
        if holder_id is None:
            return None
        for person, somebody in self._known():
            if somebody == holder_id:
                return named(person, self._article.id, evidence)
        found = by_id(holder_id)
        return Answer(Speaker(found.id, found.name_kk), evidence) if found else None

    def _is_recent(self) -> bool:
        """Whether an undated text names a region that was made in 2022."""
        lower = self._reading.lower
        return any(
            word in _NEW_REGIONS and lower[at + 1 : at + 2] and lower[at + 1].startswith("облыс")
            for at, word in enumerate(lower)
        )

    def _general_word(self, title: Title) -> Answer | None:
        """A general word for somebody named under a nearer title, or for the only person it can mean."""
        if title.kind == "kin" or title.abroad or (title.office and not title.office.bare):
            return None
        found = self._nearest(title, self._people(lambda held: covers(title, held)))
        if found or title.of or title.office:
            return found
        last = self._last_subject(title.start)
        if last is None or last.person is None or not self._may_be_meant(title, last.person):
            return None
        return last._replace(evidence="title_last_person")

    def _may_be_meant(self, title: Title, person: Person) -> bool:
        """Somebody without a title of another kind; a post only of the one person there is."""
        if sum(other.sure and other.first < title.start for other in self._cast.people[:_MOST]) == 1:
            return True
        return title.kind == "role" and all(held.kind == "kin" for held in person.titles)


def _is_former(person: Person) -> bool:
    """Whether the text calls somebody a former holder, or by a title that is his alone (Елбасы)."""
    return any(title.former or titled(title.phrase) for title in person.titles)
