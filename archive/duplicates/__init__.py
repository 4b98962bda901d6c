"""Texts that are nearly the same: how they are found, how it is proved, and how they are grouped.

``sign`` gives a text its signature, whose keys two like texts are likely to share; ``compare`` reads both and
decides; ``stars`` makes groups of what was found alike.
"""

from archive.duplicates.changes import Piece, changes
from archive.duplicates.grouping import stars
from archive.duplicates.likeness import Likeness, compare, features
from archive.duplicates.signature import SIGNATURE_VERSION, Signature, may_be_alike, sign

__all__ = [
    "SIGNATURE_VERSION",
    "Likeness",
    "Piece",
    "Signature",
    "changes",
    "compare",
    "features",
    "may_be_alike",
    "sign",
    "stars",
]
