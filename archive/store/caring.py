"""What people do to single articles: corrections, withdrawals, who may read them."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from abc import abstractmethod
from collections.abc import Sequence
from functools import cached_property

from archive.access import Level
from archive.errors import ArticleNotFound, OriginalsLeft
from archive.model import Article, Correction
from archive.store import access, corrections, deciding, held, withdrawals
from archive.store import review as _review  # noqa: F401 its table belongs to every store
from archive.store.access import Decision, Standing
from archive.store.bodies import Watch
from archive.store.connected import Connected
from archive.store.engine import erase
from archive.store.withdrawals import Withdrawal


class Caring(Connected):
    """The librarian's half of a store."""

    @abstractmethod
    def get(self, id: str) -> Article: ...

    def correct(self, correction: Correction) -> Correction:
        """Keep what a person corrected and bring the article up to date; ArticleNotFound."""
        with self._write() as writer:
            self.get(correction.article_id)
            kept = corrections.keep(writer.connection, correction)
            writer.refresh(kept.article_id)
            return kept

    def undo(self, number: int, who: str, at: str) -> Correction:
        """Take a correction back; it stays in the list with who did so. CorrectionNotFound."""
        with self._write() as writer:
            undone = corrections.undo(writer.connection, number, who, at)
            writer.refresh(undone.article_id)
            return undone

    def withdraw(self, id: str, reason: str, who: str, at: str) -> list[str]:
        """Take an article out for good and keep it out; ArticleNotFound. Ids of the articles that have the
        same original bytes, which stay with them."""
        with self._write() as writer:
            self.get(id)
            inside = held.elsewhere(writer.connection, id)
            touched, shared = withdrawals.withdraw(writer.connection, id, reason, who, at)
            writer.touched |= touched
            held.owe(writer.connection, held.without_row(writer.connection, inside))
        try:
            if inside:
                with contextlib.suppress(OriginalsLeft):  # told by who asks ``settle`` at the end
                    self.settle()
        finally:
            erase(self.engine)
        return sorted(shared)

    def settle(self) -> None:
        """Has the bucket delete what withdrawn articles left there; OriginalsLeft names what stays, to be
        tried again by the next withdrawal or proof. After the commit of a withdrawal, because bytes that are
        gone can't come back when a transaction fails."""
        with self._write() as writer:
            left = held.settle(writer.connection)
            place = held.address(writer.connection)
        if left:
            raise OriginalsLeft(place, ", ".join(left))

    def lift(self, id: str, who: str, at: str) -> None:
        """Let the record of a withdrawn article in again; ArticleNotFound when it is not withdrawn."""
        with self._write() as writer:
            if not withdrawals.lift(writer.connection, id, who, at):
                raise ArticleNotFound(id)

    def decide(self, decisions: Sequence[Decision]) -> list[Decision]:
        """Keep who may read some articles or sources from now on, all of it or nothing; ArticleNotFound."""
        with self._write() as writer:
            for each in decisions:
                if each.article_id is not None:
                    self.get(each.article_id)
            return [deciding.decide(writer.connection, each) for each in decisions]

    def undo_decision(self, number: int, who: str, at: str) -> Decision:
        """Take a decision about access back; it stays in the list with who did so. DecisionNotFound."""
        with self._write() as writer:
            return deciding.undo(writer.connection, number, who, at)

    def decisions(self) -> list[Decision]:
        """Every decision about access ever made, undone ones too, the oldest first."""
        with self._read() as connection:
            return deciding.all_decisions(connection)

    def access_version(self) -> int | None:
        """Grows with every change of what may be read; ``None`` while nothing was ever held back."""
        if self._writing is None and self.engine.dialect.name == "sqlite":
            # Asked for every page: by a connection that stays open.
            with contextlib.suppress(sqlite3.Error):
                return self._watch.version()
        with self._read() as connection:
            return access.version(connection)

    @cached_property
    def _watch(self) -> Watch:
        return Watch(str(self.engine.url.database))

    def close(self) -> None:
        if "_watch" in self.__dict__:
            self.__dict__.pop("_watch").close()
        super().close()

    def levels(self, ids: Sequence[str], day: dt.date) -> dict[str, Level]:
        """Levels of those of the articles that are not open on a day."""
        with self._read() as connection:
            return access.levels(connection, ids, day)

    def held_by_source(self, day: dt.date) -> dict[str, int]:
        """How many articles of each source are not open on a day; sources without any are left out."""
        with self._read() as connection:
            return access.held_by_source(connection, day)

    def held(self, day: dt.date, level: Level) -> frozenset[str]:
        """Ids of all articles at a level (not open) on a day."""
        with self._read() as connection:
            return access.held(connection, day, level)

    def standings(self, ids: Sequence[str], day: dt.date) -> dict[str, Standing]:
        """What holds for some articles on a day; unknown ids are left out."""
        with self._read() as connection:
            return access.standings(connection, ids, day)

    def withdrawals(self) -> list[Withdrawal]:
        """Every withdrawal ever made, lifted ones too, the oldest first."""
        with self._read() as connection:
            return withdrawals.all_withdrawals(connection)

    def corrections(self, id: str | None = None) -> list[Correction]:
        """Every correction of an article, or of all, undone ones too, in the order they were made."""
        with self._read() as connection:
            return corrections.all_of(connection, id)
