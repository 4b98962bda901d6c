"""The trained model: gzipped text files, read once.

``stem-weights.tsv.gz``: ``feature<TAB>weight``. ``stem-evidence.tsv.gz``: for every profile of
evidence its scores as nominal, verbal and unchanged word, the evidence itself, and all stems that
have it, separated by blanks. Lines that begin with ``#`` say source and licence.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files

from kazakh.morph.rank import Ranker

WEIGHTS = "stem-weights.tsv.gz"
EVIDENCE = "stem-evidence.tsv.gz"
EXCEPTIONS = "stem-exceptions.tsv"
FREQUENT = "frequent-forms.tsv.gz"


def read_rows(name: str) -> list[str]:
    """Data lines of a file in ``kazakh/data``, gzipped or not, without comments."""
    data = files("kazakh").joinpath(f"data/{name}").read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


@cache
def ranker() -> Ranker:
    """The ranker with the shipped weights.

    >>> max(ranker().options("мектептерімізде")).lemma
    'мектеп'
    """
    weights = {name: float(weight) for name, weight in (row.split("\t") for row in read_rows(WEIGHTS))}
    stems: dict[str, int] = {}
    scores: dict[str, list[float]] = {"N": [], "V": [], "I": []}
    for index, row in enumerate(read_rows(EVIDENCE)):
        nominal, verbal, unchanged, _, words = row.split("\t")
        scores["N"].append(float(nominal))
        scores["V"].append(float(verbal))
        scores["I"].append(float(unchanged))
        stems.update(dict.fromkeys(words.split(), index))
    return Ranker(weights, stems, scores)


@cache
def exceptions() -> dict[str, str]:
    """Form → lemma for frequent words of the gold that the ranker gets wrong by itself."""
    rows = (row.split("\t") for row in read_rows(EXCEPTIONS))
    return {row[0]: row[1] for row in rows}


def frequent_forms() -> dict[str, str]:
    """Form → stem of tens of thousands of frequent forms, as the ranker has them; read anew at every call.

    >>> frequent_forms()["қаласында"]
    'қала'
    """
    stems: dict[str, str] = {}
    for row in read_rows(FREQUENT):
        stem, forms = row.split("\t")
        stems.update(dict.fromkeys(forms.split(" "), stem))
    return stems
