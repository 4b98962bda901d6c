"""Bringing the tables of what is nearly the same in step with the articles.

What they hold follows from the articles that are there, not from the order in which they came: two texts are
a pair when reading them says so and they share a key that is not crowded; groups follow from pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select

from archive.duplicates import Signature, compare, features, may_be_alike, sign
from archive.store.similar_groups import regroup
from archive.store.similar_rows import (
    having_of,
    insert_bands,
    keys_of,
    numbers_of,
    orphans,
    pages,
    pairs_among,
    sketches,
    text_row,
    texts_of,
    unpacked,
)
from archive.store.similar_schema import (
    similar_articles,
    similar_bands,
    similar_crowded,
    similar_pairs,
    similar_texts,
)

#: A key that more texts have tells nothing.
CROWD = 64
_PAIR = (similar_pairs.c.one, similar_pairs.c.other)


@dataclass(slots=True)
class UpdateReport:
    """``signed`` articles were read; ``compared`` pairs of texts were read beside each other, of which
    ``alike`` are nearly the same; ``removed`` texts are in no article any more."""

    signed: int = 0
    compared: int = 0
    alike: int = 0
    removed: int = 0


@dataclass(slots=True)
class Batch:
    """The texts of one batch that were not there before: number → signature."""

    new: dict[int, Signature] = field(default_factory=dict)
    #: Texts whose group may be another one now.
    touched: set[int] = field(default_factory=set)


class Updating:
    """Takes in batches through one connection each; remembers between them which keys are crowded."""

    def __init__(self) -> None:
        self.report = UpdateReport()

    def take(self, connection: Connection, rows: Sequence[Any]) -> None:
        """Signs these articles and finds what their texts are like."""
        self._crowded = set(connection.execute(select(similar_crowded.c.key)).scalars())
        batch = Batch()
        signed = {row.id: sign(row.title, row.body) for row in rows}
        numbers = self._numbers(connection, signed.values(), batch)
        self._place(connection, rows, {id: numbers[each.digest] for id, each in signed.items()}, batch)
        pairs = self._meet(connection, batch)
        batch.touched |= self._read(connection, pairs)
        regroup(connection, batch.touched)
        self.report.signed += len(rows)

    def forget(self, connection: Connection) -> None:
        """Takes away the texts that no article has any more, with their pairs."""
        rows = orphans(connection)
        for row in rows:
            self._forget_one(connection, row)
        self.report.removed += len(rows)

    def _numbers(self, connection: Connection, signed: Iterable[Signature], batch: Batch) -> dict[str, int]:
        """The number of each digest; those not known get one."""
        wanted = {each.digest: each for each in signed}
        found = numbers_of(connection, wanted)
        new = [each for digest, each in wanted.items() if digest not in found]
        if new:
            connection.execute(insert(similar_texts), [text_row(each) for each in new])
            made = numbers_of(connection, [each.digest for each in new])
            batch.new = {made[each.digest]: each for each in new}
            found |= made
        return found

    def _place(
        self, connection: Connection, rows: Sequence[Any], text_of: dict[str, int], batch: Batch
    ) -> None:
        ids = list(text_of)
        held = similar_articles.c.article_id.in_(ids)
        batch.touched |= set(connection.execute(select(similar_articles.c.text).where(held)).scalars())
        connection.execute(delete(similar_articles).where(held))
        placed = [{"article_id": row.id, "state": row.state, "text": text_of[row.id]} for row in rows]
        connection.execute(insert(similar_articles), placed)
        batch.touched |= set(text_of.values())

    def _meet(self, connection: Connection, batch: Batch) -> set[tuple[int, int]]:
        """Pairs of a new text and another that share a key which is not crowded."""
        bands = sorted((key, number) for number, each in batch.new.items() for key in each.keys)
        having: dict[int, list[int]] = defaultdict(list)
        for key, number in bands:
            having[key].append(number)
        before = having_of(connection, [key for key in having if key not in self._crowded])
        insert_bands(connection, bands)
        pairs: set[tuple[int, int]] = set()
        full: dict[int, list[int]] = {}
        for key, numbers in having.items():
            if key in self._crowded:
                continue
            there = before.get(key, ())
            if not there and len(numbers) == 1:
                continue
            if len(there) + len(numbers) > CROWD:
                full[key] = [*there, *numbers]
                continue
            pairs |= {_pair(one, other) for one in numbers for other in (*there, *numbers) if one != other}
        self._crowd(connection, full, batch)
        return pairs

    def _crowd(self, connection: Connection, full: dict[int, list[int]], batch: Batch) -> None:
        """These keys tell nothing from now on: pairs that nothing else held together are undone."""
        if not full:
            return
        self._crowded |= full.keys()
        connection.execute(insert(similar_crowded), [{"key": key} for key in full])
        members = {number for numbers in full.values() for number in numbers} - batch.new.keys()
        held = pairs_among(connection, members)
        keys = keys_of(connection, {number for pair in held for number in pair})
        for one, other in held:
            if not (keys[one] & keys[other]) - self._crowded:
                connection.execute(delete(similar_pairs).where(_PAIR[0] == one, _PAIR[1] == other))
                batch.touched |= {one, other}

    def _read(self, connection: Connection, pairs: set[tuple[int, int]]) -> set[int]:
        """Reads the texts of pairs that the sketches promise something of; keeps those that are alike."""
        sketched = sketches(connection, {number for pair in pairs for number in pair})
        worth = sorted(p for p in pairs if may_be_alike(sketched[p[0]], sketched[p[1]]))
        if not worth:
            return set()
        read = {
            number: features(title, body)
            for number, title, body in texts_of(connection, {number for pair in worth for number in pair})
        }
        found: list[dict[str, Any]] = []
        for one, other in worth:
            likeness = compare(read[one], read[other])
            if likeness is not None:
                found.append(
                    {"one": one, "other": other, "jaccard": likeness.jaccard}
                    | {"containment": likeness.containment, "relation": likeness.relation}
                )
        if found:
            connection.execute(insert(similar_pairs), found)
        self.report.compared += len(worth)
        self.report.alike += len(found)
        return {number for row in found for number in (row["one"], row["other"])}

    def _forget_one(self, connection: Connection, row: Any) -> None:
        number, keys = row.number, unpacked(row.bands)
        mine = or_(_PAIR[0] == number, _PAIR[1] == number)
        near = {n for pair in connection.execute(select(*_PAIR).where(mine)) for n in pair}
        connection.execute(delete(similar_pairs).where(mine))
        for page in pages(keys):
            own = similar_bands.c.key.in_(page), similar_bands.c.text == number
            connection.execute(delete(similar_bands).where(*own))
        connection.execute(delete(similar_texts).where(similar_texts.c.number == number))
        near |= self._loosen(connection, keys)
        regroup(connection, near | {number})

    def _loosen(self, connection: Connection, keys: Sequence[int]) -> set[int]:
        """Crowded keys that are not so any more tell something again."""
        touched: set[int] = set()
        crowded = similar_crowded.c.key
        for key in connection.execute(select(crowded).where(crowded.in_(list(keys)))).scalars().all():
            query = select(similar_bands.c.text).where(similar_bands.c.key == key).limit(CROWD + 1)
            texts = sorted(connection.execute(query).scalars())
            if len(texts) > CROWD:
                continue
            connection.execute(delete(similar_crowded).where(crowded == key))
            pairs = {(one, other) for one in texts for other in texts if one < other}
            touched |= self._read(connection, pairs - pairs_among(connection, texts))
        return touched


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
