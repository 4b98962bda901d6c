"""Choosing among the candidates of a word: a learnt score, a few look-ups for each candidate.

The score of a candidate is the sum of the weights of ``features``. What depends on the
ending alone is summed once and kept with the ending, what depends on the stem alone is
looked up once for all readings that share the stem. So a new word costs a handful of
dictionary look-ups: the whole of ``best`` and ``options`` is one loop over its endings.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from kazakh.harmony import BACK, FRONT, VOWELS, last_sound
from kazakh.morph.candidates import IDENTITY, may_change, repairs
from kazakh.morph.endings import LONGEST_ENDING, Parse, parses
from kazakh.morph.features import (
    LONGEST,
    MOST_SYLLABLES,
    Evidence,
    chain_features,
    ending_features,
    evidence_features,
    identity_features,
    letter_features,
    seam_features,
    size_features,
)
from kazakh.suffixes import LONGEST_FORM, NOMINAL, VERBAL, Form, forms_by_surface

_KEPT = 30_000
_KINDS = (NOMINAL, VERBAL, IDENTITY)
_UNCHANGED = 2


class Option(NamedTuple):
    """One candidate with its score; higher is better."""

    score: float
    lemma: str
    kind: str
    parse: Parse | None
    repair: str


class _Slot(NamedTuple):
    """Readings of one ending that meet the stem with the same form.

    ``plain`` is the score of the best chain where the stem cannot change; ``seams`` and
    ``changed`` fill as stems and repairs turn up.
    """

    is_verbal: bool
    form: Form
    after: frozenset[str]
    harmony: str
    changes: bool
    plain: float
    chains: tuple[Parse, ...]
    seams: dict[str, float]
    changed: dict[str, tuple[float, Parse]]


class Ranker:
    """Scores candidates with learnt weights and evidence on stems.

    ``weights``: feature → weight. ``stems``: stem → row in ``profile_scores``, one score for
    each kind; row 0 is for stems nobody knows.
    """

    def __init__(
        self, weights: dict[str, float], stems: dict[str, int], profile_scores: dict[str, list[float]]
    ) -> None:
        self._weights, self._stems = weights, stems
        self._by_kind = (profile_scores[NOMINAL], profile_scores[VERBAL])
        self._unchanged = profile_scores[IDENTITY]
        self._unreadable: set[str] = set()
        self._forms = frozenset(forms_by_surface())
        self._slots: dict[str, tuple[_Slot, ...]] = {}
        self._letters: tuple[dict[str, float], dict[str, float]] = ({}, {})
        self._seams: dict[str, dict[str, float]] = {}
        self._sizes = tuple(
            [
                [
                    self._sum(size_features(kind, letters, syllables))
                    for syllables in range(MOST_SYLLABLES + 1)
                ]
                for letters in range(LONGEST + 1)
            ]
            for kind in _KINDS
        )
        self._tails: dict[str, float] = {}
        self._chains: dict[tuple[str, tuple[str, ...]], float] = {}

    def best(self, word: str) -> str:
        """The most probable lemma of a lower-case word."""
        found = max(self._scored(word), key=itemgetter(0))
        return found[1]

    def options(self, word: str) -> list[Option]:
        """Every candidate of a lower-case word with its score, in no order."""
        options = []
        for score, lemma, slot, repair in self._scored(word):
            if slot is None:
                options.append(Option(score, lemma, IDENTITY, None, ""))
                continue
            _, parse = self._best_chain(slot.is_verbal, slot.chains, repair)
            options.append(Option(score, lemma, VERBAL if slot.is_verbal else NOMINAL, parse, repair))
        return options

    def _scored(self, word: str) -> list[tuple[float, str, _Slot | None, str]]:
        found: list[tuple[float, str, _Slot | None, str]] = [(self._identity(word), word, None, "")]
        table, stems, by_kind = self._slots, self._stems, self._by_kind
        forms, unreadable = self._forms, self._unreadable
        letter_scores, sizes = self._letters, self._sizes
        size = len(word)
        vowels, harmonies = _prefixes(word)
        seams = [size]
        for cut in range(size - 1, max(1, size - LONGEST_ENDING) - 1, -1):
            ending = word[cut:]
            slots = table.get(ending)
            if slots is None:
                if seams[-1] - cut > LONGEST_FORM:
                    break
                if ending in unreadable or forms.isdisjoint([word[cut:seam] for seam in seams]):
                    continue
                slots = self._compile(ending)
                if slots is None:
                    continue
            seams.append(cut)
            if not vowels[cut]:
                break
            base, own = word[:cut], harmonies[cut]
            last, tail = base[-1], base[-2:]
            if last in "ьъ":
                last = last_sound(base)
            row = stems.get(base, 0) if cut > 1 else 0
            ending_of_base = base[-3:]
            length, syllables = min(cut, LONGEST), min(vowels[cut], MOST_SYLLABLES)
            for slot in slots:
                verbal, _, after, harmony, changes, plain, _, seen, _ = slot
                if last not in after:
                    continue
                misfit = "h" if harmony != own and harmony != "-" and own != "-" else ""
                if changes:
                    found += self._changed(base, vowels[cut], slot, misfit)
                    continue
                if cut < 2:
                    continue
                seam = seen.get(tail + misfit)
                if seam is None:
                    seam = self._seam(slot, tail, misfit)
                letters = letter_scores[verbal].get(ending_of_base)
                if letters is None:
                    letters = self._letter_score(verbal, ending_of_base)
                score = plain + seam + by_kind[verbal][row] + letters + sizes[verbal][length][syllables]
                found.append((score, base, slot, ""))
        return found

    def _changed(
        self, base: str, vowels: int, slot: _Slot, misfit: str
    ) -> Iterator[tuple[float, str, _Slot | None, str]]:
        """Candidates of a slot whose stem may have changed its last sounds."""
        verbal = slot.is_verbal
        for lemma, repair in repairs(base, VERBAL if verbal else NOMINAL, slot.form):
            if len(lemma) < 2:
                continue
            chain = slot.changed.get(repair)
            if chain is None:
                chain = slot.changed[repair] = self._best_chain(verbal, slot.chains, repair)
            tail = lemma[-2:]
            seam = slot.seams.get(tail + misfit)
            if seam is None:
                seam = self._seam(slot, tail, misfit)
            syllables = min(vowels + (repair in ("e", "u", "i")), MOST_SYLLABLES)
            letters = self._letters[verbal].get(lemma[-3:])
            if letters is None:
                letters = self._letter_score(verbal, lemma[-3:])
            yield (
                chain[0]
                + seam
                + self._by_kind[verbal][self._stems.get(lemma, 0)]
                + letters
                + self._sizes[verbal][min(len(lemma), LONGEST)][syllables],
                lemma,
                slot,
                repair,
            )

    def _identity(self, word: str) -> float:
        tail = word[-4:]
        letters = self._tails.get(tail)
        if letters is None:
            letters = self._tails[tail] = self._sum(identity_features(word))
        size = self._sizes[_UNCHANGED][min(len(word), LONGEST)][0]
        return letters + size + self._unchanged[self._stems.get(word, 0)]

    def _seam(self, slot: _Slot, tail: str, misfit: str) -> float:
        score = slot.seams[tail + misfit] = self._sum(seam_features(slot.form.layer, tail, misfit))
        return score

    def _letter_score(self, verbal: bool, tail: str) -> float:
        score = self._letters[verbal][tail] = self._sum(letter_features(_KINDS[verbal], tail))
        return score

    def _best_chain(self, verbal: bool, chains: tuple[Parse, ...], repair: str) -> tuple[float, Parse]:
        kind = VERBAL if verbal else NOMINAL
        scored = [
            (self._chain_score(kind, chain.layers) + self._sum(ending_features(kind, chain, repair)), chain)
            for chain in chains
        ]
        return scored[0] if len(scored) == 1 else max(scored, key=itemgetter(0))

    def _chain_score(self, kind: str, layers: tuple[str, ...]) -> float:
        known = self._chains.get((kind, layers))
        if known is None:
            known = self._chains[kind, layers] = self._sum(chain_features(kind, layers))
        return known

    def _sum(self, features: list[str]) -> float:
        weights = self._weights
        return sum([weights.get(feature, 0.0) for feature in features])

    def _compile(self, ending: str) -> tuple[_Slot, ...] | None:
        """Slots of an ending; None if the grammar cannot read it."""
        merged: dict[tuple[bool, Form], list[Parse]] = {}
        found = parses(ending)
        if not found:
            if len(self._unreadable) >= _KEPT:
                self._unreadable.clear()
            self._unreadable.add(ending)
            return None
        for parse in found:
            for kind in parse.kinds:
                merged.setdefault((kind == VERBAL, parse.first), []).append(parse)
        slots = tuple(self._slot(verbal, form, tuple(chains)) for (verbal, form), chains in merged.items())
        if len(self._slots) >= _KEPT:
            self._slots.clear()
        self._slots[ending] = slots
        return slots

    def _slot(self, verbal: bool, form: Form, chains: tuple[Parse, ...]) -> _Slot:
        changes = may_change(VERBAL if verbal else NOMINAL, form)
        plain = 0.0 if changes else self._best_chain(verbal, chains, "")[0]
        return _Slot(
            verbal,
            form,
            form.after,
            form.harmony,
            changes,
            plain,
            chains,
            self._seams.setdefault(form.layer, {}),
            {},
        )


def profile_scores(weights: dict[str, float], profiles: list[Evidence]) -> dict[str, list[float]]:
    """Score of every evidence profile for each kind of candidate."""
    return {
        kind: [
            sum(weights.get(feature, 0.0) for feature in evidence_features(kind, profile))
            for profile in profiles
        ]
        for kind in _KINDS
    }


def _prefixes(word: str) -> tuple[list[int], list[str]]:
    """For every prefix of ``word``: how many vowels it has, and the harmony it asks for."""
    vowels, harmonies = [0], ["-"]
    count, own = 0, "-"
    for letter in word:
        if letter in VOWELS:
            count += 1
            if letter in BACK:
                own = "b"
            elif letter in FRONT:
                own = "f"
            else:
                own = "-"
        vowels.append(count)
        harmonies.append(own)
    return vowels, harmonies
