"""What people do to single articles: corrections, withdrawals."""

from __future__ import annotations

from abc import abstractmethod

from archive.errors import ArticleNotFound
from archive.model import Article, Correction
from archive.store import corrections, withdrawals
from archive.store import review as _review  # noqa: F401 its table belongs to every store
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
            touched, shared = withdrawals.withdraw(writer.connection, id, reason, who, at)
            writer.touched |= touched
        erase(self.engine)
        return sorted(shared)

    def lift(self, id: str, who: str, at: str) -> None:
        """Let the record of a withdrawn article in again; ArticleNotFound when it is not withdrawn."""
        with self._write() as writer:
            if not withdrawals.lift(writer.connection, id, who, at):
                raise ArticleNotFound(id)

    def withdrawals(self) -> list[Withdrawal]:
        """Every withdrawal ever made, lifted ones too, the oldest first."""
        with self._read() as connection:
            return withdrawals.all_withdrawals(connection)

    def corrections(self, id: str | None = None) -> list[Correction]:
        """Every correction of an article, or of all, undone ones too, in the order they were made."""
        with self._read() as connection:
            return corrections.all_of(connection, id)
