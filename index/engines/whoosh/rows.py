"""The articles of a batch as rows of the Whoosh index, kept in columns of numbers; an article's facts back.

A batch may hold tens of thousands of articles and their every token: as objects, each row would take more
room than its text.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np

from index.document import IndexDocument, QuoteDocument
from index.engines.common import document_values
from index.engines.whoosh.arrays import Array
from index.engines.whoosh.gather import FieldPostings, Tokens, grouped, slices
from index.engines.whoosh.layout import ANYBODY, NUMBERS, QUOTE_GAP, SPEAKER, TEXTS, VALUES
from index.engines.whoosh.lexicon import Lexicon
from index.hits import Hit

#: Fields of whole values.
WHOLE = ("id", *VALUES)
#: Kinds of terms whose positions are kept.
PLACED = ("lemma", "form")
#: Columns of bytes.
BYTES = ("id", "revision", "facts")


class Texts:
    """One text of every row: its tokens as numbers of a lexicon, behind each other."""

    def __init__(self) -> None:
        self.entries = array("I")
        self.ends = array("Q", [0])
        #: Their positions, where they aren't simply 0, 1, 2 …
        self.positions: array[int] | None = None

    def close(self) -> None:
        """The text at hand is whole."""
        self.ends.append(len(self.entries))

    def tokens(self, places: Array) -> Tokens:
        """All tokens; row n is article ``places[n]``, and left out where that is -1."""
        ends = np.frombuffer(self.ends, np.uint64).astype(np.int64)
        sizes = np.diff(ends)
        entries = _numbers(self.entries)
        articles = np.repeat(places.astype(np.int32), sizes)
        if self.positions is None:
            positions = np.arange(len(entries), dtype=np.int32)
            positions -= np.repeat(ends[:-1].astype(np.int32), sizes)
        else:
            positions = _numbers(self.positions)
        if len(places) and int(places.min()) < 0:
            kept = articles >= 0
            return Tokens(entries[kept], articles[kept], positions[kept])
        return Tokens(entries, articles, positions)


class Named:
    """Terms that rows have, each once in a row: whole values, or who is quoted and from where to where."""

    def __init__(self, placed: bool = False) -> None:
        self._names: dict[str, int] = {}
        self._terms, self._rows = array("I"), array("I")
        self._sizes: array[int] | None = array("I") if placed else None
        self._positions = array("I")

    def add(self, row: int, name: str, positions: Sequence[int] = ()) -> None:
        """A row has a term, with its positions where these are kept."""
        self._terms.append(self._names.setdefault(name, len(self._names)))
        self._rows.append(row)
        if self._sizes is not None:
            self._sizes.append(len(positions))
            self._positions.extend(positions)

    def lists(self, places: Array) -> FieldPostings:
        """The posting list of every term; row n is article ``places[n]``, and left out where that is -1."""
        names = sorted(self._names)
        rank = np.empty(len(names), np.int64)
        rank[[self._names[name] for name in names]] = np.arange(len(names))
        terms, articles = rank[_numbers(self._terms)], places[_numbers(self._rows)]
        order = np.lexsort((articles, terms))
        order = order[articles[order] >= 0]
        counts, positions = np.ones(len(order), np.int32), None
        if self._sizes is not None:
            sizes = _numbers(self._sizes).astype(np.int64)
            counts = sizes[order].astype(np.int32)
            positions = _numbers(self._positions)[slices((np.cumsum(sizes) - sizes)[order], sizes[order])]
        return grouped(names, terms[order], articles[order].astype(np.int32), counts, positions)


class Rows:
    """What is indexed of each article, by number in the order in which they came."""

    def __init__(self) -> None:
        self.lexicon = Lexicon()
        self.texts = {name: Texts() for name in TEXTS}
        self.texts["quote"].positions = array("I")
        self.values = {name: Named() for name in WHOLE}
        self.said = Named(placed=True)
        self._numbers = {name: array("I") for name in NUMBERS}
        self._bytes: dict[str, list[bytes]] = {name: [] for name in BYTES}

    def __len__(self) -> int:
        return len(self._bytes["id"])

    def add(self, document: IndexDocument) -> int:
        """One more row; its number."""
        row = len(self)
        for name, text in (("title", document.title), ("body", document.body)):
            self.texts[name].entries.extend(self.lexicon.numbers(text))
            self.texts[name].close()
        self._quotes(row, document.quotes)
        for name in VALUES:
            for value in dict.fromkeys(document_values(document, name)):
                self.values[name].add(row, value)
        self.values["id"].add(row, document.id)
        self._columns(document)
        return row

    def _columns(self, document: IndexDocument) -> None:
        lengths = {f"{name}_words": text.ends[-1] - text.ends[-2] for name, text in self.texts.items()}
        dates = {"date_first": document.date_first, "date_last": document.date_last}
        for name, number in (dates | lengths).items():
            self._numbers[name].append(number)
        self._bytes["id"].append(document.id.encode())
        self._bytes["revision"].append(document.revision.encode())
        self._bytes["facts"].append(_facts(document))

    def column(self, name: str) -> Sequence[Any]:
        """What all rows have in a column."""
        return self._numbers[name] if name in self._numbers else self._bytes[name]

    def _quotes(self, row: int, quotes: Sequence[QuoteDocument]) -> None:
        """All quotations as one text with gaps, and the positions [start, end) of each by its speaker."""
        text, said = self.texts["quote"], dict[str, list[int]]()
        assert text.positions is not None
        start = 0
        for quote in quotes:
            numbers = self.lexicon.numbers(quote.text)
            end = start + len(numbers)
            text.entries.extend(numbers)
            text.positions.extend(range(start, end))
            for term in (ANYBODY, *([SPEAKER + quote.speaker] if quote.speaker is not None else [])):
                said.setdefault(term, []).extend((start, end))
            start = end + QUOTE_GAP
        text.close()
        for term, positions in said.items():
            self.said.add(row, term, positions)


def _numbers(column: array[int]) -> Array:
    """The numbers of an array, not copied."""
    return np.frombuffer(column, np.int32) if len(column) else np.empty(0, np.int32)


def _facts(document: IndexDocument) -> bytes:
    facts = {
        "title": document.title,
        "source": document.source,
        "source_id": document.source_id,
        "date": document.date,
        "regions": document.regions,
        "topics": document.topics,
        "speakers": document.speakers,
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def hit(article_id: str, raw: bytes, score: float) -> Hit:
    """What a list shows of an article, from its facts."""
    facts = json.loads(raw)
    return Hit(
        id=article_id,
        score=score,
        title=facts["title"],
        source=facts["source"],
        source_id=facts["source_id"] or None,
        date=facts["date"] or None,
        regions=tuple(facts["regions"]),
        topics=tuple(facts["topics"]),
        speakers=tuple(facts["speakers"]),
    )
