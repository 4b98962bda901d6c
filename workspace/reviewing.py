"""The review list: what a person should look at, by kind."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from archive.errors import ArticleNotFound, InvalidRequest
from index.document import article_of
from index.query.ast import Everything
from index.request import SearchRequest

if TYPE_CHECKING:
    from archive.store.review import Listed
    from workspace.core import Workspace

Kind = Literal["undated", "speaker", "duplicate", "ocr", "language"]
KINDS: tuple[Kind, ...] = get_args(Kind)
#: Scanned pages below are worth a look.
OCR_LIMIT = 0.8


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """An article of the list. ``why``: how many share the text (duplicate), how sure the reading program was
    (ocr), the language (language), how many quotations (speaker); nothing for undated ones."""

    kind: Kind
    article_id: str
    title: str
    source: str
    date: str | None
    why: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    total: int
    rows: tuple[ReviewRow, ...]

    def as_json(self) -> dict[str, Any]:
        return {"total": self.total, "items": [asdict(row) for row in self.rows]}


class Reviewing:
    """Lists of a workspace; a row leaves its list when it was mended or looked at, and comes back when the
    article changes."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def counts(self) -> dict[Kind, int]:
        """How many are due, by kind."""
        return {kind: len(self._due(kind)) for kind in KINDS}

    def page(self, kind: str, offset: int = 0, limit: int = 20) -> ReviewPage:
        """Some rows of a kind; InvalidRequest for one that there is not."""
        known = _known(kind)
        due = self._due(known)
        shown = due[offset : offset + limit]
        articles = {each.id: each for each in self._workspace.articles([row.article_id for row in shown])}
        rows = []
        for row in shown:
            if row.article_id in articles:
                one = articles[row.article_id]
                date = one.date.isoformat() if one.date else None
                rows.append(ReviewRow(known, one.id, one.title, one.source, date, row.why))
        return ReviewPage(len(due), tuple(rows))

    def mark(self, kind: str, article_id: str, who: str) -> None:
        """Somebody has looked at it; ArticleNotFound, InvalidRequest."""
        from archive.store import review

        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        with self._workspace.store.writing() as connection:
            if not review.mark(connection, _known(kind), article_id, who, now):
                raise ArticleNotFound(article_id)

    def _due(self, kind: Kind) -> list[Listed]:
        from archive.store import review

        makers: dict[Kind, Callable[[Any], list[Listed]]] = {
            "undated": review.undated,
            "duplicate": review.alike,
            "ocr": lambda connection: review.poor_ocr(connection, OCR_LIMIT),
            "language": review.odd_language,
            "speaker": self._unsure,
        }
        with self._workspace.store.reading() as connection:
            return review.without_seen(connection, kind, makers[kind](connection))

    def _unsure(self, connection: Any) -> list[Listed]:
        """Articles with quotations whose speaker is unsure, those with most of them first."""
        from archive.store import review

        request = SearchRequest(Everything(), filters={"confidence": ("unsure",)}, sort="date")
        unsure = Counter(map(article_of, self._workspace.quote_engine.ids(request)))
        ordered = sorted(unsure, key=lambda id: (-unsure[id], id))
        return [replace(row, why=str(unsure[row.article_id])) for row in review.of(connection, ordered)]


def _known(kind: str) -> Kind:
    for known in KINDS:
        if kind == known:
            return known
    raise InvalidRequest("kind", kind, ", ".join(KINDS))
