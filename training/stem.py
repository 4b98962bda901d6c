"""Train the ranker of the Kazakh stemmer.

    python -m training.stem --gold DIR --texts FILE... --wordlist kk_KZ.dic --names FILE... --out kazakh/data

``DIR`` holds ``ktb.tsv``, ``apt.tsv`` (UD Kazakh-KTB; hand-disambiguated Wikipedia) and ``unimorph.tsv``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from math import exp, log2
from random import Random
from pathlib import Path
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
    syllables_of,
)
from kazakh.morph.rank import Ranker, profile_scores
from kazakh.morph.shapes import split_hyphen, split_number
from training.fit import Choice, FeatureIds, fit
from training.sources import GoldWord, read_gold, read_names, read_texts, read_wordlist
from training.write import write_model

#: Layers that never make a new word.
INFLECTION = frozenset(
    "PL P3 GEN DAT DATP ACCP LOC LOCP ABL ABLP INS ATR ATRP C3 NEG CVP PRS PP HAB CND I3 PAS".split())
VOICE = frozenset({"PAS", "REF", "RCP", "CAU"})

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
        self.listed = _listed(lists.nominals, self.verb_stems)
        self.gold_counts = Counter((g.lemma, g.kind) for g in self.gold)
        self.crude = self._crude_paradigms()
        self.paradigms = self.crude
        self.weights: dict[str, float] = {}

    def _crude_paradigms(self) -> Paradigms:
        counts: Counter[tuple[str, str]] = Counter()
        for word in self.raw:
            for lemma, kind in {(c.lemma, c.kind) for c in candidates(word) if not c.misfit and c.parse is not None and c.parse.layers[0] not in VOICE}:
                counts[lemma, kind] += 1
        return {key: n for key, n in counts.items() if n >= 2}

    def evidence(self, lemma: str, without: GoldWord | None = None, gold: bool = True) -> Evidence:
        own = (without.lemma, without.kind) if without else None
        nominal = self.gold_counts[lemma, "N"] - (own == (lemma, "N"))
        verbal = self.gold_counts[lemma, "V"] - (own == (lemma, "V"))
        return Evidence(self.listed.get(lemma, 0), int(lemma in self.verb_stems),
                        bucket(self.lists.raw.get(lemma, 0) - 1),
                        bucket(self.paradigms.get((lemma, "N"), 0)), bucket(self.paradigms.get((lemma, "V"), 0)),
                        min(3, bucket(nominal)) * gold, min(3, bucket(verbal)) * gold, int(lemma in self.lists.names),
                        bucket(self.crude.get((lemma, "N"), 0)), bucket(self.crude.get((lemma, "V"), 0)))

    def features(self, word: str, candidate: Candidate, without: GoldWord | None) -> list[str]:
        lemma, kind, parse, repair, misfit = candidate
        known = evidence_features(kind, self.evidence(lemma, without))
        if parse is None:
            return identity_features(word) + known
        return (ending_features(kind, parse, repair) + seam_features(parse.first.layer, lemma, misfit)
                + stem_features(kind, lemma, syllables_of(lemma)) + known)

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

    def ranker(self, weights: dict[str, float], gold: bool = True) -> Ranker:
        stems: dict[str, int] = {}
        profiles: dict[Evidence, int] = {Evidence(): 0}
        keys = {l for l, _ in self.paradigms} | set(self.raw) | self.lists.nominals | self.verb_stems | self.lists.names | {g.lemma for g in self.gold}
        for lemma in keys:
            e = self.evidence(lemma, None, gold)
            if e != Evidence():
                stems[lemma] = profiles.setdefault(e, len(profiles))
        self.stems, self.profiles = stems, list(profiles)
        return Ranker(weights, stems, profile_scores(weights, self.profiles))

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
                if o.parse is not None and p > 0.02 and o.parse.layers[0] not in VOICE:
                    counts[o.lemma, o.kind] = counts.get((o.lemma, o.kind), 0.0) + p
        return {k: n for k, n in counts.items() if n > 0.3}

    def train(self) -> Ranker:
        weights = self.fit()
        for _ in range(self.settings.rounds):
            self.paradigms = self.soft_paradigms(self.ranker(weights, gold=False))
            weights = self.fit()
        self.weights = weights
        return self.ranker(weights)


def _listed(nominals: set[str], verb_stems: set[str]) -> dict[str, int]:
    """Listed words: 1 a stem, 2 reads as a regular form of a listed nominal, 3 of a listed verb.

    Word lists made from texts hold inflected forms among the stems.
    """
    found = {}
    for word in nominals:
        found[word] = 1
        for c in candidates(word):
            if c.parse is None or c.misfit or c.lemma == word or not INFLECTION.issuperset(c.parse.layers):
                continue
            if c.kind == "N" and c.lemma in nominals:
                found[word] = 2
            elif c.kind == "V" and c.lemma in verb_stems and found[word] != 2:
                found[word] = 3
    return found


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


def exceptions(gold: list[GoldWord], closed: dict[str, str]) -> dict[str, str]:
    """Gold lemma of every gold word outside the closed classes: what people said beats any guess."""
    return {entry.word: entry.lemma for entry in gold if entry.word not in closed and " " not in entry.lemma}


def main(arguments: list[str] | None = None) -> None:
    """Train on every gold file found in ``--gold`` and write the model to ``--out``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--sets", default="ktb,apt", help="gold files to learn from, without .tsv")
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    parser.add_argument("--wordlist", type=Path, required=True, help="kk_KZ.dic of hunspell-kk")
    parser.add_argument("--names", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    gold = read_gold(*(options.gold / f"{name}.tsv" for name in options.sets.split(",")))
    extra = [entry for entry in read_gold(options.gold / "unimorph.tsv") if entry.kind == "N"]
    lists = Lists(read_texts(options.texts), *read_wordlist(options.wordlist), read_names(options.names))
    trainer = Trainer(gold, extra, lists, Settings())
    trainer.train()
    write_model(options.out, trainer.weights, trainer.stems, trainer.profiles, exceptions(gold, closed_class()))


if __name__ == "__main__":
    main()
