"""Signatures by MinHash (Broder 1997), cut into bands (locality-sensitive hashing).

A band is three minima; two texts of Jaccard similarity *j* share one of 24 bands with the probability
1 − (1 − j³)²⁴: .96 at a half, .0002 at a fiftieth. A reprint cut to a third has a similarity of a third
only, so the beginning has eight bands of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from operator import eq

from rensa import RMinHash

from archive.duplicates.pieces import pieces, shingles, words_of

#: Signatures and pairs of another version (of this, of the rules of likeness) are made anew.
SIGNATURE_VERSION = f"3.{RMinHash.ALGORITHM_VERSION}"
ROWS, BANDS, LEAD_BANDS = 3, 24, 8
#: Groups of three words that count as the beginning.
LEAD = 60
#: In a body of fewer words than that the headline is a part of the text.
SHORT = 20
#: Fewer words than that are compared as a whole only: the same, or not.
LEAST = 20
_SEED = 1
_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)
_BITS = (1 << 63) - 1
#: What the sketches must promise before texts are read: containment of the whole, or of the beginning.
_WORTH_WHOLE, _WORTH_LEAD = 0.5, 0.45


@dataclass(frozen=True, slots=True)
class Signature:
    """``digest`` is equal for texts of equal words, whatever their headline, case or punctuation; ``size`` is
    the number of different groups of three words; ``keys`` are integers of 63 bits, none for very short
    texts; ``sketch`` is a byte of each minimum."""

    digest: str
    size: int
    keys: tuple[int, ...]
    sketch: bytes


def compared_text(title: str, body: str) -> str:
    """What of an article is compared: its body; with its headline where the body is short.

    >>> compared_text("Күз келді", "Егін жиналды.")
    'Күз келді\\nЕгін жиналды.'
    """
    return body if len(body.split(None, SHORT)) >= SHORT else f"{title}\n{body}"


def sign(title: str, body: str) -> Signature:
    """The signature of an article's text.

    >>> one = sign("Күз келді", "Егін жиналды.")
    >>> one.digest == sign("КҮЗ КЕЛДІ!", "Егін  жиналды").digest, one.keys
    (True, ())
    """
    text = compared_text(title, body)
    words = words_of(text)
    cut = pieces(words)
    digest = hashlib.blake2b((" ".join(words) or text).encode("utf-8", "replace"), digest_size=16)
    if len(cut) < LEAST:
        return Signature(digest.hexdigest(), len(cut), (), b"")
    groups = shingles(cut)
    minima = _minima(groups, ROWS * BANDS) + _minima(groups[:LEAD], ROWS * LEAD_BANDS)
    sketch = bytes([value & 255 for value in minima])
    return Signature(digest.hexdigest(), len(set(groups)), _keys(minima), sketch)


def may_be_alike(one: tuple[int, bytes], other: tuple[int, bytes]) -> bool:
    """Whether two texts, each by ``size`` and ``sketch``, are worth reading: an estimate that errs towards
    reading."""
    whole = ROWS * BANDS
    same = sum(map(eq, one[1][:whole], other[1][:whole])) / whole
    lead = sum(map(eq, one[1][whole:], other[1][whole:])) / (ROWS * LEAD_BANDS)
    shared = same / (1 + same) * (one[0] + other[0])
    return bool(lead >= _WORTH_LEAD or shared >= _WORTH_WHOLE * min(one[0], other[0]))


def _minima(groups: Sequence[str], number: int) -> list[int]:
    hashed = RMinHash(number, _SEED)
    hashed.update(groups)
    found: list[int] = hashed.digest()
    return found


def _keys(minima: list[int]) -> tuple[int, ...]:
    """Each band as an integer of 63 bits."""
    one, two, three, own = _MIX
    bands = zip(minima[::3], minima[1::3], minima[2::3], strict=True)
    mixed = [a * one + b * two + c * three + at * own for at, (a, b, c) in enumerate(bands, start=1)]
    return tuple([(value ^ (value >> 31)) & _BITS for value in mixed])
