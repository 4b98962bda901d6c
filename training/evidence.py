"""What is known of a stem before any weight is learnt: word lists, raw text, gold, names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import exp
from pathlib import Path
from typing import NamedTuple

from kazakh.morph.candidates import candidates
from kazakh.morph.closed import closed_class
from kazakh.morph.features import VOICES, Evidence, bucket
from kazakh.morph.rank import Ranker
from training.sources import GoldWord, read_names, read_texts, read_wordlist

#: (stem, kind) → how many different words of raw text are, or may be, its forms.
Paradigms = dict[tuple[str, str], float]
#: Layers that never make a new word.
INFLECTION = frozenset(
    (
        "PL",
        "P3",
        "GEN",
        "DAT",
        "DATP",
        "ACCP",
        "LOC",
        "LOCP",
        "ABL",
        "ABLP",
        "INS",
        "ATR",
        "ATRP",
        "C3",
        "NEG",
        "CVP",
        "PRS",
        "PP",
        "HAB",
        "CND",
        "I3",
        "PAS",
    )
)
_GOLD_TOP = 3


class Lists(NamedTuple):
    """Evidence that is not gold: raw word counts, word list, infinitives, names."""

    raw: Counter[str]
    nominals: set[str]
    infinitives: set[str]
    names: set[str]


def read_lists(texts: Iterable[Path], wordlist: Path, names: Iterable[Path]) -> Lists:
    """Reads them all; see ``sources`` for the formats."""
    return Lists(read_texts(texts), *read_wordlist(wordlist), read_names(names))


class EvidenceTable:
    """Looks up ``Evidence`` for any stem; ``paradigms`` sharpen from round to round."""

    def __init__(self, gold: list[GoldWord], lists: Lists) -> None:
        self.lists = lists
        self.words = [
            word for word in lists.raw if word.isalpha() and len(word) > 1 and word not in closed_class()
        ]
        self.verb_stems = verb_stems(lists.infinitives)
        self.listed = listed(lists.nominals, self.verb_stems)
        self.gold = Counter((entry.lemma, entry.kind) for entry in gold)
        self.possible = self._possible_paradigms()
        self.paradigms = self.possible

    def _possible_paradigms(self) -> Paradigms:
        """Raw words that may be a form of a stem, whatever else they may be."""
        counts: Counter[tuple[str, str]] = Counter()
        for word in self.words:
            counts.update(
                {
                    (found.lemma, found.kind)
                    for found in candidates(word)
                    if not found.misfit and found.parse is not None and found.parse.layers[0] not in VOICES
                }
            )
        return {key: count for key, count in counts.items() if count >= 2}

    def sharpen(self, ranker: Ranker) -> None:
        """Count every raw word for the stems that ``ranker`` finds probable, by probability."""
        counts: Paradigms = {}
        for word in self.words:
            options = ranker.options(word)
            top = max(option.score for option in options)
            odds = [exp(option.score - top) for option in options]
            total = sum(odds)
            for option, odd in zip(options, odds, strict=True):
                share = odd / total
                if option.parse is not None and share > 0.02 and option.parse.layers[0] not in VOICES:
                    key = (option.lemma, option.kind)
                    counts[key] = counts.get(key, 0.0) + share
        self.paradigms = {key: count for key, count in counts.items() if count > 0.3}

    def of(self, stem: str, without: GoldWord | None = None, with_gold: bool = True) -> Evidence:
        """Evidence on a stem; ``without`` leaves one gold word out, as if it were unseen."""
        own = (without.lemma, without.kind) if without else None
        nominal = self.gold[stem, "N"] - (own == (stem, "N")) if with_gold else 0
        verbal = self.gold[stem, "V"] - (own == (stem, "V")) if with_gold else 0
        return Evidence(
            listed=self.listed.get(stem, 0),
            listed_verb=int(stem in self.verb_stems),
            seen=bucket(self.lists.raw.get(stem, 0) - 1),
            as_nominal=bucket(self.paradigms.get((stem, "N"), 0)),
            as_verb=bucket(self.paradigms.get((stem, "V"), 0)),
            gold_nominal=min(_GOLD_TOP, bucket(nominal)),
            gold_verb=min(_GOLD_TOP, bucket(verbal)),
            name=int(stem in self.lists.names),
            fits_nominal=bucket(self.possible.get((stem, "N"), 0)),
            fits_verb=bucket(self.possible.get((stem, "V"), 0)),
        )

    def table(self, with_gold: bool = True) -> tuple[dict[str, int], list[Evidence]]:
        """Every stem of which something is known → row of its evidence; row 0 is nothing known."""
        known = {stem for stem, _ in (*self.possible, *self.paradigms, *self.gold)}
        known |= {*self.lists.raw, *self.lists.nominals, *self.lists.names} | self.verb_stems
        rows: dict[Evidence, int] = {Evidence(): 0}
        stems = {}
        for stem in sorted(known):
            evidence = self.of(stem, with_gold=with_gold)
            if evidence != Evidence():
                stems[stem] = rows.setdefault(evidence, len(rows))
        return stems, list(rows)


def verb_stems(infinitives: Iterable[str]) -> set[str]:
    """Stems that infinitives may have: оқу → оқ, оқы; қою → қой.

    >>> sorted(verb_stems(["оқу", "қою", "барлау"]))
    ['барла', 'оқ', 'оқы', 'оқі', 'қо', 'қой']
    """
    stems = set()
    for word in infinitives:
        base = word[:-1]
        if word.endswith("у"):
            stems |= {base} if base[-1:] in "аеәоөиұүэ" else {base, base + "ы", base + "і"}
        elif word.endswith("ю"):
            stems |= {base + "й", base}
    return stems


def listed(nominals: set[str], verbs: set[str]) -> dict[str, int]:
    """Listed words: 1 a stem, 2 reads as a regular form of a listed nominal, 3 of a listed verb.

    Word lists made from texts hold inflected forms among the stems.

    >>> listed({"үй", "үйлер", "барған"}, {"бар"})["үйлер"]
    2
    """
    found = dict.fromkeys(sorted(nominals), 1)
    for word in found:
        for reading in candidates(word):
            if reading.parse is None or reading.misfit or not INFLECTION.issuperset(reading.parse.layers):
                continue
            if reading.kind == "N" and reading.lemma in nominals:
                found[word] = 2
            elif reading.kind == "V" and reading.lemma in verbs and found[word] != 2:
                found[word] = 3
    return found
