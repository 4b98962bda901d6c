"""SQLite's FTS5 with bm25(), and facets counted by numpy over columns kept in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from benchmarks.questions import Question
from benchmarks.systems.base import BATCH, TOP, lemmas
from index.document import IndexDocument

_FACETS = ("region", "topic", "speaker")
_FILE, _FACET_FILE = "fts5.db", "facets.npz"
_ORDERED = "SELECT rowid FROM f WHERE f MATCH ? ORDER BY bm25(f, 2.0, 1.0)"


class Fts5:
    name = "sqlite fts5"

    def build(self, folder: Path, documents: Iterable[IndexDocument]) -> None:
        folder.mkdir(parents=True)
        self._base = sqlite3.connect(folder / _FILE)
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute("CREATE VIRTUAL TABLE f USING fts5(title, body, content='', tokenize='unicode61')")
        self._base.execute("CREATE TABLE d (n INTEGER PRIMARY KEY, title TEXT)")
        years: list[int] = []
        pairs: dict[str, tuple[list[int], list[str]]] = {name: ([], []) for name in _FACETS}
        for number, document in enumerate(documents):
            years.append(document.date_first // 10_000)
            for (rows, values), own in zip(
                pairs.values(), (document.regions, document.topics, document.speakers), strict=True
            ):
                rows.extend([number] * len(own))
                values.extend(own)
            self._base.execute("INSERT INTO d VALUES (?, ?)", (number, document.title))
            self._base.execute(
                "INSERT INTO f (rowid, title, body) VALUES (?, ?, ?)",
                (number, lemmas(document.title), lemmas(document.body)),
            )
            if number % BATCH == BATCH - 1:
                self._base.commit()
        self._base.commit()
        self._base.close()
        columns = {"years": np.array(years)}
        for name, (rows, values) in pairs.items():
            names, numbers = np.unique(values, return_inverse=True)
            columns |= {f"{name}.rows": np.array(rows), f"{name}.names": names, f"{name}.values": numbers}
        np.savez(folder / _FACET_FILE, **columns)  # type: ignore[arg-type]

    def open(self, folder: Path) -> None:
        self._base = sqlite3.connect(folder / _FILE)
        with np.load(folder / _FACET_FILE) as kept:
            columns = dict(kept)
        self._years = columns["years"]
        self._pairs = {
            name: (columns[f"{name}.rows"], columns[f"{name}.names"], columns[f"{name}.values"])
            for name in _FACETS
        }

    def search(self, question: Question) -> int:
        typed = _match(question)
        every = self._base.execute("SELECT rowid FROM f WHERE f MATCH ?", (typed,))
        hits = np.array([number for (number,) in every], np.int64)
        kept = np.zeros(len(self._years), bool)
        kept[hits] = True
        if question.year is not None:
            rows, names, values = self._pairs["region"]
            region = np.zeros(len(kept), bool)
            region[rows[names[values] == question.region]] = True
            kept &= (self._years == question.year) & region
            top = [number for (number,) in self._base.execute(_ORDERED, (typed,)) if kept[number]][:TOP]
        else:
            top = [number for (number,) in self._base.execute(f"{_ORDERED} LIMIT {TOP}", (typed,))]
        np.bincount(self._years[kept])
        for rows, _, values in self._pairs.values():
            np.bincount(values[kept[rows]])
        for number in top:
            self._base.execute("SELECT title FROM d WHERE n = ?", (number,)).fetchone()
        return int(kept.sum())


def _match(question: Question) -> str:
    quoted = [f'"{word}"' for word in question.lemmas]
    match question.kind:
        case "phrase":
            return f'"{" ".join(question.lemmas)}"'
        case "prefix":
            return f"{quoted[0]}*"
        case "or":
            return " OR ".join(quoted)
        case _:
            return " AND ".join(quoted)
