"""Writes a segment of a Whoosh index in one piece: whole posting lists, then the arrays beside them.

Relies on these private parts of SegmentWriter in whoosh3 3.54.0 and Whoosh-Reloaded 2.7.5: documents go
through ``perdocwriter`` and ``docnum``; postings are written in ``_flush_segment``. See also
``posting_files``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec
from whoosh.writing import SegmentWriter

from index.engines.whoosh import gather
from index.engines.whoosh.arrays import EXTENSION, Array, write_arrays
from index.engines.whoosh.gather import FieldPostings
from index.engines.whoosh.lexicon import Ranked
from index.engines.whoosh.posting_files import PostingFiles
from index.engines.whoosh.rows import PLACED, WHOLE, Rows
from index.engines.whoosh.terms import term_arrays
from index.engines.whoosh.together import together
from index.scoring import KINDS


class BulkWriter(SegmentWriter):  # type: ignore[misc]
    """Takes rows instead of documents; everything else is as with Whoosh's writer.

    Raises:
        LockError: another writer holds the index.
    """

    def __init__(self, index: Any, lock_seconds: float) -> None:
        super().__init__(index, timeout=lock_seconds, codec=W3Codec(), compound=False)
        self._folder = Path(self.storage.folder)
        self._rows = Rows()
        #: By row the number of its article, -1 when it is left out.
        self._places: Array = np.empty(0, np.int32)

    def add_rows(self, rows: Rows, kept: Sequence[int]) -> None:
        """All new articles, once; ``kept`` are those of the rows that count, in their order."""
        self._rows, self._places = rows, np.full(len(rows), -1, np.int32)
        self._places[list(kept)] = np.arange(len(kept))
        columns = [
            (name, field.column_type, rows.column(name))
            for name, field in self.schema.items()
            if field.column_type
        ]
        for row in kept:
            self.perdocwriter.start_doc(self.docnum)
            for name, column, values in columns:
                self.perdocwriter.add_column_value(name, column, values[row])
            self.perdocwriter.finish_doc()
            self._added = True
            self.docnum += 1

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        files = PostingFiles(self.fieldwriter, self.schema)
        arrays: dict[str, Array] = {}
        for group in self._groups():
            terms = None
            if "body_lemma" in group or "body_form" in group:
                (_, title), (name, body) = list(group.items())[:2]
                both = together(title, body, self.docnum, counted=name == "body_lemma")
                terms, arrays[f"{name}.any"] = both.terms, both.any
                if name == "body_lemma":
                    arrays |= both.lemma_arrays()
                del both
            for name, lists in group.items():
                placed = files.write(name, lists)
                placed = placed.among(terms if name.startswith("body") else None)
                arrays |= term_arrays(name, placed.terms, placed.df, placed.where, placed.place)
                if name.endswith("_form") and placed.short is not None:
                    arrays |= placed.short.arrays(name)
                if name in WHOLE:
                    arrays[f"{name}.docs"] = lists.numbers.astype(np.uint32)
                if name == "id":
                    arrays |= self._id_arrays(lists)
        self.fieldwriter.close()
        with (self._folder / self.newsegment.make_filename(EXTENSION)).open("wb") as file:
            write_arrays(file, arrays)
        self._rows = Rows()

    def _id_arrays(self, lists: FieldPostings) -> dict[str, Array]:
        """The id of every article and its place in their order."""
        names = np.array(lists.terms, "S")
        by_number, ranks = np.empty_like(names), np.empty(len(names), np.uint32)
        by_number[lists.numbers], ranks[lists.numbers] = names, np.arange(len(names))
        return {"id.name": by_number, "id.rank": ranks}

    def _groups(self) -> Iterator[dict[str, FieldPostings]]:
        """Every indexed field with its posting lists; those of one kind of term together."""
        rows, places = self._rows, self._places
        for kind in KINDS:
            ranked = rows.lexicon.ranked(kind)
            yield dict(self._of_kind(kind, ranked))
        yield {"said": rows.said.lists(places)}
        for name in WHOLE:
            yield {name: rows.values[name].lists(places)}

    def _of_kind(self, kind: str, ranked: Ranked) -> Iterator[tuple[str, FieldPostings]]:
        """One kind of term of each text."""
        for name, text in self._rows.texts.items():
            yield f"{name}_{kind}", gather.postings(text.tokens(self._places), ranked, kind in PLACED)
