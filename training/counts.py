"""Counts words of plain Kazakh text into the tables of ``kazakh/data`` that typing and Russian need.

``python -m training.counts TEXT...`` writes ``letter-triples.tsv`` and ``plain-letter-words.tsv``;
the heads of the two files, which say source and licence, are kept.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pymorphy3

from kazakh.alphabet import KAZAKH_ONLY

DATA = Path(__file__).resolve().parents[1] / "kazakh" / "data"
_WORD = re.compile("[а-яёәғқңөұүһі]+(?:-[а-яёәғқңөұүһі]+)*")
#: A line counts as Kazakh if so many of its words have a Kazakh letter.
_KAZAKH_SHARE = 0.3


def triples(forms: Counter[str]) -> list[tuple[str, int]]:
    """Letter triples of all forms that occur twice, each form weighing 1 + log2 of its count."""
    found: Counter[str] = Counter()
    for form, count in forms.items():
        padded = f"^^{form}$"
        for at in range(len(padded) - 2 if count > 1 else 0):
            found[padded[at : at + 3]] += 1 + math.log2(count)  # type: ignore[assignment]
    return sorted((triple, round(weight)) for triple, weight in found.items() if weight >= 4)


def plain_letter_words(lines: Iterable[list[str]]) -> list[tuple[str, int, int]]:
    """Words without Kazakh letters in Kazakh lines; Russian-known ones only if Kazakh words stand beside."""
    counts: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    for words in lines:
        kazakh = [not KAZAKH_ONLY.isdisjoint(word) for word in words]
        if not words or sum(kazakh) < _KAZAKH_SHARE * len(words):
            continue
        for at, word in enumerate(words):
            if not kazakh[at] and len(word) > 1:
                counts[word] += 1
                beside[word] += any(kazakh[max(at - 1, 0) : at + 2])
    known = pymorphy3.MorphAnalyzer(lang="ru").word_is_known
    rows = [(word, count, int(known(word))) for word, count in counts.items() if count >= 3]
    return sorted(
        (word, count, russian)
        for word, count, russian in rows
        if (beside[word] >= 0.4 * count if russian else count >= 12)
    )


def _rewrite(name: str, rows: Iterable[tuple[object, ...]]) -> None:
    path = DATA / name
    head = path.read_text(encoding="utf-8").splitlines()[:3]
    lines = head + ["\t".join(map(str, row)) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(paths: list[str]) -> None:
    lines = [
        _WORD.findall(line.lower())
        for path in paths
        for line in Path(path).read_text(encoding="utf-8").splitlines()
    ]
    _rewrite("letter-triples.tsv", triples(Counter(word for words in lines for word in words)))
    _rewrite("plain-letter-words.tsv", plain_letter_words(lines))


if __name__ == "__main__":
    main(sys.argv[1:])
