"""Seeds and their weights: what a person thinks of a word, less the commoner it is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from kazakh.stem import stem
from training.topics.text import Sentence

#: A word in so few sentences has its full weight; no word has less than FLOOR of it.
RARE = 20
FLOOR = 0.4


class Row(NamedTuple):
    """A row of the table; ``origin`` is its column ``from``."""

    lemma: str
    topic: str
    weight: float
    origin: str


def read_seeds(path: Path) -> list[Row]:
    """Seeds with their strength as weight; a word that is no lemma is a ValueError."""
    seeds = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "topic\t")):
            continue
        topic, strength, lemmas = line.split("\t")
        for lemma in lemmas.split(", "):
            if lemma.count(" ") > 1:
                raise ValueError(f"{lemma}: one or two words")
            if any(stem(word) != word for word in lemma.split(" ")):
                raise ValueError(f"{lemma}: write {' '.join(map(stem, lemma.split(' ')))}")
            seeds.append(Row(lemma, topic, float(strength), f"hand {strength}"))
    return telling(seeds)


def telling(seeds: Sequence[Row]) -> list[Row]:
    """Without the phrases that say no more than a word in them: the word counts already."""
    strengths = {(seed.topic, seed.lemma): seed.weight for seed in seeds}

    def more(seed: Row) -> bool:
        words = seed.lemma.split(" ")
        return len(words) == 1 or all(seed.weight > strengths.get((seed.topic, w), 0) for w in words)

    return [seed for seed in seeds if more(seed)]


def rarity(count: int, total: int) -> float:
    """From 1 for a rare word down to FLOOR for one in every sentence."""
    value = math.log(total / max(count, RARE)) / math.log(total / RARE)
    return max(FLOOR, min(1.0, value))


def weighed(seeds: Sequence[Row], sentences: Iterable[Sentence]) -> list[Row]:
    """The seeds, each weight times the rarity of its lemma or phrase."""
    known = {seed.lemma for seed in seeds}
    counts: Counter[str] = Counter()
    total = 0
    for sentence in sentences:
        counts.update(sentence.units & known)
        total += 1
    return [seed._replace(weight=round(seed.weight * rarity(counts[seed.lemma], total), 2)) for seed in seeds]
