"""Train the ranker of the Kazakh stemmer.

    python -m training.stem --gold DIR --texts FILE... --wordlist kk_KZ.dic --names FILE... --out kazakh/data

``DIR`` holds ``ktb.tsv``, ``apt.tsv`` (UD Kazakh-KTB; hand-disambiguated Wikipedia) and
``unimorph.tsv``; ``--texts`` are raw texts that are only counted; ``kk_KZ.dic`` is of Debian's
package hunspell-kk. The same input gives the same model, byte for byte. A new model asks for a new
``STEMMER_VERSION`` (``eval.stem.version``) and new frequent forms (``training.frequent``).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from math import log2
from pathlib import Path
from random import Random
from typing import NamedTuple

from kazakh.morph.candidates import Candidate, candidates
from kazakh.morph.closed import closed_class
from kazakh.morph.features import (
    chain_features,
    ending_features,
    evidence_features,
    identity_features,
    letter_features,
    seam_features,
    size_features,
    syllables_of,
)
from kazakh.morph.lemma import lemmatizer
from kazakh.morph.rank import Ranker, profile_scores
from kazakh.morph.shapes import split
from training.evidence import EvidenceTable, Lists, read_lists
from training.fit import Choice, FeatureIds, fit
from training.sources import GoldWord, read_checked, read_gold
from training.write import write_model


class Settings(NamedTuple):
    """What was chosen by cross-training and cross-validation on the dev gold.

    ``rounds``: how often paradigms are counted anew with the learnt weights; ``unimorph``: how many
    of its nominal forms join in, each with ``unimorph_weight``; ``count_cap``: top weight of a word;
    ``orders``: fits in different orders, averaged.
    """

    epochs: int = 5
    rate: float = 0.07
    decay: float = 0.0
    rounds: int = 1
    unimorph: int = 4000
    unimorph_weight: float = 0.3
    count_cap: float = 6.0
    orders: int = 4


def inner_words(gold: Iterable[GoldWord]) -> list[GoldWord]:
    """The parts of gold words that the ranker sees: no closed classes, last part of compounds."""
    counts: dict[tuple[str, str, str], int] = {}
    for word, lemma, count, kind in gold:
        if word in closed_class():
            continue
        shape = split(word)
        if shape is not None:
            if not shape.inflected or not lemma.startswith(shape.kept):
                continue
            word, lemma = shape.inflected, lemma[len(shape.kept) :]
        if word.isalpha() and " " not in lemma:
            counts[word, lemma, kind] = counts.get((word, lemma, kind), 0) + count
    return [GoldWord(word, lemma, count, kind) for (word, lemma, kind), count in counts.items()]


class Trainer:
    """Learns weights from gold; afterwards holds ``weights``, ``stems`` and ``profiles``."""

    def __init__(
        self, gold: list[GoldWord], extra: list[GoldWord], lists: Lists, settings: Settings | None = None
    ) -> None:
        self.settings = settings or Settings()
        self.gold = inner_words([*gold, *read_checked()])
        self.extra = list(extra)
        Random(3).shuffle(self.extra)
        del self.extra[self.settings.unimorph :]
        self.known = EvidenceTable(self.gold, lists)
        self.weights: dict[str, float] = {}

    def train(self) -> Ranker:
        """Fit, count paradigms anew with what was learnt, fit again."""
        self.weights = self._fit()
        for _ in range(self.settings.rounds):
            self.known.sharpen(self._ranker(with_gold=False))
            self.weights = self._fit()
        return self._ranker()

    def _ranker(self, with_gold: bool = True) -> Ranker:
        self.stems, self.profiles = self.known.table(with_gold)
        return Ranker(self.weights, self.stems, profile_scores(self.weights, self.profiles))

    def _features(self, word: str, candidate: Candidate, without: GoldWord | None) -> list[str]:
        lemma, kind, parse, repair, misfit = candidate
        known = evidence_features(kind, self.known.of(lemma, without))
        if parse is None:
            return identity_features(word) + size_features(kind, len(word), 0) + known
        return (
            chain_features(kind, parse.layers)
            + ending_features(kind, parse, repair)
            + seam_features(parse.first.layer, lemma, misfit)
            + letter_features(kind, lemma)
            + size_features(kind, len(lemma), syllables_of(lemma))
            + known
        )

    def _fit(self) -> dict[str, float]:
        ids = FeatureIds()
        choices = [self._choice(entry, ids, self._weight(entry), entry) for entry in self.gold]
        choices += [self._choice(entry, ids, self.settings.unimorph_weight, None) for entry in self.extra]
        weights = self._mean_fit([choice for choice in choices if choice], len(ids.ids))
        return {name: round(weights[i], 3) for name, i in ids.ids.items() if abs(weights[i]) > 0.005}

    def _mean_fit(self, choices: list[Choice], size: int) -> list[float]:
        """The mean of fits in different orders, which leans on none of them."""
        settings = self.settings
        fits = [
            fit(choices, size, settings.epochs, settings.rate, settings.decay, seed)
            for seed in range(settings.orders)
        ]
        return [sum(values) / len(fits) for values in zip(*fits, strict=True)]

    def _weight(self, entry: GoldWord) -> float:
        return min(self.settings.count_cap, 1 + log2(entry.tokens))

    def _choice(
        self, entry: GoldWord, ids: FeatureIds, weight: float, without: GoldWord | None
    ) -> Choice | None:
        """The entry's candidates with the right ones marked; None if none is right."""
        found = list(candidates(entry.word))
        right = [option for option in found if option.lemma == entry.lemma]
        right = [option for option in right if option.kind in ("I", entry.kind)] or right
        if not right:
            return None
        return Choice(
            weight,
            tuple((option in right, ids.of(self._features(entry.word, option, without))) for option in found),
        )


def exceptions(gold: list[GoldWord], ranker: Ranker) -> dict[str, str]:
    """Gold lemma of the gold words that come out otherwise: what people said beats any guess."""
    lemma = lemmatizer(ranker, {})
    return {
        entry.word: entry.lemma
        for entry in gold
        if entry.word not in closed_class() and " " not in entry.lemma and lemma(entry.word) != entry.lemma
    }


def unimorph_nominals(folder: Path) -> list[GoldWord]:
    """UniMorph's nominal forms; its verbs have infinitives for lemmas and are left out."""
    return [entry for entry in read_gold(folder / "unimorph.tsv") if entry.kind == "N"]


def add_sources(parser: argparse.ArgumentParser) -> None:
    """The options that name the data, shared with eval/stem."""
    parser.add_argument("--gold", type=Path, required=True, help="folder of ktb.tsv, apt.tsv, unimorph.tsv")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="raw text, or JSON lines")
    parser.add_argument("--wordlist", type=Path, help="kk_KZ.dic of hunspell-kk")
    parser.add_argument("--names", type=Path, nargs="*", default=[], help="TSV with a column name or name_kk")


def main(arguments: list[str] | None = None) -> None:
    """Train on the named gold sets and write the model to ``--out``."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_sources(parser)
    parser.add_argument("--sets", default="ktb,apt", help="gold files to learn from, without .tsv")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    if options.wordlist is None:
        parser.error("--wordlist is needed")
    gold = read_gold(*(options.gold / f"{name}.tsv" for name in options.sets.split(",")))
    lists = read_lists(options.texts, options.wordlist, options.names)
    trainer = Trainer(gold, unimorph_nominals(options.gold), lists)
    ranker = trainer.train()
    write_model(
        options.out,
        trainer.weights,
        trainer.stems,
        trainer.profiles,
        exceptions([*read_checked(), *gold], ranker),
    )


if __name__ == "__main__":
    main()
