"""What was done to the archive, as the pages of the librarian tell it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.access import Terms
from archive.model import Correction
from archive.store.access import Decision
from archive.store.withdrawals import Withdrawal
from messages import text

if TYPE_CHECKING:
    from workspace import Workspace


@dataclass(frozen=True, slots=True)
class Deed:
    """One edit. ``undo`` is the number to take it back by, at ``endpoint``; None where that can't be or was
    done. Without an ``article_id`` it is about a whole source."""

    at: str
    who: str
    what: str
    change: str
    reason: str
    article_id: str
    gone: bool = False
    number: int = 0
    undo: int | None = None
    undone: str = ""
    endpoint: str = "librarian.undo"


def of_corrections(workspace: Workspace, made: Iterable[Correction], ui: str) -> list[Deed]:
    return [_corrected(workspace, each, ui) for each in made]


def of_withdrawals(made: Iterable[Withdrawal], ui: str) -> list[Deed]:
    """Each withdrawal, and each lifting of one."""
    deeds: list[Deed] = []
    for each in made:
        own = (each.article_id, True)
        deeds.append(Deed(each.at, each.who, text("lib.withdrawn", ui), "", each.reason, *own))
        if each.lifted_at:
            lifted = text("lib.lifted", ui)
            deeds.append(Deed(each.lifted_at, each.lifted_by or "", lifted, "", "", *own))
    return deeds


def of_decisions(made: Iterable[Decision], ui: str) -> list[Deed]:
    """Each decision about access."""
    return [_decided(each, ui) for each in made]


def _decided(made: Decision, ui: str) -> Deed:
    about = f": {text('cli.access.source', ui, source=made.source)}" if made.source else ""
    return Deed(
        at=made.at,
        who=made.who,
        what=text("access.heading", ui) + about,
        change="; ".join(filter(None, (terms_line(made.terms, ui), made.rights))),
        reason=made.reason,
        article_id=made.article_id or "",
        number=made.number,
        undo=None if made.undone_at else made.number,
        undone=_undone(made, ui),
        endpoint="librarian.undo_access",
    )


def terms_line(terms: Terms, ui: str) -> str:
    """A level, until when, and what then."""
    words = text(f"access.level.{terms.level}", ui)
    if terms.until:
        words += f" {text('access.until', ui, date=terms.until.isoformat())}"
    if terms.then:
        words += f", {text('access.then', ui, level=text(f'access.level.{terms.then}', ui))}"
    return words


def _undone(made: Correction | Decision, ui: str) -> str:
    if not made.undone_at:
        return ""
    return text("cli.correct.undone", ui, who=made.undone_by or "", at=made.undone_at)


def _corrected(workspace: Workspace, made: Correction, ui: str) -> Deed:
    return Deed(
        at=made.at,
        who=made.who,
        what=text(f"correction.target.{made.target}", ui) + _about(workspace, made, ui),
        change=_change(made, ui),
        reason=made.reason,
        article_id=made.article_id,
        number=made.number,
        undo=None if made.undone_at else made.number,
        undone=_undone(made, ui),
    )


def _about(workspace: Workspace, made: Correction, ui: str) -> str:
    """Which region or topic; which quotation, by where it begins."""
    if made.target in ("region", "topic"):
        return f": {workspace.label(made.target, made.key, ui)}"
    return f" #q{made.key.partition(':')[0]}" if made.key else ""


def _change(made: Correction, ui: str) -> str:
    if made.old == made.new:
        return f"{_value(made.new, ui)} ({text('correction.confirmed', ui)})"
    return f"{_value(made.old, ui)} → {_value(made.new, ui)}"


def _value(value: object, ui: str) -> str:
    name = getattr(value, "name", value)
    if name is None:
        return text("correction.value.none", ui)
    if name in ("absent", "present", "main"):
        return text(f"correction.value.{name}", ui)
    return str(name)
