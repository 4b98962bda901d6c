"""What was found against what is true, by the rules of the gold's own scorer.

A quotation is found when the words of its content agree by F1 of at least .8, each used once, best pair
first. A speaker is right when one name's words hold the other's, or the gold is a title and the source
is that title.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from archive.model import Quotation
from eval.quotes.gold import GoldArticle, GoldQuote

_WORD = re.compile(r"\w+")
ENOUGH = 0.8


@dataclass(slots=True)
class Tally:
    """Counts over articles: true and false finds and misses by name, speakers right and wrong."""

    counts: Counter[str] = field(default_factory=Counter)

    def f1(self, name: str) -> float:
        """F1 of ``direct``, ``reported``, ``regions`` or ``topics``; 1.0 if there was nothing to find.

        >>> round(Tally(Counter({"direct +": 8, "direct false": 2, "direct missed": 0})).f1("direct"), 3)
        0.889
        """
        right = 2 * self.counts[f"{name} +"]
        wrong = self.counts[f"{name} false"] + self.counts[f"{name} missed"]
        return right / (right + wrong) if right + wrong else 1.0

    def share(self, name: str) -> float:
        """Share of right answers to a yes-or-no question."""
        asked = self.counts[f"{name} yes"] + self.counts[f"{name} no"]
        return self.counts[f"{name} yes"] / asked if asked else 1.0

    def figures(self) -> dict[str, float]:
        """All figures a floor can be set for."""
        f1 = {name: self.f1(name) for name in ("direct", "reported", "regions", "topics")}
        shares = ("kind", "speaker direct", "speaker reported", "first topic", "unknown left unknown")
        return f1 | {name: self.share(name) for name in shares}


def tally(gold: list[GoldArticle]) -> Tally:
    """Everything counted over annotated articles."""
    total = Tally()
    for one in gold:
        _quotations(one, total.counts)
        _sets(total.counts, "regions", set(one.regions), {tag.code for tag in one.found.regions})
        topics = sorted(one.found.topics, key=lambda tag: -tag.score)
        _sets(total.counts, "topics", set(one.topics), {tag.code for tag in topics})
        _answer(total.counts, "first topic", bool(topics) and topics[0].code in one.topics)
    return total


def pairs(gold: GoldArticle) -> dict[int, int]:
    """Number of a gold quotation → number of the extracted one that matches it."""
    found = gold.found.quotations
    values = sorted(
        (
            (word_f1(quote.content, " ".join(other.content)), i, j)
            for i, quote in enumerate(gold.quotes)
            for j, other in enumerate(found)
        ),
        reverse=True,
    )
    matched: dict[int, int] = {}
    for value, i, j in values:
        if value >= ENOUGH and i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def word_f1(one: str, other: str) -> float:
    """F1 of two texts as bags of words.

    >>> word_f1("жол салынады", "жол биыл салынады")
    0.8
    """
    a, b = Counter(_WORD.findall(one.lower())), Counter(_WORD.findall(other.lower()))
    both = sum((a & b).values())
    return 2 * both / (sum(a.values()) + sum(b.values())) if both else 0.0


def same_speaker(gold: str, quotation: Quotation) -> bool:
    """Whether the speaker given is the one the gold names."""
    want = set(_WORD.findall(gold.lower()))
    name = set(_WORD.findall(quotation.speaker.name.lower())) if quotation.speaker else set()
    source = set(_WORD.findall(quotation.source.text.lower())) if quotation.source else set()
    return bool(name and (want <= name or name <= want)) or (bool(source) and want == source)


def _quotations(gold: GoldArticle, counts: Counter[str]) -> None:
    matched = pairs(gold)
    for i, quote in enumerate(gold.quotes):
        side = _side(quote.kind)
        if i not in matched:
            counts[f"{side} missed"] += 1
            continue
        found = gold.found.quotations[matched[i]]
        counts[f"{side} +"] += 1
        _answer(counts, "kind", _side(found.kind) == side)
        _speaker(counts, side, quote, found)
    for j, quotation in enumerate(gold.found.quotations):
        if j not in matched.values():
            counts[f"{_side(quotation.kind)} false"] += 1


def _speaker(counts: Counter[str], side: str, quote: GoldQuote, found: Quotation) -> None:
    if quote.speaker is None:
        _answer(counts, "unknown left unknown", found.speaker is None)
    else:
        _answer(counts, f"speaker {side}", same_speaker(quote.speaker, found))


def _sets(counts: Counter[str], name: str, want: set[str], have: set[str]) -> None:
    counts[f"{name} +"] += len(want & have)
    counts[f"{name} false"] += len(have - want)
    counts[f"{name} missed"] += len(want - have)


def _answer(counts: Counter[str], name: str, right: bool) -> None:
    counts[f"{name} {'yes' if right else 'no'}"] += 1


def _side(kind: str) -> str:
    return "direct" if kind == "direct" else "reported"
