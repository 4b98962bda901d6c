"""Names that people type, to the codes and ids that are indexed, and back to labels."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from archive.errors import InvalidRequest
from archive.gazetteers import regions, topics
from archive.people import person_id
from kazakh.stem import stem
from kazakh.tokens import tokenize

_PEOPLE = ("speaker", "person")
_RUSSIAN_CASE = re.compile(r"(?<=[oe]v|in)(a|u|e|im|oi)$")


class NameResolver:
    """Regions by any name, abbreviation or code; topics by label or code; people by any form of their name.

    ``people`` gives id and name of everyone the archive knows; it is called when a name is asked for.
    """

    def __init__(self, people: Callable[[], Mapping[str, str]]) -> None:
        self._people = people

    def values(self, field: str, value: str) -> tuple[str, ...]:
        """What is indexed under the name ``value``; the value itself where nothing of that name is known."""
        if field == "region":
            code = regions.resolve_region(value)
            return (code,) if code else (value,)
        if field == "topic":
            code = topics.resolve_topic(value)
            return (code,) if code else (value,)
        if field in _PEOPLE:
            return self._person_ids(value) or (value,)
        return (value,)

    def filters(self, chosen: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """The filters of a request with every name resolved."""
        for field, values in chosen.items():
            if not all(value.strip() for value in values):
                raise InvalidRequest(field, "", "value")
        return {
            field: tuple(dict.fromkeys(code for value in values for code in self.values(field, value)))
            for field, values in chosen.items()
        }

    def _person_ids(self, typed: str) -> tuple[str, ...]:
        people = self._people()
        if typed in people:
            return (typed,)
        for wanted in (name_keys(typed), frozenset(_RUSSIAN_CASE.sub("", key) for key in name_keys(typed))):
            found = [known for known, name in people.items() if wanted and wanted <= name_keys(name)]
            if found:
                return tuple(sorted(found))
        return ()

    def label(self, field: str, value: str, lang: str) -> str:
        """A facet value as a person reads it."""
        if field == "region":
            return regions.label(value, lang)
        if field == "topic":
            return topics.label(value, lang)
        if field in _PEOPLE:
            return self._people().get(value, value)
        return value


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
    return {key for key in keys if not any(other != key and key.startswith(other) for other in keys)}


def _sound(slug: str) -> str:
    """A slug without what tells one orthography from another: қ and к, й before е, ы and і."""
    plain = slug.replace("q", "k").replace("yev", "ev").replace("aye", "ae").replace("y", "i")
    return re.sub(r"(.)\1+", r"\1", plain)
