"""What the ranker looks at, each observation a short string with a learnt weight.

Three groups, so that at run time each is one look-up: what depends on the ending
alone, what depends on the seam of stem and ending, what depends on the stem alone.
"""

from __future__ import annotations

from math import log2
from typing import NamedTuple

from kazakh.harmony import VOWELS
from kazakh.morph.endings import Parse

#: Layers that make another verb of a verb; forms of қатыс say nothing for қат.
VOICES = frozenset({"PAS", "REF", "RCP", "CAU"})
_TOP_BUCKET = 9
#: Longer stems, and stems of more syllables, count as these.
LONGEST, MOST_SYLLABLES = 9, 5


class Evidence(NamedTuple):
    """What is known of a stem from word lists, raw text and gold, in small buckets.

    ``listed`` in a word list as a nominal, ``listed_verb`` as an infinitive;
    ``seen`` times as a word of raw text; ``as_nominal``, ``as_verb`` different raw
    words read as its forms; ``gold_nominal``, ``gold_verb`` gold words that are its forms;
    ``name`` in a list of names.
    """

    listed: int = 0
    listed_verb: int = 0
    seen: int = 0
    as_nominal: int = 0
    as_verb: int = 0
    gold_nominal: int = 0
    gold_verb: int = 0
    name: int = 0
    fits_nominal: int = 0
    fits_verb: int = 0


def bucket(count: float) -> int:
    """Logarithmic bucket: 0 none, 1 below two, then one more for every doubling, nine at most.

    >>> [bucket(n) for n in (0, 1, 2, 5, 100_000)]
    [0, 1, 2, 3, 9]
    """
    if count <= 0.3:
        return 0
    return max(1, min(_TOP_BUCKET, 1 + int(log2(count)))) if count >= 1 else 1


def chain_features(kind: str, layers: tuple[str, ...]) -> list[str]:
    """Observations on a chain of layers, whatever its letters."""
    features = [f"k{kind}", f"n{len(layers)}", f"x{kind}{'-'.join(layers)}", f"f{layers[-1]}"]
    features += [f"m{layer}" for layer in layers]
    features += [f"b{left}_{right}" for left, right in zip((kind, *layers), layers, strict=False)]
    return features


def ending_features(kind: str, parse: Parse, repair: str) -> list[str]:
    """Observations on the ending's letters and the repair at its left edge."""
    return [f"r{repair}{parse.layers[0]}", f"s{kind}{repair}{''.join(parse.surfaces)}"]


def seam_features(first_layer: str, lemma: str, misfit: str) -> list[str]:
    """Observations on the last letters of the stem next to the first layer."""
    features = [f"1{first_layer}{lemma[-1]}", f"2{first_layer}{lemma[-2:]}"]
    return [*features, f"v{misfit}", f"w{misfit}{first_layer}"] if misfit else features


def syllables_of(text: str) -> int:
    """How many vowels, so how many syllables."""
    return sum(letter in VOWELS for letter in text)


def size_features(kind: str, letters: int, syllables: int) -> list[str]:
    """Observations on how long the stem is."""
    return [f"L{kind}{min(letters, LONGEST)}", f"Y{kind}{min(syllables, MOST_SYLLABLES)}"]


def letter_features(kind: str, lemma: str) -> list[str]:
    """Observations on the last letters of the stem."""
    return [f"F{kind}{lemma[-2:]}", f"G{kind}{lemma[-3:]}"]


def evidence_features(kind: str, e: Evidence) -> list[str]:
    """Observations on what is known of the stem."""
    if kind == "N":
        own, other, gold, listed = e.as_nominal, e.as_verb, e.gold_nominal, e.listed
    elif kind == "V":
        own, other, gold, listed = e.as_verb, e.as_nominal, e.gold_verb, e.listed_verb
    else:
        own, other, gold, listed = max(e.as_nominal, e.as_verb), 0, e.gold_nominal + e.gold_verb, e.listed
    known = e.gold_nominal + e.gold_verb
    fits = e.fits_verb if kind == "V" else e.fits_nominal
    return [
        f"H{kind}{e.listed}{e.listed_verb}",
        f"W{kind}{e.seen}",
        f"P{kind}{own}",
        f"Q{kind}{other}",
        f"p{kind}{fits}",
        f"d{kind}{max(-4, min(4, fits - own))}",
        f"K{kind}{gold}",
        f"J{kind}{known}",
        f"N{kind}{e.name}",
        f"E{kind}{listed}{int(e.seen > 0)}{min(own, 3)}{int(known > 0)}",
        f"D{kind}{listed}{max(-3, min(3, own - other))}",
    ]


def identity_features(word: str) -> list[str]:
    """Observations on the last letters of a word taken as its own stem."""
    return ["kI", f"i2{word[-2:]}", f"i3{word[-3:]}", f"i4{word[-4:]}"]
