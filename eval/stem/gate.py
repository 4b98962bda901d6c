"""Quality floors of the stemmer, pinned to the data they were measured on.

    python -m eval.stem.gate --gold DIR [--cross --texts FILE... --wordlist FILE --names FILE...]

Without ``--cross`` the shipped model is measured on the dev gold it has learnt from, which only
guards against damage. ``--cross`` trains on one gold set and measures on the other: the honest
figures, in under a minute. Ends with status 1 below a floor, 2 if the data is not the pinned one.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from kazakh.morph.lemma import lemmatizer
from kazakh.stem import STEMMER_VERSION, stem
from training.evidence import read_lists
from training.sources import read_gold
from training.stem import Trainer, add_sources, unimorph_nominals

FLOORS = Path(__file__).with_name("floors.tsv")


class Score(NamedTuple):
    """Lemma accuracy over running words, and pairwise conflation F1 over different words."""

    accuracy: float
    conflation: float


def read_rows(path: Path) -> list[tuple[str, str]]:
    """Word and gold lemma of every running word."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(row[2], row[3]) for row in rows]


def score(rows: list[tuple[str, str]], stemmer: Callable[[str], str]) -> Score:
    """How well ``stemmer`` does on gold rows.

    >>> score([("үйді", "үй"), ("үйге", "үй"), ("су", "су")], lambda word: word[:2])
    Score(accuracy=1.0, conflation=1.0)
    """
    lemmas: dict[str, Counter[str]] = {}
    for word, lemma in rows:
        lemmas.setdefault(word, Counter())[lemma] += 1
    stems = {word: stemmer(word) for word in lemmas}
    gold = {word: counts.most_common(1)[0][0] for word, counts in lemmas.items()}
    right = sum(stems[word] == lemma for word, lemma in rows)
    both = _pairs(Counter((gold[word], stems[word]) for word in gold).values())
    found, wanted = _pairs(Counter(stems.values()).values()), _pairs(Counter(gold.values()).values())
    return Score(right / len(rows), 2 * both / (found + wanted) if found + wanted else 0.0)


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def digest(path: Path) -> str:
    """First 16 digits of the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def read_floors() -> list[tuple[str, str, str, float, float]]:
    """Kind (shipped or cross), gold set, digest, accuracy floor, conflation floor."""
    lines = FLOORS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return [(kind, name, pinned, float(accuracy), float(f1)) for kind, name, pinned, accuracy, f1 in rows]


def cross_stemmers(options: argparse.Namespace) -> dict[str, Callable[[str], str]]:
    """For each gold set, a stemmer that was trained on the other."""
    lists = read_lists(options.texts, options.wordlist, options.names)
    extra = unimorph_nominals(options.gold)
    other = {"ktb": "apt", "apt": "ktb"}
    gold = {name: read_gold(options.gold / f"{name}.tsv") for name in other}
    return {name: lemmatizer(Trainer(gold[other[name]], extra, lists).train(), {}) for name in other}


def main() -> int:
    """Measure, print a line for each floor, and say whether all hold."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_sources(parser)
    parser.add_argument("--cross", action="store_true", help="train on one set, measure on the other")
    options = parser.parse_args()
    stemmers: dict[str, dict[str, Callable[[str], str]]] = {"shipped": {"ktb": stem, "apt": stem}}
    if options.cross:
        stemmers["cross"] = cross_stemmers(options)
    status = 0
    print(f"stemmer {STEMMER_VERSION}")
    for kind, name, pinned, accuracy, f1 in read_floors():
        if kind not in stemmers:
            continue
        path = options.gold / f"{name}.tsv"
        if digest(path) != pinned:
            print(f"{path.name}: digest {digest(path)}, the floors are for {pinned}")
            return 2
        found = score(read_rows(path), stemmers[kind][name])
        holds = found.accuracy >= accuracy and found.conflation >= f1
        status = status if holds else 1
        print(
            f"{kind} {name}: accuracy {found.accuracy:.4f} (floor {accuracy}), "
            f"conflation F1 {found.conflation:.4f} (floor {f1}) {'holds' if holds else 'BELOW'}"
        )
    return status


if __name__ == "__main__":
    sys.exit(main())
