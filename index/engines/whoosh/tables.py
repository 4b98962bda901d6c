"""The arrays of a field's table, gathered a stretch of its terms at a time."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from index.engines.whoosh.arrays import Array
from index.engines.whoosh.gather import FieldPostings
from index.engines.whoosh.posting_files import Placed, Short
from index.engines.whoosh.rows import PLACED, WHOLE
from index.engines.whoosh.terms import table_arrays


class Table:
    """``size`` terms so far."""

    def __init__(self, field: str) -> None:
        self.size = 0
        self._field = field
        self._text: list[bytes] = []
        self._columns: defaultdict[str, list[Array]] = defaultdict(list)

    def add(self, placed: Placed, lists: FieldPostings, every: Array | None) -> None:
        """More terms, their lists and, for title and body together, in how many articles they are."""
        self.size += len(placed.terms)
        self._text.append(b"".join(placed.terms))
        self._columns["length"].append(np.fromiter(map(len, placed.terms), np.int32, len(placed.terms)))
        columns = {"df": placed.df, "where": placed.where, "place": placed.place, "any": every}
        if placed.short is not None:
            columns |= placed.short._asdict()
        columns["docs"] = lists.numbers if self._field in WHOLE else None
        for name, column in columns.items():
            if column is not None:
                self._columns[name].append(column.astype(np.uint32))

    def _column(self, name: str) -> Array:
        found = self._columns.pop(name, [])
        return np.concatenate(found) if found else np.empty(0, np.uint32)

    def arrays(self) -> dict[str, Array]:
        """Everything, once."""
        field, text = self._field, np.frombuffer(b"".join(self._text), np.uint8)
        lengths, df, where = (self._column(name) for name in ("length", "df", "where"))
        place = self._column("place") if field == "said" or field.endswith(PLACED) else None
        made = table_arrays(field, text, lengths, df, where, place)
        if field in WHOLE:
            made[f"{field}.docs"] = self._column("docs")
        if field in ("body_lemma", "body_form"):
            made[f"{field}.any"] = self._column("any")
        if field.endswith("_form"):
            sizes, numbers, counts = map(self._column, Short._fields)
            made |= Short(sizes.astype(np.int64), numbers, counts).arrays(field)
        return made
