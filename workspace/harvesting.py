"""Harvesting into an archive, and what the archive tells those who harvest it."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.errors import HarvestFailed, StoreBusy

if TYPE_CHECKING:
    from archive.harvest import Asked, Client, Progress
    from archive.ingest import IngestOptions, IngestReport
    from archive.model import Article
    from archive.store.oai import Gone, Stamp
    from workspace.core import Workspace
    from workspace.curating import Curating

FOLDER = "harvests"


@dataclass(slots=True)
class HarvestReport:
    """``pages`` that were fetched and taken in now, ``folder`` where they lie, the report of taking them in,
    ``deleted`` records told as gone and the articles ``marked`` so; ``failed`` what stopped the harvest."""

    folder: Path
    pages: int = 0
    deleted: int = 0
    marked: list[Gone] = field(default_factory=list)
    ingest: IngestReport | None = None
    failed: HarvestFailed | None = None

    def as_json(self) -> dict[str, object]:
        told: dict[str, object] = {"pages": self.pages, "folder": str(self.folder), "deleted": self.deleted}
        told["marked"] = [{"article_id": one.article_id, "identifier": one.identifier} for one in self.marked]
        told["failed"] = None if self.failed is None else {"code": self.failed.code, **self.failed.params}
        return told | (self.ingest.as_json() if self.ingest is not None else {})


def harvest(
    workspace: Workspace,
    asked: Asked,
    options: IngestOptions,
    client: Client | None = None,
    restart: bool = False,
    sync: bool = True,
    progress: Progress | None = None,
) -> HarvestReport:
    """Fetch what is new at a repository and take it in. What came before a failure is taken in all the same,
    and the same call goes on from there. A record deleted there is reported, and its article marked: it
    stays."""
    from archive.harvest import Harvest

    run = Harvest(asked, workspace.folder / FOLDER, client)
    report = HarvestReport(run.folder)
    if restart:
        run.restart()
    try:
        run.fetch(progress)
    except HarvestFailed as error:
        report.failed = error
    pages = run.pages()
    report.pages = len(pages)
    if pages:
        report.ingest = workspace.ingest(
            [str(page) for page in pages], _with_sources(options, asked, run.state.name), sync=sync
        )
        _mark(workspace, run, report)
        run.all_taken()
    return report


def _with_sources(options: IngestOptions, asked: Asked, name: str) -> IngestOptions:
    """The source is the one the record names, else the repository, unless something else is asked for."""
    read = options.read
    named = {} if asked.prefix == "muragat" else {"source": "dc_source"}
    mapping = {**named, **read.mapping}
    return replace(
        options, read=replace(read, mapping=mapping, defaults={"source": name or asked.url, **read.defaults})
    )


def _mark(workspace: Workspace, run: Any, report: HarvestReport) -> None:
    from archive.store import oai

    deleted = {one.identifier: one.datestamp for one in run.deleted()}
    report.deleted = len(deleted)
    if deleted:
        with oai.writing(workspace.store) as connection:
            report.marked = oai.note_gone(connection, run.asked.url, list(deleted.items()), _now())


def gone(workspace: Workspace) -> list[Gone]:
    """Articles whose records the repositories they came from have deleted, the latest first."""
    from archive.store import oai

    with oai.reading(workspace.store) as connection:
        return oai.all_gone(connection)


def stamp(workspace: Curating, ids: Collection[str] | None = None) -> None:
    """Note which articles changed, for those who harvest this archive; ``ids``: only these can have."""
    from archive.store import oai

    with oai.writing(workspace.store) as connection:
        oai.bring_up(connection, day=workspace.today(), ids=ids)


def _now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list asked for: moments in UTC, and a source, or nothing."""

    since: str = ""
    until: str = ""
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a list: ``article`` is ``None`` when it is gone. ``text`` is its text where anybody may
    have it, ``excerpt`` what may be quoted of it."""

    stamp: Stamp
    article: Article | None
    text: str | None = None
    excerpt: str = ""


class Holdings:
    """What an archive tells those who harvest it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._whole: Workspace = getattr(workspace, "whole", workspace)

    def begin(self) -> str:
        """The first moment anything changed. An archive that never told anybody begins to count now, and one
        of which something became public, or not, since yesterday takes notice of it."""
        from archive.store import oai

        self._keep_up()
        with oai.reading(self._workspace.store) as connection:
            empty = oai.is_empty(connection)
        if empty:
            try:
                stamp(self._whole)
            except StoreBusy:
                return _now()
        with oai.reading(self._workspace.store) as connection:
            return oai.earliest(connection) or _now()

    def _keep_up(self) -> None:
        """An embargo ends by itself, so nobody has said so; a store that can only be read goes without."""
        from archive.store import oai

        day = self._whole.today().isoformat()
        if self._whole.store.access_version() is None:
            return
        with oai.reading(self._whole.store) as connection:
            seen = oai.day_seen(connection)
        if seen != day:
            with contextlib.suppress(StoreBusy):
                stamp(self._whole)

    def sources(self, there: bool = False) -> list[str]:
        """Sources of all articles that are, or were, in the list; of those that are ``there``."""
        from archive.store import oai

        with oai.reading(self._workspace.store) as connection:
            return oai.sources(connection, there)

    def count(self, wanted: Wanted) -> int:
        from archive.store import oai

        with oai.reading(self._workspace.store) as connection:
            return oai.count(connection, wanted.since, wanted.until, wanted.source)

    def page(self, wanted: Wanted, after: tuple[str, str], limit: int) -> list[Stamp]:
        """The next of a list after (stamp, id), in order of change."""
        from archive.store import oai

        with oai.reading(self._workspace.store) as connection:
            return oai.page(connection, wanted.since, wanted.until, wanted.source, after, limit)

    def one(self, article_id: str) -> Stamp | None:
        from archive.store import oai

        with oai.reading(self._workspace.store) as connection:
            return oai.one(connection, article_id)

    def with_articles(self, stamps: Sequence[Stamp]) -> list[Listed]:
        """The articles of a page. One that is not there any more counts as gone, listed so or not."""
        there = [one.article_id for one in stamps if not one.deleted]
        found = {article.id: article for article in self._workspace.articles(there)}
        return [self._listed(one, found.get(one.article_id)) for one in stamps]

    def _listed(self, one: Stamp, article: Article | None) -> Listed:
        if article is None:
            return Listed(one, None)
        if article.id in self._workspace.levels([article.id]):
            return Listed(one, article, None, self._workspace.excerpt(article.id))
        return Listed(one, article, article.body, article.body)
