"""Fields of the Whoosh index. Its files are pickles that name these classes: they keep name and place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from whoosh import columns, fields, formats

from index.engines.whoosh.layout import NUMBERS, TEXTS, VALUES
from index.engines.whoosh.values import pack, unpack

Posting = tuple[bytes, int, float, bytes]


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
    """All fields: ``<text>_<kind>`` for the words, values, numbers by article, and facts.

    ``said`` tells where in the text of all its quotations each of an article's begins and ends, by speaker.
    """
    make: Any = columns
    schema = fields.Schema(id=fields.ID(unique=True, sortable=make.VarBytesColumn(write_offsets_cutoff=0)))
    for text in TEXTS:
        schema.add(f"{text}_lemma", PositionsField())
        schema.add(f"{text}_form", PositionsField())
        schema.add(f"{text}_cut4", CountsField())
        schema.add(f"{text}_cut5", CountsField())
    schema.add("said", PositionsField())
    for name in VALUES:
        schema.add(name, ValuesField())
    for name in NUMBERS:
        schema.add(name, fields.COLUMN(make.NumericColumn("I")))
    schema.add("revision", fields.COLUMN(make.VarBytesColumn(write_offsets_cutoff=0)))
    schema.add("facts", fields.COLUMN(make.VarBytesColumn(write_offsets_cutoff=0)))
    return schema


SCHEMA = make_schema()
