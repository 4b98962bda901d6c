"""Train the ranker of the Kazakh stemmer.

    python -m training.stem --gold DIR --texts FILE... --wordlist kk_KZ.dic --names FILE... --out kazakh/data

``DIR`` holds ``ktb.tsv``, ``apt.tsv`` (UD Kazakh-KTB; hand-disambiguated Wikipedia) and ``unimorph.tsv``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import exp, log2
from random import Random
from typing import NamedTuple

from kazakh.morph.candidates import Candidate, candidates
from kazakh.morph.closed import closed_class
from kazakh.morph.features import (
    Evidence,
    bucket,
    ending_features,
    evidence_features,
    identity_features,
    seam_features,
    stem_features,
)
from kazakh.morph.rank import Ranker
from kazakh.morph.shapes import split_hyphen, split_number
from training.fit import Choice, FeatureIds, fit
from training.sources import GoldWord

Paradigms = dict[tuple[str, str], float]


class Lists(NamedTuple):
    """Evidence that is not gold: raw word counts, word list, infinitives, names."""

    raw: Counter[str]
    nominals: set[str]
    infinitives: set[str]
    names: set[str]


class Settings(NamedTuple):
    epochs: int = 5
    rate: float = 0.2
    decay: float = 0.0
    rounds: int = 2
    unimorph: int = 4000
    unimorph_weight: float = 0.3


def inner_words(gold: Iterable[GoldWord]) -> list[GoldWord]:
    """The parts of gold words that the ranker sees: no closed classes, last part of compounds."""
    found: dict[tuple[str, str], GoldWord] = {}
    for entry in gold:
        word, lemma = entry.word, entry.lemma
        if word in closed_class():
            continue
        shape = split_number(word) or split_hyphen(word)
        if shape is not None:
            if not shape.inflected or not lemma.startswith(shape.kept):
                continue
            word, lemma = shape.inflected, lemma[len(shape.kept):]
        if word.isalpha() and " " not in lemma:
            old = found.get((word, lemma))
            found[word, lemma] = GoldWord(word, lemma, entry.count + (old.count if old else 0), entry.kind)
    return list(found.values())


class Trainer:
    def __init__(self, gold: list[GoldWord], extra: list[GoldWord], lists: Lists, settings: Settings) -> None:
        self.gold, self.lists, self.settings = inner_words(gold), lists, settings
        Random(3).shuffle(extra := list(extra))
        self.extra = extra[:settings.unimorph]
        self.raw = {w: n for w, n in lists.raw.items() if "-" not in w and w not in closed_class() and len(w) > 1}
        self.verb_stems = _verb_stems(lists.infinitives)
        self.gold_counts = Counter((g.lemma, g.kind) for g in self.gold)
        self.paradigms = self._crude_paradigms()

    def _crude_paradigms(self) -> Paradigms:
        counts: Counter[tuple[str, str]] = Counter()
        for word in self.raw:
            for lemma, kind in {(c.lemma, c.kind) for c in candidates(word) if not c.misfit and c.kind != "I"}:
                counts[lemma, kind] += 1
        return {key: n for key, n in counts.items() if n >= 2}

    def evidence(self, lemma: str, without: GoldWord | None = None) -> Evidence:
        own = (without.lemma, without.kind) if without else None
        nominal = self.gold_counts[lemma, "N"] - (own == (lemma, "N"))
        verbal = self.gold_counts[lemma, "V"] - (own == (lemma, "V"))
        return Evidence(int(lemma in self.lists.nominals), int(lemma in self.verb_stems),
                        bucket(self.lists.raw.get(lemma, 0)),
                        bucket(self.paradigms.get((lemma, "N"), 0)), bucket(self.paradigms.get((lemma, "V"), 0)),
                        min(3, bucket(nominal)), min(3, bucket(verbal)), int(lemma in self.lists.names))

    def features(self, word: str, candidate: Candidate, without: GoldWord | None) -> list[str]:
        lemma, kind, parse, repair, misfit = candidate
        known = evidence_features(kind, self.evidence(lemma, without))
        if parse is None:
            return identity_features(word) + known
        return (ending_features(kind, parse, repair) + seam_features(parse.first.layer, lemma, misfit)
                + stem_features(kind, lemma) + known)

    def fit(self) -> dict[str, float]:
        ids, choices = FeatureIds(), []
        sets = [(self.gold, 1.0, True), (self.extra, self.settings.unimorph_weight, False)]
        for words, weight, leave_out in sets:
            for entry in words:
                options = []
                found = list(candidates(entry.word))
                right = [c for c in found if c.lemma == entry.lemma]
                if not right:
                    continue
                same = [c for c in right if c.kind in ("I", entry.kind)] or right
                for c in found:
                    options.append((c in same, ids.of(self.features(entry.word, c, entry if leave_out else None))))
                choices.append(Choice(weight * min(6.0, 1 + log2(entry.count)) if leave_out else weight, tuple(options)))
        s = self.settings
        weights = fit(choices, len(ids.ids), s.epochs, s.rate, s.decay)
        return {name: round(weights[i], 3) for name, i in ids.ids.items() if abs(weights[i]) > 0.01}

    def ranker(self, weights: dict[str, float]) -> Ranker:
        stems: dict[str, int] = {}
        profiles: dict[Evidence, int] = {Evidence(): 0}
        keys = {l for l, _ in self.paradigms} | set(self.raw) | self.lists.nominals | self.verb_stems | self.lists.names | {g.lemma for g in self.gold}
        for lemma in keys:
            e = self.evidence(lemma)
            if e != Evidence():
                stems[lemma] = profiles.setdefault(e, len(profiles))
        return Ranker(weights, stems, list(profiles))

    def soft_paradigms(self, ranker: Ranker) -> Paradigms:
        counts: dict[tuple[str, str], float] = {}
        for word in self.raw:
            options = ranker.options(word)
            if len(options) == 1:
                continue
            top = max(o.score for o in options)
            odds = [exp(o.score - top) for o in options]
            total = sum(odds)
            for o, odd in zip(options, odds):
                p = odd / total
                if o.kind != "I" and p > 0.02:
                    counts[o.lemma, o.kind] = counts.get((o.lemma, o.kind), 0.0) + p
        return {k: n for k, n in counts.items() if n > 0.3}

    def train(self) -> Ranker:
        ranker = self.ranker(self.fit())
        for _ in range(self.settings.rounds):
            self.paradigms = self.soft_paradigms(ranker)
            ranker = self.ranker(self.fit())
        return ranker


def _verb_stems(infinitives: set[str]) -> set[str]:
    """Stems that an infinitive in у may have: оқу → оқ, оқы; қою → қой."""
    stems = set()
    for word in infinitives:
        base = word[:-1]
        if word.endswith("у"):
            stems |= {base} if base[-1:] in "аеәоөиұүэ" else {base, base + "ы", base + "і"}
        elif word.endswith("ю"):
            stems |= {base + "й", base}
    return stems
