"""One generation of a Whoosh index, as numbered articles with posting lists, columns and values.

Article numbers run through all segments. Deleted articles are in none of the answers.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from index.engines.common import date_of, value_key, year_of
from index.engines.whoosh.bits import from_numbers, to_numbers
from index.engines.whoosh.rows import unpack_lemmas
from index.engines.whoosh.schema import unpack
from index.scoring import Counts

Postings = dict[int, int]
_KEPT_POSTINGS = 4_000_000
_KEPT_LEMMAS = 2_000


class Snapshot:
    """Reads through ``reader``; remembers posting lists while it lives."""

    def __init__(self, reader: Any, generation: int) -> None:
        self.generation = generation
        self._reader = reader
        self._leaves = [(leaf, base) for leaf, base in reader.leaf_readers() if leaf.doc_count_all()]
        self.size = sum(leaf.doc_count_all() for leaf, _ in self._leaves)
        self._postings: dict[tuple[str, str], Postings] = {}
        self._room = _KEPT_POSTINGS
        self._lemmas: dict[int, dict[str, Counts]] = {}
        self._values: dict[str, dict[str, tuple[str, int]]] = {}

    def close(self) -> None:
        self._reader.close()

    @cached_property
    def live(self) -> int:
        """All articles that are not deleted."""
        return from_numbers(
            (number + base for leaf, base in self._leaves for number in leaf.all_doc_ids()), self.size
        )

    @cached_property
    def count(self) -> int:
        return self.live.bit_count()

    def postings(self, field: str, term: str) -> Postings:
        """Article number → how often the term stands in that field."""
        key = (field, term)
        found = self._postings.get(key)
        if found is None:
            found = dict(self._read(field, term))
            if len(found) > self._room:
                self._postings.clear()
                self._room = _KEPT_POSTINGS
            self._room -= len(found) + 1
            self._postings[key] = found
        return found

    def _read(self, field: str, term: str) -> Iterator[tuple[int, int]]:
        for leaf, base in self._leaves:
            if (field, term.encode()) in leaf:
                matcher = leaf.postings(field, term.encode())
                while matcher.is_active():
                    yield matcher.id() + base, int(matcher.weight())
                    matcher.next()

    def positions(self, field: str, term: str, numbers: Sequence[int]) -> dict[int, tuple[int, ...]]:
        """Positions of a term in those of the articles (rising numbers) that have it."""
        found: dict[int, tuple[int, ...]] = {}
        for leaf, base in self._leaves:
            if (field, term.encode()) not in leaf:
                continue
            matcher = leaf.postings(field, term.encode())
            end = base + leaf.doc_count_all()
            for number in numbers:
                if not base <= number < end or not matcher.is_active():
                    continue
                if matcher.id() < number - base:
                    matcher.skip_to(number - base)
                if matcher.is_active() and matcher.id() == number - base:
                    found[number] = unpack(matcher.value())
        return found

    def members(self, field: str, term: str) -> int:
        """The set of articles that have a term."""
        return from_numbers(self.postings(field, term), self.size)

    def document_count(self, kind: str, term: str) -> int:
        """Articles that have a term of that kind in title or body."""
        if kind == "lemma":
            return int(self._reader.doc_frequency("any_lemma", term.encode())) - self._gone[term]
        fields = (f"title_{kind}", f"body_{kind}")
        counts = [self._reader.doc_frequency(field, term.encode()) for field in fields]
        if self._reader.has_deletions() or all(counts):
            return len(self.postings(fields[0], term).keys() | self.postings(fields[1], term).keys())
        return sum(counts)

    @cached_property
    def _gone(self) -> Counter[str]:
        """In how many deleted articles each lemma stands: the files still count them."""
        deleted = to_numbers(((1 << self.size) - 1) & ~self.live)
        return Counter(term for number in deleted for term in self.lemmas(number))

    def lemmas(self, number: int) -> dict[str, Counts]:
        """How often every lemma stands in an article's title and body."""
        if number not in self._lemmas:
            if len(self._lemmas) >= _KEPT_LEMMAS:
                self._lemmas.clear()
            for reader, place in self._located("lemmas", (number,)):
                self._lemmas[number] = unpack_lemmas(bytes(reader[place]))
        return self._lemmas[number]

    def terms(self, field: str, prefix: str = "") -> Iterator[str]:
        """Terms of a field in code point order; some may belong to deleted articles only."""
        for raw in self._reader.expand_prefix(field, prefix.encode()):
            yield raw.decode()

    def column(self, name: str) -> list[int]:
        """The number of each article under that name."""
        found: list[int] | None = self.__dict__.get(f"column_{name}")
        if found is None:
            found = []
            for leaf, _ in self._leaves:
                reader = leaf.column_reader(name, translate=False)
                found.extend([reader[number] for number in range(leaf.doc_count_all())])
            self.__dict__[f"column_{name}"] = found
        return found

    def numbers(self) -> Iterable[int]:
        return to_numbers(self.live)

    def texts(self, name: str, numbers: Iterable[int]) -> Iterator[str]:
        """Text of a column (id, revision) of each of the articles (rising numbers)."""
        for reader, number in self._located(name, numbers):
            value = reader[number]
            yield value if isinstance(value, str) else bytes(value).decode()

    def facts(self, number: int) -> dict[str, Any]:
        """What a list shows of an article, and its quotations."""
        for reader, place in self._located("facts", (number,)):
            facts: dict[str, Any] = json.loads(bytes(reader[place]))
            return facts
        raise KeyError(number)

    def _located(self, name: str, numbers: Iterable[int]) -> Iterator[tuple[Any, int]]:
        readers: dict[int, Any] = {}
        for number in numbers:
            for leaf, base in self._leaves:
                if base <= number < base + leaf.doc_count_all():
                    if base not in readers:
                        readers[base] = leaf.column_reader(name, translate=False)
                    yield readers[base], number - base

    @cached_property
    def ids(self) -> list[str]:
        """Id of every article by number."""
        return list(self.texts("id", range(self.size)))

    def values(self, field: str) -> dict[str, tuple[str, int]]:
        """Values of a facet field: key → the value as shown and the set of its articles."""
        if field not in self._values:
            read = {"date_year": self._years, "date": self._dates}.get(field)
            self._values[field] = read() if read else self._read_values(field)
        return self._values[field]

    def _read_values(self, field: str) -> dict[str, tuple[str, int]]:
        found: dict[str, tuple[str, int]] = {}
        for value in self.terms(field):
            members = self.members(field, value)
            if members:
                shown, others = found.get(key := value_key(field, value), (value, 0))
                found[key] = (min(shown, value), others | members)
        return found

    def _years(self) -> dict[str, tuple[str, int]]:
        days = self.column("date_first")
        return self._grouped(lambda number: year_of(days[number]))

    def _dates(self) -> dict[str, tuple[str, int]]:
        firsts, lasts = self.column("date_first"), self.column("date_last")
        return self._grouped(lambda number: date_of(firsts[number], lasts[number]))

    def _grouped(self, value: Callable[[int], str]) -> dict[str, tuple[str, int]]:
        groups: dict[str, list[int]] = {}
        for number in self.numbers():
            groups.setdefault(value(number), []).append(number)
        return {name: (name, from_numbers(numbers, self.size)) for name, numbers in groups.items()}
