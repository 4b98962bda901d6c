"""Fields of the Whoosh index. Its files are pickles that name these classes: they keep name and place."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from whoosh import columns, fields, formats

TEXTS = ("title", "body", "quote")
#: Facet fields and their attribute in IndexDocument; date_year is kept as a number.
VALUES = ("region", "speaker", "person", "topic", "source", "lang", "author", "kind", "confidence", "article")
NUMBERS = ("date_first", "date_last", "title_words", "body_words", "quote_words")
#: Empty positions between two quotations, more than any phrase or nearness spans.
QUOTE_GAP = 4_096
_SHORT = 65_536

Posting = tuple[bytes, int, float, bytes]


def pack(positions: Sequence[int]) -> bytes:
    """Rising positions as two bytes each, or four with a mark before them.

    >>> unpack(pack([1, 70_000])), unpack(pack([5]))
    ((1, 70000), (5,))
    """
    if positions[-1] < _SHORT:
        return struct.pack(f"<{len(positions)}H", *positions)
    return b"\xff" + struct.pack(f"<{len(positions)}I", *positions)


def unpack(value: bytes) -> tuple[int, ...]:
    if len(value) % 2 == 0:
        return struct.unpack(f"<{len(value) // 2}H", value)
    return struct.unpack(f"<{len(value) // 4}I", value[1:])


class PackedPositions(formats.Positions):  # type: ignore[misc]
    """Positions of a term in one article, packed."""

    def encode(self, positions: Sequence[int]) -> bytes:
        return pack(positions)

    def decode_positions(self, value: bytes) -> tuple[int, ...]:
        return unpack(value)

    def decode_frequency(self, value: bytes) -> int:
        return len(unpack(value))

    def decode_weight(self, value: bytes) -> float:
        return float(len(unpack(value)))


class _Analysed(fields.FieldType):  # type: ignore[misc]
    """A field that is given its terms ready made."""

    def __init__(self) -> None:
        self.analyzer = None
        self.scorable = self.stored = self.unique = False
        self.vector = None


class PositionsField(_Analysed):
    """Given term → rising positions."""

    def __init__(self) -> None:
        super().__init__()
        self.format = PackedPositions()

    def index(self, value: Mapping[str, Sequence[int]], **_: object) -> Iterator[Posting]:
        for term, positions in value.items():
            yield term.encode(), len(positions), float(len(positions)), pack(positions)


class CountsField(_Analysed):
    """Given term → how often."""

    def __init__(self) -> None:
        super().__init__()
        self.format = formats.Existence()

    def index(self, value: Mapping[str, int], **_: object) -> Iterator[Posting]:
        for term, count in value.items():
            yield term.encode(), count, float(count), b""


class ValuesField(_Analysed):
    """Given a sequence of whole values."""

    def __init__(self) -> None:
        super().__init__()
        self.format = formats.Existence()

    def index(self, value: Sequence[str], **_: object) -> Iterator[Posting]:
        for each in dict.fromkeys(value):
            yield each.encode(), 1, 1.0, b""


def make_schema() -> fields.Schema:
    """All fields: ``<text>_<kind>`` for the words, values, numbers by article, facts and lemma counts.

    ``any_lemma`` holds the lemmas of title and body together, so that they are counted without reading.
    """
    schema = fields.Schema(id=fields.ID(unique=True, sortable=True))
    for text in TEXTS:
        schema.add(f"{text}_lemma", PositionsField())
        schema.add(f"{text}_form", PositionsField())
        schema.add(f"{text}_cut4", CountsField())
        schema.add(f"{text}_cut5", CountsField())
    schema.add("any_lemma", ValuesField())
    for name in VALUES:
        schema.add(name, ValuesField())
    make: Any = columns
    for name in NUMBERS:
        schema.add(name, fields.COLUMN(make.NumericColumn("I")))
    schema.add("revision", fields.COLUMN(make.VarBytesColumn()))
    schema.add("lemmas", fields.COLUMN(make.VarBytesColumn()))
    schema.add("facts", fields.COLUMN(make.VarBytesColumn()))
    return schema


SCHEMA = make_schema()
