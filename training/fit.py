"""A log-linear ranker: weights by AdaGrad over groups of candidates, pure Python."""

from __future__ import annotations

from math import exp, sqrt
from random import Random
from typing import NamedTuple


class Choice(NamedTuple):
    """One training word: its weight, and for each candidate whether it is right and its features."""

    weight: float
    options: tuple[tuple[bool, tuple[int, ...]], ...]


class FeatureIds:
    """Numbers for feature strings, given in order of appearance."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}

    def of(self, names: list[str]) -> tuple[int, ...]:
        """Ids of the names, new ones added."""
        ids = self.ids
        return tuple(ids.setdefault(name, len(ids)) for name in names)


def fit(
    choices: list[Choice], size: int, epochs: int = 5, rate: float = 0.2, decay: float = 0.0, seed: int = 5
) -> list[float]:
    """Weights that make the right candidates probable, the mean over all epochs but the first.

    ``decay`` is an L2 pull towards zero; the mean is steadier than the last epoch's weights.
    """
    weights, squares, sums = [0.0] * size, [0.0] * size, [0.0] * size
    order, random = list(range(len(choices))), Random(seed)
    for epoch in range(epochs):
        random.shuffle(order)
        for index in order:
            _step(choices[index], weights, squares, rate, decay)
        if epoch:
            sums = [total + weight for total, weight in zip(sums, weights, strict=True)]
    return [total / max(1, epochs - 1) for total in sums]


def _step(choice: Choice, weights: list[float], squares: list[float], rate: float, decay: float) -> None:
    scores = [sum([weights[i] for i in ids]) for _, ids in choice.options]
    top = max(scores)
    odds = [exp(score - top) for score in scores]
    total = sum(odds)
    right = sum(odd for odd, (is_right, _) in zip(odds, choice.options, strict=True) if is_right)
    for odd, (is_right, ids) in zip(odds, choice.options, strict=True):
        slope = choice.weight * (odd / total - (odd / right if is_right and right else 0.0))
        if abs(slope) < 1e-4:
            continue
        for i in ids:
            pull = slope + decay * weights[i]
            squares[i] += pull * pull
            weights[i] -= rate * pull / sqrt(squares[i] + 0.2)
