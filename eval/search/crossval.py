"""Which ranking is best, and would it be on other queries: ``python -m eval.search.crossval FOLDER``.

FOLDER holds ``news_search`` and ``kazqad_mini``. Prints every step of docs/ranking.md with its nDCG@10 and
the p of a paired sign-flip test against the step before, then nested cross-validation: in every fold the
configuration is chosen anew, step by step, without the queries that it is then measured on.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from eval.search.lab import Config, Lab, Scores

FOLDS = 5
REPEATS = 3
_BARE = Config(
    kinds=(("all", 1.0),), title=2.0, b_title=0.75, b_body=0.75, asking=1.0, verbs=1.0, near=0.0, feedback=0.0
)
_ALL, _FORM = ("all", 1.0), ("form", 0.3)
_WHOLE_CUTS = (_ALL, ("whole4", 1.0), ("whole5", 0.6))
_CUTS = (_ALL, ("cut4", 1.0), ("cut5", 0.6))
#: Steps from the plainest ranking to the one chosen; each adds to the one before.
STEPS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("exact form alone", {"kinds": (("form", 1.0),), "title": 1.0}),
    ("lemma alone", {"kinds": (("lemma", 1.0),)}),
    ("lemma + first 5 letters of the word", {"kinds": (("lemma", 1.0), ("word5", 1.0))}),
    ("lemma with parts of hyphenated words (all)", {"kinds": (_ALL,)}),
    ("question words 0.1", {"asking": 0.1}),
    ("title 2", {"title": 2.0}),
    ("first 5 letters of the lemma 0.6 (cut5)", {"kinds": (_ALL, ("whole5", 0.6))}),
    ("first 4 letters of the lemma 1.0 (cut4)", {"kinds": _WHOLE_CUTS}),
    ("exact form 0.3", {"kinds": (*_WHOLE_CUTS, _FORM)}),
    ("b 0.5", {"b_title": 0.5, "b_body": 0.5}),
    ("finite verbs 0.6", {"verbs": 0.6}),
    ("nearness 0.3", {"near": 0.3}),
    ("feedback of 4 articles 0.3", {"feedback": 0.3}),
    ("beginnings of hyphenated parts in articles too", {"kinds": (*_CUTS, _FORM)}),
)
#: One thing changed in the chosen ranking.
VARIANTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("parts of hyphenated query words asked too", {"parts": True}),
    ("finite verbs 0.5", {"verbs": 0.5}),
    ("finite verbs 0.7", {"verbs": 0.7}),
    ("cut5 1.0 without cut4", {"kinds": (_ALL, ("cut5", 1.0), _FORM)}),
    ("cut4 0.6 without cut5", {"kinds": (_ALL, ("cut4", 0.6), _FORM)}),
    ("first 5 of the word instead of the cuts", {"kinds": (_ALL, ("word5", 0.5), _FORM)}),
    ("without the exact form", {"kinds": _CUTS}),
    ("root 0.5 more", {"kinds": (*_CUTS, _FORM, ("root", 0.5))}),
    ("letter 4-grams 0.5 more", {"kinds": (*_CUTS, _FORM, ("gram4", 0.5))}),
    ("best kind and 0.6 of the others", {"dismax": 0.6}),
    ("coordination 0.2", {"coordination": 0.2}),
    ("title and body as one field", {"joint": True}),
    ("title and body saturated apart", {"apart": True}),
    ("idf to the power 1.2", {"idf_power": 1.2}),
    ("k1 0.8", {"k1": 0.8}),
    ("k1 1.6", {"k1": 1.6}),
    ("without nearness", {"near": 0.0}),
    ("nearness 0.6", {"near": 0.6}),
    ("feedback of 3 articles", {"feedback_articles": 3}),
    ("feedback of 5 articles", {"feedback_articles": 5}),
    ("feedback of 8 articles", {"feedback_articles": 8}),
    ("feedback of 20 terms", {"feedback_terms": 20}),
    ("feedback 0.4", {"feedback": 0.4}),
    ("articles with a cut alone are hits too", {"strict": False}),
)
#: What nested cross-validation may choose from, one row after the other.
CHOICES: tuple[tuple[dict[str, Any], ...], ...] = (
    tuple(
        {"kinds": kinds}
        for kinds in (
            (_ALL,),
            (_ALL, ("cut5", 1.0)),
            (_ALL, ("word5", 1.0)),
            (_ALL, ("cut5", 0.6), _FORM),
            (_ALL, ("cut4", 0.6), _FORM),
            (*_CUTS, _FORM),
            (*_WHOLE_CUTS, _FORM),
            (_ALL, ("cut4", 1.0), ("cut6", 0.6), _FORM),
            (_ALL, ("gram4", 0.5), _FORM),
        )
    ),
    tuple({"asking": factor} for factor in (0.1, 0.3, 1.0)),
    tuple({"title": weight} for weight in (1.0, 2.0, 3.0)),
    tuple({"b_title": title, "b_body": body} for title, body in ((0.75, 0.75), (0.5, 0.5), (0.3, 0.6))),
    tuple(
        {"feedback": weight, "feedback_articles": articles}
        for weight, articles in ((0.0, 4), (0.2, 4), (0.3, 3), (0.3, 4), (0.3, 5), (0.3, 8), (0.4, 4))
    ),
    tuple({"verbs": factor} for factor in (1.0, 0.8, 0.6, 0.4)),
    tuple({"near": weight} for weight in (0.0, 0.3, 0.6)),
)


def compare(before: Scores, after: Scores, rounds: int = 4000) -> float:
    """p of a paired sign-flip test, two-sided."""
    difference = after - before
    flips = np.random.default_rng(7).choice((-1, 1), (rounds, len(difference)))
    return float((np.abs((flips * difference).mean(1)) >= abs(difference.mean()) - 1e-12).mean())


def choose(lab: Lab, chosen_on: list[np.ndarray]) -> Config:
    """The best of every row of ``CHOICES`` by the mean of both collections on the given queries."""
    config = _BARE
    for options in CHOICES:
        tried = [replace(config, **option) for option in options]
        config = max(tried, key=lambda one: _mean_on(lab, one, chosen_on))
    return config


def _mean_on(lab: Lab, config: Config, chosen_on: list[np.ndarray]) -> float:
    pairs = zip(lab.per_query(config), chosen_on, strict=True)
    return sum(float(scored[queries].mean()) for scored, queries in pairs)


def nested(lab: Lab, seed: int) -> tuple[float, float]:
    """Mean nDCG@10 of both collections, every query measured with a ranking chosen without it."""
    counts = [len(index.collection.queries) for index in lab.indexes]
    random = np.random.default_rng(seed)
    folds = [random.permutation(count) % FOLDS for count in counts]
    held_out: tuple[list[float], list[float]] = ([], [])
    for fold in range(FOLDS):
        config = choose(lab, [np.flatnonzero(of != fold) for of in folds])
        for out, scored, of in zip(held_out, lab.per_query(config), folds, strict=True):
            out.extend(scored[of == fold])
    return float(np.mean(held_out[0])), float(np.mean(held_out[1]))


def _row(lab: Lab, name: str, config: Config, before: Config | None) -> None:
    news, questions = lab.means(config)
    tests = (
        []
        if before is None
        else [
            f"{compare(a, b):.3f}" for a, b in zip(lab.per_query(before), lab.per_query(config), strict=True)
        ]
    )
    print("| " + " | ".join([name, f"{news:.4f}", f"{questions:.4f}", *tests]) + " |", flush=True)


def main(folder: Path) -> None:
    """Prints the tables of docs/ranking.md."""
    lab = Lab(folder)
    config, before = replace(_BARE, title=1.0), None
    for name, change in STEPS:
        config = replace(config, **change)
        _row(lab, name, config, before)
        before = config
    for name, change in VARIANTS:
        _row(lab, name, replace(Config(), **change), Config())
    held_out = [nested(lab, seed) for seed in range(REPEATS)]
    for news, questions in held_out:
        print(f"nested cross-validation: {news:.4f} {questions:.4f}")
    print("mean: {:.4f} {:.4f}".format(*np.mean(held_out, axis=0)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
