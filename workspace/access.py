"""Who may read what: the librarian's decisions, and what holds for an article today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archive.access import LEVELS, Terms
from archive.access.terms import day_of
from archive.errors import InvalidDate, InvalidRequest

if TYPE_CHECKING:
    from archive.access import Level
    from archive.store.access import Decision, Standing
    from workspace.core import Workspace
    from workspace.curating import Curating


@dataclass(frozen=True, slots=True)
class SourceAccess:
    """A source, how many articles it has, how many of these are not open today, and the decision in force."""

    source: str
    articles: int
    held: int
    decision: Decision | None


class Keeper:
    """Decisions about access: made, listed, undone; each is kept with who, when and why."""

    def __init__(self, workspace: Curating) -> None:
        self._workspace = workspace

    def articles(self, ids: Sequence[str], terms: Terms, who: str, **more: str | None) -> list[Decision]:
        """From now on these terms hold for some articles, all of them or none: ArticleNotFound. ``more`` may
        give ``rights`` and a ``reason``."""
        return self._keep([{"article_id": id} for id in dict.fromkeys(ids)], terms, who, more)

    def source(self, source: str, terms: Terms, who: str, **more: str | None) -> Decision:
        """The same for what a source has and will have, where nothing stronger is said of an article."""
        return self._keep([{"source": " ".join(source.split())}], terms, who, more)[0]

    def _keep(
        self, about: Sequence[dict[str, str]], terms: Terms, who: str, more: dict[str, str | None]
    ) -> list[Decision]:
        from archive.store.access import Decision

        given = {"rights": more.get("rights") or None, "reason": more.get("reason") or ""}
        decisions = [Decision(terms, who, _now(), **each, **given) for each in about]  # type: ignore[arg-type]
        made = self._workspace.store.decide(decisions)
        self._tell()
        return made

    def undo(self, number: int, who: str) -> Decision:
        """Take a decision back: what held before holds again. DecisionNotFound."""
        undone = self._workspace.store.undo_decision(number, who, _now())
        self._tell()
        return undone

    def all(self, article_id: str | None = None, source: str | None = None) -> list[Decision]:
        """Every decision, undone ones too, the oldest first; of one article or one source where asked."""
        made = self._workspace.store.decisions()
        return [
            each
            for each in made
            if (article_id is None or each.article_id == article_id)
            and (source is None or each.source == source)
        ]

    def standing(self, article_id: str) -> Standing:
        """What holds for an article today; that of an open one for an unknown id."""
        from archive.store.access import Standing

        found = self._workspace.store.standings([article_id], self._workspace.today())
        return found.get(article_id, Standing())

    def ids(self, level: Level) -> tuple[str, ...]:
        """Ids of the articles that are at a level (not open) today."""
        return tuple(sorted(self._workspace.store.held(self._workspace.today(), level)))

    def sources(self) -> list[SourceAccess]:
        """Every source that has articles or a decision, by name."""
        store = self._workspace.store
        counts, held = store.sources(), store.held_by_source(self._workspace.today())
        decided = {each.source: each for each in store.decisions() if each.source and not each.undone_at}
        names = sorted({*counts, *(name for name in decided if name)})
        return [
            SourceAccess(name, counts.get(name, 0), held.get(name, 0), decided.get(name)) for name in names
        ]

    def _tell(self) -> None:
        """Harvesters of this archive learn what has become public or not."""
        from workspace.harvesting import stamp

        stamp(self._workspace)


def levels_of(workspace: Workspace, ids: Sequence[str]) -> dict[str, str]:
    """Levels of those of the articles that are not open today; while nothing else has opened a store in a
    file they are read from the file itself (see ``Workspace.bodies``)."""
    if workspace.store_address is None and "store" not in workspace.__dict__:
        from archive.store.bodies import levels
        from workspace.core import STORE

        found = levels(workspace.folder / STORE, ids, workspace.today())
        if found is not None:
            return found
    if workspace.store.access_version() is None:
        return {}
    return dict(workspace.store.levels(ids, workspace.today()))


def terms_of(level: str, until: str | None = None, then: str | None = None) -> Terms:
    """Terms as typed: a level, perhaps only until a day (a year or month: until it is over), and the level
    from then on. InvalidRequest, InvalidDate.

    >>> terms_of("closed", "2030-01-01").code
    'until-2030-01-01'
    """
    for typed in filter(None, (level, then)):
        if typed not in LEVELS:
            raise InvalidRequest("access", typed, "access_level")
    try:
        day = day_of(until) if until else None
    except (ValueError, OverflowError) as error:
        raise InvalidDate(until or "", 0) from error
    if level == "open" and day is not None:
        raise InvalidRequest("access", f"open until {until}", "access_open_until")
    return Terms(_level(level), day, _level(then) if then and day else None)


def _level(typed: str) -> Level:
    return next(level for level in LEVELS if level == typed)


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def decision_json(decision: Decision) -> dict[str, Any]:
    """A decision as ``access --json`` tells it."""
    terms = decision.terms
    return {
        "number": decision.number,
        "article_id": decision.article_id,
        "source": decision.source,
        "level": terms.level,
        "until": terms.until.isoformat() if terms.until else None,
        "then": terms.then,
        "rights": decision.rights,
        "who": decision.who,
        "at": decision.at,
        "reason": decision.reason,
        "undone_by": decision.undone_by,
        "undone_at": decision.undone_at,
    }
