"""Names that people type, to the codes and ids that are indexed, and back to labels."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from archive.errors import InvalidRequest
from archive.extract.speakers.typed import nominative_title, without_titles
from archive.gazetteers import regions, topics
from archive.gazetteers.offices import HEAD_OF_STATE, Term, offices_of, terms
from archive.gazetteers.organisations import organisation
from archive.gazetteers.people import all_people, by_id, titled
from archive.gazetteers.titles import office_of
from archive.people import person_id
from index.query.ast import And, FieldValue, Node, Or
from index.resolve import Dated, resolve
from kazakh.stem import stem
from kazakh.tokens import tokenize

_PEOPLE = ("speaker", "person")
#: Any day that an article can have.
ALWAYS = ("1800-01-01", "2100-12-31")
_SHORTEST_CUT = 3
#: Russian endings of names by their keys with the nominative's, tried in turn: none, Токаева, Хасеновой,
#: Зеленского, Трампом.
_RUSSIAN_CASES = (
    (re.compile("$"), ""),
    (re.compile(r"(?<=[oe]v|in)(a|u|e|im|oi|ami)$"), ""),
    (re.compile(r"(?<=[oe]v|in)(oi|u)$"), "a"),
    (re.compile(r"(?<=sk)(ogo|omu|im|om)$"), "i"),
    (re.compile(r"(?<=[^aeiou])(a|u|om|e)$"), ""),
)


class NameResolver:
    """Regions by any name, abbreviation or code; topics by label or code; people by any form of their name,
    by a title of state, by the name of a body.

    ``people`` gives id and name of everyone the archive knows; it is called when a name is asked for.
    """

    def __init__(self, people: Callable[[], Mapping[str, str]]) -> None:
        self._people = people

    def values(self, field: str, value: str) -> tuple[str, ...]:
        """What is indexed under the name ``value``; the value itself where nothing of that name is known. A
        title of state means all who ever held the office (``dated`` says when)."""
        if field == "region":
            code = regions.resolve_region(value)
            return (code,) if code else (value,)
        if field == "topic":
            code = topics.resolve_topic(value)
            return (code,) if code else (value,)
        if field in _PEOPLE:
            held = tuple(dict.fromkeys(each.value for each in self.dated(field, value)))
            return held or self._person_ids(value) or (value,)
        return (value,)

    def dated(self, field: str, value: str) -> tuple[Dated, ...]:
        """Who a title of state means, with the days of each term; in undated articles any of the holders.

        Speakers who are known by that title alone are meant on any day: each is of one article.
        """
        if field not in _PEOPLE or value in self._people():
            return ()
        office = office_of(nominative_title(value))
        if office is None:
            return ()
        held = [
            Dated(term.holder, *days)
            for term in terms(office.office)
            if term.confidence != "memory" and (days := _days(term))
        ]
        anyone = dict.fromkeys(each.value for each in held if _highest(each.value, office.office))
        unnamed = [
            key for key, name in self._people().items() if "." in key and _is_office(name, office.office)
        ]
        return (
            *held,
            *(Dated(key, *ALWAYS) for key in unnamed),
            *(Dated(key, None, None) for key in (*anyone, *unnamed)),
        )

    def filters(self, chosen: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """The filters of a request with every name resolved; those with a title in them are left to
        ``narrowed``."""
        for field, values in chosen.items():
            if not all(value.strip() for value in values):
                raise InvalidRequest(field, "", "value")
        return {
            field: tuple(dict.fromkeys(code for value in values for code in self.values(field, value)))
            for field, values in chosen.items()
            if not self._has_title(field, values)
        }

    def narrowed(self, node: Node, chosen: Mapping[str, tuple[str, ...]]) -> Node:
        """A query as typed together with the filters that hold a title, every name in it resolved."""
        titled: list[Node] = []
        for field, values in chosen.items():
            if self._has_title(field, values):
                nodes = tuple(FieldValue(field, value) for value in values)
                titled.append(Or(nodes) if len(nodes) > 1 else nodes[0])
        return resolve(And((node, *titled), True) if titled else node, self)

    def _has_title(self, field: str, values: Iterable[str]) -> bool:
        return field in _PEOPLE and any(self.dated(field, value) for value in values)

    def _person_ids(self, typed: str) -> tuple[str, ...]:
        people = self._people()
        if typed in people:
            return (typed,)
        if (somebody := titled(typed)) is not None:
            return (somebody.id,)
        body = organisation(typed)
        found = {person_id(body.name_kk)} if body else set()
        keys = name_keys(without_titles(typed))
        for ending, nominative in _RUSSIAN_CASES:
            wanted = frozenset(ending.sub(nominative, key) for key in keys)
            near = ((known, name) for known, name in people.items() if _may_mean(wanted, name))
            found |= {known for known, name in near if _means(wanted, name_keys(name))}
            found |= {
                person.id
                for person in all_people()
                if any(_means(wanted, name_keys(name)) for name in person.names)
            }
            if found:
                break
        return tuple(sorted(found))

    def label(self, field: str, value: str, lang: str) -> str:
        """A facet value as a person reads it."""
        return self.labels(field, (value,), lang)[0]

    def labels(self, field: str, values: Sequence[str], lang: str) -> list[str]:
        """Many values of a facet as a person reads them."""
        if field == "region":
            return [regions.label(value, lang) for value in values]
        if field == "topic":
            return [topics.label(value, lang) for value in values]
        if field in _PEOPLE:
            known = self._people()
            return [_name(value, known, lang) for value in values]
        return list(values)


def _name(person: str, known: Mapping[str, str], lang: str) -> str:
    somebody = by_id(person)
    if somebody is None:
        return known.get(person) or person
    if lang == "ru" and somebody.name_ru:
        return somebody.name_ru
    return known.get(person) or somebody.name_kk


def _days(term: Term) -> tuple[str, str] | None:
    """First and last day of a term as far as it is sure; ``None`` when nothing is left of it."""
    first, last = term.start.last_day, term.verified_until
    if term.end is not None:
        last = min(term.end.first_day - dt.timedelta(days=1), last)
    return (first.isoformat(), last.isoformat()) if first <= last else None


def _highest(person: str, office: str) -> bool:
    """Whether an undated article would call a person by this office rather than as head of state."""
    return office == HEAD_OF_STATE or HEAD_OF_STATE not in offices_of(person)


def _is_office(name: str, office: str) -> bool:
    """Whether a speaker is known by a title only, because nobody is known to have held it on that day."""
    meant = office_of(name)
    return meant is not None and meant.office == office


def _means(wanted: frozenset[str], held: frozenset[str]) -> bool:
    """Whether every word typed is in a name; a single letter stands for a word that begins with it."""
    letters = {key for key in wanted if len(key) == 1}
    words = wanted - letters
    others = held - words
    return bool(words) and words <= held and all(any(key[0] == one for key in others) for one in letters)


def _may_mean(wanted: frozenset[str], name: str) -> bool:
    """Whether a name sounds near enough to be looked at closely: every word typed, but for its last letter,
    begins a word of it. Quick, since a large archive knows a hundred thousand names."""
    sounds = _sounds(name)
    return all("-" + (key[:-1] if len(key) > _SHORTEST_CUT else key) in sounds for key in wanted)


@lru_cache(maxsize=200_000)
def _sounds(name: str) -> str:
    return "-" + _sound(person_id(name))


@lru_cache(maxsize=200_000)
def name_keys(name: str) -> frozenset[str]:
    """Keys of the words of a name, equal for its case forms and its Kazakh, Russian and Latin spellings.

    >>> name_keys("Тоқаевтың") == name_keys("Токаев") == name_keys("Tokayev")
    True
    """
    keys: set[str] = set()
    for token in tokenize(name):
        for word in dict.fromkeys((token.text, stem(token.text.lower()))):
            keys.add(_sound(person_id(word)))
    return frozenset(_shortest(keys))


def _shortest(keys: set[str]) -> set[str]:
    """Of a word and its stem one key is enough: the shorter, which begins the longer."""
    return {key for key in keys if len(key) == 1 or not any(_begins(other, key) for other in keys)}


def _begins(other: str, key: str) -> bool:
    return len(other) > 1 and other != key and key.startswith(other)


def _sound(slug: str) -> str:
    """A slug without what tells one orthography from another: қ and к, й before е, ы and і."""
    plain = slug.replace("q", "k").replace("yev", "ev").replace("aye", "ae").replace("y", "i")
    plain = plain.replace("j", "zh").replace("kh", "h").replace("dzh", "zh")
    return re.sub(r"(.)\1+", r"\1", plain)
