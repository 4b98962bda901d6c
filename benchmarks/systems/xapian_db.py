"""Xapian as it comes (Debian's ``python3-xapian``): BM25, value slots for the facets."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xapian

from benchmarks.questions import Question
from benchmarks.systems.base import BATCH, TOP, lemmas
from index.document import IndexDocument

_FACETS = ("year", "region", "topic", "speaker")
_TITLE = "S"
#: Xapian refuses longer terms.
_LONGEST = 240


class Xapian:
    name = "xapian"

    def build(self, folder: Path, documents: Iterable[IndexDocument]) -> None:
        base = xapian.WritableDatabase(str(folder), xapian.DB_CREATE)
        for number, document in enumerate(documents, 1):
            row = xapian.Document()
            for prefix, text in ((_TITLE, document.title), ("", document.body)):
                for place, word in enumerate(lemmas(text).split(), 1):
                    if len(word.encode()) < _LONGEST:
                        row.add_posting(prefix + word, place, 2 if prefix else 1)
            values = (
                (str(document.date_first // 10_000),),
                document.regions,
                document.topics,
                document.speakers,
            )
            for slot, own in enumerate(values):
                row.add_value(slot, "\t".join(own))
            row.add_boolean_term(f"Y{document.date_first // 10_000}")
            for region in document.regions:
                row.add_boolean_term(f"R{region}")
            row.set_data(json.dumps(document.title))
            base.add_document(row)
            if number % BATCH == 0:
                base.commit()
        base.commit()
        base.close()

    def open(self, folder: Path) -> None:
        self._base = xapian.Database(str(folder))

    def search(self, question: Question) -> int:
        enquire = xapian.Enquire(self._base)
        enquire.set_query(_query(self._base, question))
        spies = [xapian.ValueCountMatchSpy(slot) for slot in range(len(_FACETS))]
        for spy in spies:
            enquire.add_matchspy(spy)
        found = enquire.get_mset(0, TOP, self._base.get_doccount())
        for spy in spies:
            counts: Counter[str] = Counter()
            for each in spy.values():
                for value in each.term.decode().split("\t"):
                    counts[value] += each.termfreq
        for hit in found:
            json.loads(hit.document.get_data())
        return int(found.get_matches_estimated())


def _query(base: Any, question: Question) -> Any:
    query: Any = xapian.Query
    words = list(question.lemmas)
    match question.kind:
        case "phrase":
            texts = [query(query.OP_PHRASE, [prefix + word for word in words]) for prefix in (_TITLE, "")]
            return query(query.OP_OR, texts)
        case "prefix":
            texts = [query(query.OP_WILDCARD, prefix + words[0]) for prefix in (_TITLE, "")]
            return query(query.OP_OR, texts)
        case kind:
            parts = [query(query.OP_OR, [query(_TITLE + word), query(word)]) for word in words]
            asked = query(query.OP_OR if kind == "or" else query.OP_AND, parts)
    if question.year is not None:
        for kept in (f"Y{question.year}", f"R{question.region}"):
            asked = query(query.OP_FILTER, asked, query(kept))
    return asked
