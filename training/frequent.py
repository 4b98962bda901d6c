"""Stems of frequent forms, learnt by heart before a mass of text is analysed.

    python -m training.frequent TEXT...

writes ``kazakh/data/frequent-forms.tsv.gz``: every form that occurs twice in the texts, with the answer of
the present stemmer, so it is run again whenever an answer changes (a test compares). It only saves time.
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from pathlib import Path

from kazakh.morph.lemma import lemmatizer
from kazakh.morph.model import FREQUENT, exceptions, ranker
from training.counts import DATA
from training.sources import read_texts

_LEAST = 2
_HEAD = """\
# Stems of forms that occur at least twice in 2 million words of public Kazakh news, Wikipedia and KazNERD
# (CC BY 4.0), counted by the authors, facts only; answers of the trained stemmer. Licence: CC BY-SA 4.0.
# stem\tforms
"""


def rows(counts: Counter[str]) -> list[str]:
    """A row for every stem: the stem, then its forms."""
    lemma = lemmatizer(ranker(), exceptions())
    forms: dict[str, list[str]] = {}
    for form, count in counts.items():
        if count >= _LEAST and len(form) > 1:
            forms.setdefault(lemma(form), []).append(form)
    return [f"{stem}\t{' '.join(sorted(found))}" for stem, found in sorted(forms.items())]


def main(paths: list[str]) -> None:
    text = _HEAD + "\n".join(rows(read_texts(map(Path, paths)))) + "\n"
    (DATA / FREQUENT).write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


if __name__ == "__main__":
    main(sys.argv[1:])
