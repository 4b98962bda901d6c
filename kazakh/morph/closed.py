"""Closed classes: words whose stem stands in a table, not in the grammar."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_EMPTY = frozenset({"conjunction", "copula", "particle", "postposition", "pronoun"})


def _rows() -> list[tuple[str, str, str]]:
    text = files("kazakh").joinpath("data/closed.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[2:])
    return [(form, lemma, kind) for form, lemma, kind in rows]


@cache
def function_words() -> frozenset[str]:
    """Forms and lemmas of words that join others and name nothing: pronouns, postpositions, conjunctions,
    particles, the copula; and the Russian ones.

    >>> [word in function_words() for word in ("және", "үшін", "который", "мектеп")]
    [True, True, True, False]
    """
    russian = files("kazakh").joinpath("data/russian-function-words.tsv").read_text(encoding="utf-8")
    kazakh = (word for form, lemma, kind in _rows() if kind in _EMPTY for word in (form, lemma))
    return frozenset((*kazakh, *russian.splitlines()[2:]))


@cache
def closed_class() -> dict[str, str]:
    """Form → lemma of pronouns, postpositions, conjunctions, contracted and irregular verbs.

    >>> closed_class()["оған"], closed_class()["боп"]
    ('ол', 'бол')
    """
    return {form: lemma for form, lemma, _ in _rows()}
