"""Choosing among the candidates of a word: a learnt score, a few look-ups for each candidate.

The score of a candidate is the sum of the weights of ``features``. Weights that depend
on the ending alone are summed once an ending and kept, so that a new word costs
two or three dictionary look-ups for each of its candidates.
"""

from __future__ import annotations

from operator import itemgetter
from typing import NamedTuple

from kazakh.harmony import BACK, FRONT, VOWELS
from kazakh.morph.candidates import repairs
from kazakh.morph.endings import LONGEST_ENDING, Parse, parses
from kazakh.morph.features import (
    Evidence,
    ending_features,
    evidence_features,
    identity_features,
    seam_features,
    stem_features,
)
from kazakh.suffixes import LONGEST_FORM, Form

_KEPT = 200_000
_KINDS = ("N", "V", "I")


class Option(NamedTuple):
    """One candidate with its score; higher is better."""

    score: float
    lemma: str
    kind: str
    parse: Parse | None
    repair: str


class _Entry(NamedTuple):
    """Readings of an ending that meet the stem alike; ``by_repair`` fills as repairs turn up."""

    kind: str
    form: Form
    parses: list[Parse]
    by_repair: dict[str, tuple[float, Parse]]


class Ranker:
    """Scores candidates with learnt weights and evidence on stems.

    ``weights``: feature → weight. ``stems``: stem → row in ``profile_scores``, one score for
    each kind; row 0 is for stems nobody knows.
    """

    def __init__(self, weights: dict[str, float], stems: dict[str, int],
                 profile_scores: dict[str, list[float]]) -> None:
        self._weights, self._stems, self._profile_scores = weights, stems, profile_scores
        self._entries: dict[str, tuple[_Entry, ...]] = {}
        self._seams: dict[tuple[str, str, str], float] = {}
        self._stem_letters: dict[tuple[str, str, int, int], float] = {}

    def options(self, word: str) -> list[Option]:
        """Every candidate of a lower-case word with its score, in no order."""
        found = [self._identity(word)]
        size = len(word)
        vowels, harmonies = _prefixes(word)
        last_read = 0
        for length in range(1, min(size - 1, LONGEST_ENDING + 1)):
            if length - last_read > LONGEST_FORM:
                break
            ending = word[size - length:]
            entries = self._entries.get(ending)
            if entries is None:
                entries = self._compile(ending)
            if parses(ending):
                last_read = length
            if entries:
                cut = size - length
                self._stems_before(word[:cut], vowels[cut], harmonies[cut], entries, found)
        return found

    def _stems_before(self, base: str, vowels: int, own: str, entries: tuple[_Entry, ...],
                      found: list[Option]) -> None:
        last = base[-1] if base[-1] not in "ьъ" else base.rstrip("ьъ")[-1:]
        for kind, form, chains, by_repair in entries:
            misfit = "" if last in form.after else "c"
            if form.harmony != own and form.harmony != "-" and own != "-":
                if misfit:
                    continue
                misfit = "h"
            for lemma, repair in repairs(base, kind, form):
                syllables = vowels + (repair in "eui" and repair != "")
                if not syllables or len(lemma) < 2:
                    continue
                best = by_repair.get(repair)
                if best is None:
                    best = by_repair[repair] = self._best_chain(kind, chains, repair)
                score, parse = best
                score += (self._seam(form.layer, lemma[-2:], misfit)
                          + self._letters(kind, lemma, syllables)
                          + self._profile_scores[kind][self._stems.get(lemma, 0)])
                found.append(Option(score, lemma, kind, parse, repair))

    def _best_chain(self, kind: str, chains: list[Parse], repair: str) -> tuple[float, Parse]:
        scored = [(self._sum(ending_features(kind, chain, repair)), chain) for chain in chains]
        return max(scored, key=itemgetter(0))

    def _identity(self, word: str) -> Option:
        score = self._sum(identity_features(word)) + self._profile_scores["I"][self._stems.get(word, 0)]
        return Option(score, word, "I", None, "")

    def _seam(self, layer: str, tail: str, misfit: str) -> float:
        key = (layer, tail, misfit)
        known = self._seams.get(key)
        if known is None:
            known = self._seams[key] = self._sum(seam_features(layer, tail, misfit))
        return known

    def _letters(self, kind: str, lemma: str, syllables: int) -> float:
        key = (kind, lemma[-3:], len(lemma), syllables)
        known = self._stem_letters.get(key)
        if known is None:
            known = self._stem_letters[key] = self._sum(stem_features(kind, lemma))
        return known

    def _sum(self, features: list[str]) -> float:
        weights = self._weights
        return sum([weights.get(feature, 0.0) for feature in features])

    def _compile(self, ending: str) -> tuple[_Entry, ...]:
        """Readings of an ending, those together that meet the stem with the same form."""
        merged: dict[tuple[str, Form], list[Parse]] = {}
        for parse in parses(ending):
            for kind in parse.kinds:
                merged.setdefault((kind, parse.first), []).append(parse)
        entries = tuple(_Entry(kind, form, chains, {}) for (kind, form), chains in merged.items())
        if len(self._entries) >= _KEPT:
            self._entries.clear()
        self._entries[ending] = entries
        return entries


def profile_scores(weights: dict[str, float], profiles: list[Evidence]) -> dict[str, list[float]]:
    """Score of every evidence profile for each kind of candidate."""
    return {kind: [sum(weights.get(feature, 0.0) for feature in evidence_features(kind, profile))
                   for profile in profiles] for kind in _KINDS}


def _prefixes(word: str) -> tuple[list[int], list[str]]:
    """For every prefix of ``word``: how many vowels it has, and its harmony."""
    vowels, harmonies = [0], ["-"]
    count, own = 0, "-"
    for letter in word:
        if letter in VOWELS:
            count += 1
            if letter in BACK:
                own = "b"
            elif letter in FRONT:
                own = "f"
        vowels.append(count)
        harmonies.append(own)
    return vowels, harmonies
