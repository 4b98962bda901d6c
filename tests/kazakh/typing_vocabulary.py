"""A vocabulary to look typed words up in: the most frequent words of public Kazakh text, by stem."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from kazakh.stem import stem

HERE = Path(__file__).parent


@cache
def vocabulary() -> dict[str, int]:
    """Stem → count of all its forms in the list."""
    lines = (HERE / "typing_vocabulary.tsv").read_text(encoding="utf-8").splitlines()[2:]
    counts: Counter[str] = Counter()
    for form, count in (line.split("\t") for line in lines):
        counts[stem(form)] += int(count)
    return dict(counts)


def known(form: str) -> int:
    """How often the stem of a form is in the vocabulary."""
    return vocabulary().get(stem(form), 0)
