"""Fits and checks the table of confidence.

    python -m eval.quotes.calibrate --shared FOLDER [--write]

FOLDER holds docs_dev.jsonl and gold_dev.jsonl; the sample archive is the other half of the evidence.
Prints, by tenth of confidence, how many quotations there were and how many were right: once as fitted,
once with every article judged by a table that was fitted on the other folds, which is the honest figure.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from importlib.resources import files
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from archive.extract.confidence import ANY, TABLE, combined, side
from eval.quotes.gold import GoldArticle, dev_half, digest, sample_archive, sample_digest
from eval.quotes.score import pairs, same_speaker

FOLDS = 10
#: A group's own cases weigh as much as this many of its coarser group.
SHRINK = 4.0
#: The rules were written beside these very articles, which flatters them: odds are cut by so much.
FLATTERY = 0.6
#: No certainty from a few hundred cases.
LOWEST, HIGHEST = 0.02, 0.96
Key = tuple[str, str, str]
Table = dict[Key, tuple[int, int, float]]


class Case(NamedTuple):
    """One extracted quotation: where it belongs, and whether it was right."""

    article: str
    kind: str
    rule: str
    evidence: str
    right: bool


def cases(gold: list[GoldArticle]) -> list[Case]:
    """Every extracted quotation of annotated articles, judged."""
    found = []
    for one in gold:
        matched = {j: i for i, j in pairs(one).items()}
        for j, quotation in enumerate(one.found.quotations):
            right = j in matched
            if right and quotation.speaker is not None:
                want = one.quotes[matched[j]].speaker
                right = want is not None and same_speaker(want, quotation)
            evidence = quotation.evidence or "none"
            found.append(Case(one.id, side(quotation), quotation.rule, evidence, right))
    return found


def fit(judged: list[Case]) -> Table:
    """Group → cases, right ones, probability; ``*`` is any rule or any evidence.

    >>> table = fit([Case("a", "direct", "split", "named", True)] * 6)
    >>> round(table["direct", "*", "*"][2], 3), round(table["direct", "split", "named"][2], 3)
    (0.808, 0.935)
    """
    count: Counter[Key] = Counter()
    good: Counter[Key] = Counter()
    for case in judged:
        for rule in (case.rule, ANY):
            for evidence in (case.evidence, ANY):
                count[case.kind, rule, evidence] += 1
                good[case.kind, rule, evidence] += case.right
    shares: dict[Key, float] = {}
    for key in sorted(count, key=_coarse_first):
        shares[key] = _shrunk(key, count[key], good[key], shares)
    return {key: (count[key], good[key], _elsewhere(share)) for key, share in shares.items()}


def _elsewhere(share: float) -> float:
    """What a share here is worth on articles that no rule was written beside."""
    odds = share / (1 - share) * FLATTERY
    return odds / (1 + odds)


def _coarse_first(key: Key) -> tuple[int, Key]:
    return -sum(part == ANY for part in key), key


def _shrunk(key: Key, cases_: int, right: int, shares: dict[Key, float]) -> float:
    kind, rule, evidence = key
    if rule == evidence == ANY:
        return _inside((right + 1) / (cases_ + 2))
    base = coarser = shares[kind, ANY, ANY]
    if ANY not in (rule, evidence):
        coarser = combined(shares[kind, rule, ANY], shares[kind, ANY, evidence], base)
    return _inside((right + SHRINK * coarser) / (cases_ + SHRINK))


def _inside(share: float) -> float:
    return min(max(share, LOWEST), HIGHEST)


def probability(table: Table, case: Case) -> float:
    """What a table says of a case, in the way the program asks it."""
    key = case.kind, case.rule, case.evidence
    if key in table:
        return table[key][2]
    base = table[case.kind, ANY, ANY][2]
    rule = table.get((case.kind, case.rule, ANY), (0, 0, base))[2]
    evidence = table.get((case.kind, ANY, case.evidence), (0, 0, base))[2]
    return combined(rule, evidence, base)


def crossed(judged: list[Case]) -> list[float]:
    """For every case the probability from a table that has not seen its article."""
    folds = [int(hashlib.sha256(case.article.encode()).hexdigest(), 16) % FOLDS for case in judged]
    answers = [0.0] * len(judged)
    for fold in set(folds):
        table = fit([case for case, own in zip(judged, folds, strict=True) if own != fold])
        for number, (case, own) in enumerate(zip(judged, folds, strict=True)):
            if own == fold:
                answers[number] = probability(table, case)
    return answers


def by_tenth(judged: list[Case], answers: list[float]) -> list[tuple[int, int, float, float]]:
    """Tenth (9 is .9 to 1), cases, mean probability, share right."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for case, answer in zip(judged, answers, strict=True):
        groups.setdefault(min(9, int(answer * 10)), []).append((answer, case.right))
    return [
        (tenth, len(group), fmean(p for p, _ in group), fmean(right for _, right in group))
        for tenth, group in sorted(groups.items(), reverse=True)
    ]


def write(table: Table, judged: list[Case], note: str) -> None:
    """The table as the program reads it."""
    path = Path(str(files("archive"))) / "data" / TABLE
    lines = [
        f"# How often a quotation was right, by rule and evidence: {len(judged)} quotations ({note}).",
        "# Made by eval/quotes/calibrate.py: shares shrunk to the coarser groups (* is any). Apache-2.0.",
        "kind\trule\tevidence\tquotations\tright\tprobability",
    ]
    for key, (size, right, share) in table.items():
        lines.append("\t".join(map(str, (*key, size, right, round(share, 3)))))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Print both calibrations; ``--write`` the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, help="folder with docs_dev.jsonl and gold_dev.jsonl")
    parser.add_argument("--write", action="store_true", help="write the table into the program")
    options = parser.parse_args()
    gold = sample_archive() + (dev_half(options.shared) if options.shared else [])
    judged = cases(gold)
    table = fit(judged)
    fitted = [probability(table, case) for case in judged]
    for name, answers in (("fitted", fitted), (f"crossed over {FOLDS} folds of articles", crossed(judged))):
        print(f"{name}: {len(judged)} quotations, Brier {_brier(judged, answers):.4f}")
        for tenth, size, mean, share in by_tenth(judged, answers):
            print(f"  .{tenth}  {size:4d} quotations  said {mean:.3f}  right {share:.3f}")
    if options.write:
        note = f"samples {sample_digest()}" + (f", dev {digest(options.shared)}" if options.shared else "")
        write(table, judged, note)


def _brier(judged: list[Case], answers: list[float]) -> float:
    return sum((p - case.right) ** 2 for case, p in zip(judged, answers, strict=True)) / max(1, len(judged))


if __name__ == "__main__":
    main()
