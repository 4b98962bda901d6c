"""Articles into the tables: each decided in its turn, all written in few statements.

What is decided depends on what came before, so the facts of the articles at hand are kept up with each one;
the rows themselves wait until ``flush``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, Literal

from sqlalchemy import Connection, delete, func, insert, select, update

from archive.extract.merge import merged
from archive.model import Correction
from archive.store import access, held, rows, taken
from archive.store.corrections import in_force
from archive.store.mending import mend_original
from archive.store.people import people_rows, replace_rows
from archive.store.ready import Ready
from archive.store.schema import article_people, articles, extracted, metadata, originals, versions
from archive.store.versions import keep_superseded
from archive.store.withdrawals import barrier

Outcome = Literal["added", "updated", "unchanged", "duplicate", "withdrawn"]
_KNOWN = select(articles.c.id, articles.c.state, articles.c.path, articles.c.record, articles.c.sha256)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is asked of an article that is there."""

    id: str
    state: str
    path: str
    record: int

    def from_place(self, path: str, record: int) -> bool:
        """Whether it came from the same record of the same file (its folder may have moved)."""
        return self.record == record and PurePath(self.path).name == PurePath(path).name


class Putting:
    """Puts articles in through one connection; ``touched`` gathers the people whose sums are due.

    ``expect`` reads in one go what ``put`` and ``seen`` will ask; without it they ask one by one.
    """

    def __init__(self, connection: Connection, touched: set[str]) -> None:
        self._connection = connection
        self._touched = touched
        self._barrier = barrier(connection)
        self._by_id: dict[str, Facts | None] = {}
        self._by_digest: dict[str, Facts | None] = {}
        self._taken: dict[str, taken.Taken | None] = {}
        self._known_keys: set[str] = set()
        self._new: list[Ready] = []
        self._remembered: dict[str, dict[str, Any]] = {}
        self._is_guarded = access.version(connection) is not None

    def expect(self, batch: Iterable[Ready], keys: Iterable[str]) -> None:
        """Reads the facts of articles to be put in, and of the records of some keys."""
        every = list(batch)
        self._look_up([*keys, *(each.key for each in every if each.key)])
        ids = {each.id for each in every} | {found.article_id for found in self._taken.values() if found}
        self._read_ids(ids - self._by_id.keys())
        self._read_digests({each.row["sha256"] for each in every if not each.named} - self._by_digest.keys())

    def seen(self, key: str, path: str, record: int) -> Outcome | None:
        """What a record that was taken in before comes to now, ``None`` when it must be read again: its
        article is gone, or has changed since by the same record of the same file. An article that another
        record changed afterwards stays as it is."""
        if key not in self._taken:
            self._look_up([key])
        was = self._taken[key]
        now = self._facts(was.article_id) if was else None
        if was is None or now is None:
            return None
        here = now.from_place(path, record)
        if was.duplicate:
            return None if here else "duplicate"
        return "unchanged" if now.state == was.state or not here else None

    def put(self, ready: Ready) -> Outcome:
        """Decide what becomes of an article, to be written at ``flush`` at the latest."""
        row = ready.row
        if self._barrier.stops(row):
            return "withdrawn"
        if ready.key and (outcome := self.seen(ready.key, row["path"], row["record"])):
            return outcome
        facts = self._facts(ready.id)
        if facts is None and not ready.named:
            # The same bytes, cleaned by newer rules: its permalink must not change.
            facts = self._facts_of_digest(row["sha256"])
        if facts is None:
            self._new.append(ready)
            self._holds(ready)
            return "added"
        if not ready.named and not facts.from_place(row["path"], row["record"]):
            self._remember(ready, facts, duplicate=True)
            mend_original(self._connection, ready)
            return "duplicate"
        ready = ready.under(facts.id)
        if facts.state == ready.row["state"]:
            self._remember(ready, facts)
            mend_original(self._connection, ready)
            return "unchanged"
        self.flush()
        self._update(ready)
        self._holds(ready)
        return "updated"

    def flush(self) -> None:
        """Writes what waits."""
        new, self._new = self._new, []
        if new:
            made = in_force(self._connection, [each.id for each in new])
            self._keep_originals(new)
            new = [self._corrected(each, made.get(each.id, ())) for each in new]
            self._insert(articles, [each.row for each in new])
            self._insert(versions, [_version(each, 1) for each in new])
            self._insert(article_people, [row for each in new for row in each.people])
            self._attach(new)
            self._touched.update(row["person_id"] for each in new for row in each.people)
            self._hold_back(new)
        remembered, self._remembered = self._remembered, {}
        taken.keep(self._connection, self._known_keys, list(remembered.values()))
        self._known_keys.update(remembered)

    def _update(self, ready: Ready) -> None:
        made = in_force(self._connection, [ready.id]).get(ready.id, ())
        self._keep_originals([ready])
        keep_superseded(self._connection, ready.id)
        ready = self._corrected(ready, made)
        run = self._connection.execute
        run(update(articles).where(articles.c.id == ready.id), ready.row)
        run(delete(extracted).where(extracted.c.article_id == ready.id))
        for name in ready.beside:
            table = metadata.tables[name]
            run(delete(table).where(table.c.article_id == ready.id))
        last = select(func.max(versions.c.number)).where(versions.c.article_id == ready.id)
        self._insert(versions, [_version(ready, (run(last).scalar() or 0) + 1)])
        self._touched |= replace_rows(self._connection, ready.id, ready.people)
        self._attach([ready])
        self._hold_back([ready])

    def _hold_back(self, every: list[Ready]) -> None:
        """What may be read of articles that are new or changed, where anything was ever held back."""
        self._is_guarded = self._is_guarded or any(each.row["access"] for each in every)
        if self._is_guarded:
            access.bring_up(self._connection, [each.id for each in every])

    def _corrected(self, ready: Ready, made: tuple[Correction, ...]) -> Ready:
        """The same with what people have corrected laid over it."""
        if not made:
            return ready
        found = ready.annotations
        now = merged(ready.article, found, made)
        if found is not None and now.date_origin == "person":
            # They were read on the record's date, which does not hold: due again.
            found = replace(found, version="")
        return replace(
            ready,
            row=rows.to_row(ready.article, now),
            found=rows.found_row(ready.id, found) if found is not None else None,
            people=people_rows(now, found),
        )

    def _attach(self, every: list[Ready]) -> None:
        self._insert(extracted, [each.found for each in every if each.found is not None])
        for name in sorted({name for each in every for name in each.beside}):
            self._insert(metadata.tables[name], [row for each in every for row in each.beside.get(name, ())])

    def _keep_originals(self, every: list[Ready]) -> None:
        wanted = {each.row["sha256"]: each for each in every}
        there: set[str] = set()
        for page in taken.pages(wanted):
            query = select(originals.c.sha256).where(originals.c.sha256.in_(page))
            there.update(self._connection.execute(query).scalars())
        new = [(digest, each) for digest, each in wanted.items() if digest not in there]
        rows_new = [{"sha256": d, "size": e.size, "data": e.packed} for d, e in new]
        self._insert(originals, held.kept(self._connection, rows_new))

    def _insert(self, table: Any, every: list[Any]) -> None:
        if every:
            self._connection.execute(insert(table), every)

    def _holds(self, ready: Ready) -> None:
        """From now on the article is as this record has it."""
        row = ready.row
        facts = Facts(ready.id, row["state"], row["path"], row["record"])
        self._by_id[ready.id] = facts
        if not ready.named:
            self._by_digest[row["sha256"]] = facts
        self._remember(ready, facts)

    def _remember(self, ready: Ready, facts: Facts, duplicate: bool = False) -> None:
        if ready.key is None:
            return
        state = ready.row["state"]
        self._taken[ready.key] = taken.Taken(facts.id, state, duplicate)
        row = {"key": ready.key, "article_id": facts.id, "state": state, "duplicate": int(duplicate)}
        self._remembered[ready.key] = row

    def _look_up(self, keys: list[str]) -> None:
        asked = {key for key in keys if key not in self._taken}
        found = taken.lookup(self._connection, asked) if asked else {}
        self._taken |= {key: found.get(key) for key in asked}
        self._known_keys.update(found)

    def _facts(self, id: str) -> Facts | None:
        if id not in self._by_id:
            self._read_ids({id})
        return self._by_id[id]

    def _facts_of_digest(self, digest: str) -> Facts | None:
        if digest not in self._by_digest:
            self._read_digests({digest})
        return self._by_digest[digest]

    def _read_ids(self, ids: set[str]) -> None:
        self._by_id |= dict.fromkeys(ids)
        for page in taken.pages(sorted(ids)):
            for row in self._connection.execute(_KNOWN.where(articles.c.id.in_(page))):
                self._by_id[row.id] = Facts(row.id, row.state, row.path, row.record)

    def _read_digests(self, digests: set[str]) -> None:
        self._by_digest |= dict.fromkeys(digests)
        unnamed = (articles.c.url.is_(None), articles.c.source_id.is_(None))
        for page in taken.pages(sorted(digests)):
            query = _KNOWN.where(articles.c.sha256.in_(page), *unnamed).order_by(articles.c.id.desc())
            for row in self._connection.execute(query):
                self._by_digest[row.sha256] = Facts(row.id, row.state, row.path, row.record)


def _version(ready: Ready, number: int) -> dict[str, Any]:
    row = ready.row
    names = ("sha256", "provenance")
    return {"article_id": ready.id, "number": number} | {name: row[name] for name in names}
