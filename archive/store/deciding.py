"""Rows of decisions about access: made, undone, listed; what follows is brought up to date at once."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, insert, select, update

from archive.errors import DecisionNotFound
from archive.store.access import Decision, bring_up, decision_of
from archive.store.access_tables import access_decisions
from archive.store.schema import articles


def decide(connection: Connection, decision: Decision) -> Decision:
    """Writes a decision down and brings what follows from it up to date; it comes back with its number."""
    row = {
        name: getattr(decision, name) for name in ("article_id", "source", "rights", "who", "at", "reason")
    }
    row["terms"] = decision.terms.code
    key = connection.execute(insert(access_decisions), row).inserted_primary_key
    assert key is not None
    _follow(connection, decision)
    return replace(decision, number=int(key[0]))


def undo(connection: Connection, number: int, who: str, at: str) -> Decision:
    """Takes a decision back: the one before it holds again. DecisionNotFound."""
    column = access_decisions.c
    found = select(access_decisions).where(column.number == number, column.undone_at.is_(None))
    row = connection.execute(found).first()
    if row is None:
        raise DecisionNotFound(number)
    change = update(access_decisions).where(column.number == number)
    connection.execute(change.values(undone_by=who, undone_at=at))
    undone = replace(decision_of(row), undone_by=who, undone_at=at)
    _follow(connection, undone)
    return undone


def _follow(connection: Connection, decision: Decision) -> None:
    if decision.article_id is not None:
        bring_up(connection, [decision.article_id])
        return
    of_source = select(articles.c.id).where(articles.c.source == decision.source)
    bring_up(connection, list(connection.execute(of_source).scalars()))


def all_decisions(connection: Connection) -> list[Decision]:
    """Every decision, undone ones too, in the order they were made."""
    query = select(access_decisions).order_by(access_decisions.c.number)
    return [decision_of(row) for row in connection.execute(query)]
