"""How sure a quotation is: the probability that its words and, if one is given, its speaker are right.

The table holds counts on annotated articles by rule and by how the speaker is known, each shrunk to the
coarser groups so that few cases say little; ``eval/quotes/calibrate.py`` makes it and tells how well the
figures hold on articles that it has not seen.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

from archive.extract.reading import Reading
from archive.gazetteers.tables import rows
from archive.model import Annotations, Article, Quotation

TABLE = "quote_confidence.tsv"
#: Any rule, any evidence.
ANY = "*"


def confidence(article: Article, reading: Reading, found: Annotations) -> Annotations:
    """The annotations with the confidence of every quotation."""
    if not found.quotations:
        return found
    return replace(
        found, quotations=tuple(replace(one, confidence=probability(one)) for one in found.quotations)
    )


def probability(quotation: Quotation) -> float:
    """From 0 to 1, by kind, rule and evidence of a quotation."""
    return _probability(side(quotation), quotation.rule, quotation.evidence or "none")


def side(quotation: Quotation) -> str:
    """``direct`` or ``reported``: what the table keeps apart."""
    return "direct" if quotation.kind == "direct" else "reported"


@cache
def _probability(kind: str, rule: str, evidence: str) -> float:
    table = _table()
    if (kind, rule, evidence) in table:
        return table[kind, rule, evidence]
    base = table[kind, ANY, ANY]
    by_rule, by_evidence = table.get((kind, rule, ANY), base), table.get((kind, ANY, evidence), base)
    return round(combined(by_rule, by_evidence, base), 3)


def combined(by_rule: float, by_evidence: float, base: float) -> float:
    """What two shares say together if each only shifts the odds of the whole; never more than the higher.

    >>> round(combined(0.95, 0.9, 0.9), 2), round(combined(0.8, 0.8, 0.9), 2)
    (0.95, 0.64)
    """
    odds = _logit(by_rule) + _logit(by_evidence) - _logit(base)
    return min(1 / (1 + math.exp(-odds)), max(by_rule, by_evidence))


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


@cache
def _table() -> dict[tuple[str, str, str], float]:
    return {(row["kind"], row["rule"], row["evidence"]): float(row["probability"]) for row in rows(TABLE)}
