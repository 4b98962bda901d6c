"""Words that keep company with the seeds of one topic: pointwise mutual information in raw sentences."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path

from kazakh.stem import stem
from training.topics.text import Sentence
from training.topics.weigh import Row

#: A sentence is of a topic when its seeds weigh at least so much and twice as much as any other topic's.
ENOUGH = 3.0
#: A new word stands in so many sentences of topics, and in so large a share of them in those of its own.
FEWEST = 6
SHARE = 0.6
#: Least pointwise mutual information (bits) and weight of the strongest new word.
INFORMATION = 1.6
BEST = 1.0
LETTERS = 4


def subject(weights: dict[str, dict[str, float]], sentence: Sentence) -> str | None:
    """The topic of a sentence by its seeds, if one stands out."""
    totals: Counter[str] = Counter()
    # In a fixed order: a sum at the threshold must not hang on the order of a set.
    for unit in sorted(sentence.units & weights.keys()):
        for topic, weight in weights[unit].items():
            totals[topic] += weight  # type: ignore[assignment]
    ranked = totals.most_common(2)
    if not ranked or ranked[0][1] < ENOUGH:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1] else None


def read_refused(path: Path) -> frozenset[tuple[str, str]]:
    """Pairs of lemma and topic that a person judged to be chance."""
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")]
    return frozenset((cell[0], cell[1]) for cell in cells[1:])


def grown(
    seeds: Sequence[Row], sentences: Iterable[Sentence], refused: frozenset[tuple[str, str]]
) -> list[Row]:
    """New single words with their weight; names of people and places and numbers are no subjects."""
    weights: dict[str, dict[str, float]] = {}
    for seed in seeds:
        weights.setdefault(seed.lemma, {})[seed.topic] = seed.weight
    company = Company()
    for sentence in sentences:
        company.add(sentence, subject(weights, sentence), weights.keys())
    return [row for row in company.telling() if (row.lemma, row.topic) not in refused]


class Company:
    """Counts of lemmas: anywhere, as names, and in sentences of each topic."""

    def __init__(self) -> None:
        self.topics: Counter[str] = Counter()
        self.beside: Counter[tuple[str, str]] = Counter()
        self.anywhere: Counter[str] = Counter()
        self.named: Counter[str] = Counter()

    def add(self, sentence: Sentence, topic: str | None, seeds: Set[str]) -> None:
        """Counts one sentence, of a topic or of none; seeds themselves are not new."""
        lemmas = set(sentence.lemmas)
        self.named.update(sentence.names)
        self.anywhere.update(lemmas)
        if topic is not None:
            self.topics[topic] += 1
            self.beside.update((lemma, topic) for lemma in lemmas - seeds)

    def telling(self) -> Iterator[Row]:
        """The lemmas that tell a topic, by lemma."""
        of_topics: Counter[str] = Counter()
        for (lemma, _), count in self.beside.items():
            of_topics[lemma] += count
        total = self.topics.total()
        for (lemma, topic), count in sorted(self.beside.items()):
            share = count / of_topics[lemma]
            information = math.log2(share / (self.topics[topic] / total))
            telling = share >= SHARE and information >= INFORMATION
            if telling and count >= FEWEST and self._is_subject(lemma, count):
                yield Row(lemma, topic, round(BEST * share, 2), f"pmi {information:.1f}")

    def _is_subject(self, lemma: str, count: int) -> bool:
        """No name, no short or compound word, and not mostly in sentences of no topic."""
        common = self.named[lemma] * 2 < self.anywhere[lemma]
        return (
            common
            and lemma.isalpha()
            and len(lemma) >= LETTERS
            and stem(lemma) == lemma
            and (count >= self.anywhere[lemma] * SHARE / 2)
        )
