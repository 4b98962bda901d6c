"""The fields of an article that can be searched, with their names in three languages.

``kind`` says how a field is asked: ``text`` by stem in running text, ``facet`` and ``id`` by a whole
value, ``date`` by a day, a month, a year or a range.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from archive.errors import UnknownField
from kazakh.alphabet import fold_case, normalize

Kind = Literal["text", "facet", "date", "id"]
_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Field:
    """``name`` stands in URLs, JSON and the tree; ``kk`` and ``ru`` are what people may type instead.

    ``facet`` says whether pages count its values; ``label`` is the key of its name in the table of strings.
    """

    name: str
    kind: Kind
    facet: bool
    kk: tuple[str, ...]
    ru: tuple[str, ...]
    label: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the field: English, Kazakh, Russian."""
        return (self.name, *self.kk, *self.ru)


def _field(name: str, kind: Kind, kk: str, ru: str, facet: bool = False) -> Field:
    return Field(name, kind, facet, tuple(kk.split()), tuple(ru.split()), f"field.{name}")


FIELDS = (
    _field("title", "text", "тақырыпат", "заголовок"),
    _field("body", "text", "мәтін", "текст"),
    _field("quote", "text", "дәйексөз", "цитата"),
    _field("speaker", "facet", "сөйлеуші", "спикер", facet=True),
    _field("person", "facet", "тұлға", "персона"),
    _field("region", "facet", "өңір", "регион", facet=True),
    _field("topic", "facet", "тақырып", "тема", facet=True),
    _field("date", "date", "күні", "дата", facet=True),
    _field("source", "facet", "дереккөз", "источник", facet=True),
    _field("author", "facet", "автор", "автор"),
    _field("lang", "facet", "тіл", "язык"),
    _field("id", "id", "", ""),
)

_BY_NAME = {name: field for field in FIELDS for name in field.names}


def find(name: str) -> Field | None:
    """The field that is called so in any of the three languages, in any case.

    >>> find("Өңір").name, find("ДАТА").name, find("облыс")
    ('region', 'date', None)
    """
    return _BY_NAME.get(fold_case(normalize(name)))


def suggest(name: str) -> tuple[str, ...]:
    """The nearest names, best first; none when nothing is near.

    >>> suggest("тақырыб"), suggest("xyz")
    (('тақырып', 'тақырыпат'), ())
    """
    folded = fold_case(normalize(name))[:64]
    return tuple(get_close_matches(folded, _BY_NAME, n=_SUGGESTIONS))


def resolve(name: str) -> Field:
    """The field called ``name``.

    >>> resolve("сөйлеуші").name
    'speaker'

    Raises:
        UnknownField: with the nearest names as suggestions.
    """
    field = find(name)
    if field is None:
        raise UnknownField(name, suggest(name))
    return field
