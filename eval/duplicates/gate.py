"""Precision and recall of near duplicates on the set made by hand.

    python -m eval.duplicates.gate

prints them, by kind of pair, with the pairs that were missed or wrongly found. Each pair goes the way of the
archive: signatures, a shared key, sketches, then both texts are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from archive.duplicates import compare, features, may_be_alike, sign
from eval.duplicates.collection import Pair, negatives, positives
from eval.duplicates.families import Text

FLOORS = Path(__file__).with_name("floors.tsv")


@dataclass(frozen=True, slots=True)
class Result:
    """Pairs judged rightly, by what they are."""

    found: int
    missed: int
    invented: int
    refused: int

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.invented)

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed)


def is_alike(one: Text, other: Text) -> bool:
    """What the archive says of two texts."""
    a, b = sign(*one), sign(*other)
    if a.digest == b.digest:
        return True
    if not set(a.keys) & set(b.keys) or not may_be_alike((a.size, a.sketch), (b.size, b.sketch)):
        return False
    return compare(features(*one), features(*other)) is not None


def measure(pairs: Iterable[Pair]) -> tuple[Result, list[Pair]]:
    """The counts, and the pairs that were judged wrongly."""
    counts = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    wrong = []
    for pair in pairs:
        said = is_alike(pair.one, pair.other)
        counts[pair.alike, said] += 1
        if said != pair.alike:
            wrong.append(pair)
    result = Result(counts[True, True], counts[True, False], counts[False, True], counts[False, False])
    return result, wrong


def floors() -> dict[str, float]:
    """The figures that may not be fallen below."""
    rows = [line.split("\t") for line in FLOORS.read_text(encoding="utf-8").splitlines()]
    return {name: float(value) for name, value in rows[1:]}


def main() -> None:
    pairs = [*positives(), *negatives()]
    result, wrong = measure(pairs)
    kinds: dict[str, list[bool]] = defaultdict(list)
    for pair in pairs:
        kinds[pair.kind].append(pair not in wrong)
    for kind, right in kinds.items():
        print(f"{kind:20} {sum(right):4} of {len(right)} right")
    print(f"precision {result.precision:.3f}  recall {result.recall:.3f}  {result}")
    for pair in wrong:
        print("wrong:", pair.name, "(missed)" if pair.alike else "(invented)")


if __name__ == "__main__":
    main()
