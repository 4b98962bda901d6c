"""Writes a segment of a Whoosh index in one piece: whole posting lists, then the arrays beside them.

Relies on these private parts of SegmentWriter in whoosh3 3.54.0 and Whoosh-Reloaded 2.7.5: documents go
through ``perdocwriter`` and ``docnum``; other segments are merged by ``write_per_doc``, which is left as
it is, and ``add_postings_to_pool``; postings are written in ``_flush_segment``. See also ``posting_files``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from index.engines.whoosh.rows import WHOLE, Rows
from index.engines.whoosh.segment import Segment
from index.engines.whoosh.terms import term_arrays
from index.engines.whoosh.together import together
from index.scoring import KINDS

#: Kinds of terms whose positions are kept.
PLACED = ("lemma", "form")


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
        self._merged: dict[str, list[FieldPostings]] = {}

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

    def add_reader(self, reader: Any) -> None:
        """Merges a segment; one without articles leaves nothing."""
        if reader.doc_count():
            super().add_reader(reader)

    def add_postings_to_pool(self, reader: Any, startdoc: int, docmap: Mapping[int, int] | None) -> None:
        """Takes over the posting lists of a segment that is merged into this one."""
        size = reader.doc_count_all()
        places = np.full(size, -1, np.int64)
        if docmap is None:
            places[:] = np.arange(startdoc, startdoc + size)
        else:
            places[list(docmap)] = list(docmap.values())
        segment = Segment(self._folder, reader.segment().segment_id(), size)
        for name in self.schema.names():
            if segment.has(name):
                self._merged.setdefault(name, []).append(segment.everything(name, places))

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
        self._rows, self._merged = Rows(), {}

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
            yield {name: self._joined(name, own) for name, own in self._of_kind(kind, ranked)}
        yield {"said": self._joined("said", rows.said.lists(places))}
        for name in WHOLE:
            yield {name: self._joined(name, rows.values[name].lists(places))}

    def _of_kind(self, kind: str, ranked: Ranked) -> Iterator[tuple[str, FieldPostings]]:
        """One kind of term of each text."""
        for name, text in self._rows.texts.items():
            yield f"{name}_{kind}", gather.postings(text.tokens(self._places), ranked, kind in PLACED)

    def _joined(self, name: str, own: FieldPostings) -> FieldPostings:
        return gather.joined([own, *self._merged.pop(name, [])])
