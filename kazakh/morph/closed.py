"""Closed classes: words whose stem stands in a table, not in the grammar."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def closed_class() -> dict[str, str]:
    """Form → lemma of pronouns, postpositions, conjunctions, contracted and irregular verbs.

    >>> closed_class()["оған"], closed_class()["боп"]
    ('ол', 'бол')
    """
    text = files("kazakh").joinpath("data/closed.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[2:])
    return {form: lemma for form, lemma, _ in rows}
