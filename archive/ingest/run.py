"""Files into the store: read, clean, extract, keep; with a report of what happened to every record."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from archive.cleaning import Stamp, clean
from archive.errors import InvalidArticle, ReadError
from archive.extract import annotate
from archive.model import Annotations, Article
from archive.readers import ReadOptions, files, records
from archive.rejects import RejectsFile
from archive.store import Store

SOFTWARE = "muragat"
#: So many records are kept or discarded together.
BATCH = 500


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """``format`` forces a reader; ``strict`` keeps nothing of the whole run if one record is refused (all
    refusals are still told); ``dry_run`` keeps nothing; ``rejects_dir`` is where refusals are written down,
    ``stdin`` what ``-`` reads."""

    read: ReadOptions = field(default_factory=ReadOptions)
    format: str | None = None
    strict: bool = False
    dry_run: bool = False
    rejects_dir: Path | None = None
    stdin: BinaryIO | None = None
    software: str = SOFTWARE


@dataclass(slots=True)
class IngestReport:
    """What happened to every record. ``rejects`` holds the first thousand refusals, ``rejects_file`` all
    of them; ``files`` counts the files opened; ``withheld`` the good records that ``strict`` kept out."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    rejected: int = 0
    withheld: int = 0
    files: int = 0
    seconds: float = 0.0
    rejects_file: str | None = None
    rejects: list[ReadError] = field(default_factory=list)
    interrupted: bool = False

    @property
    def records(self) -> int:
        return self.taken + self.rejected + self.withheld

    @property
    def taken(self) -> int:
        """Records that could be read and are in the archive now."""
        return self.added + self.updated + self.unchanged + self.duplicates

    @property
    def articles_per_s(self) -> float:
        return round(self.taken / self.seconds, 1) if self.seconds > 0 else 0.0

    def withhold(self) -> None:
        """What was taken in is not kept after all."""
        self.withheld += self.taken
        self.added = self.updated = self.unchanged = self.duplicates = 0

    def as_json(self) -> dict[str, object]:
        """The report of ``ingest --json``."""
        return {
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "duplicates": self.duplicates,
            "rejected": self.rejected,
            "articles_per_s": self.articles_per_s,
            "rejects_file": self.rejects_file,
            "withheld": self.withheld,
            "files": self.files,
            "seconds": round(self.seconds, 3),
            "rejects": [reject_json(error) for error in self.rejects],
        }


Progress = Callable[[IngestReport], None]
Item = tuple[Article, bytes, Annotations] | ReadError
SHOWN_REJECTS = 1000


def reject_json(error: ReadError) -> dict[str, object]:
    """A refusal as a line of the rejects file: ``file``, ``line``, ``reason`` and what else is known."""
    more = {key: value for key, value in error.params.items() if key not in ("path", "line", "reason")}
    return {"file": error.path, "line": error.line, "reason": error.reason, **more}


def ingest(
    paths: Iterable[str | Path],
    store: Store,
    options: IngestOptions | None = None,
    progress: Progress | None = None,
) -> IngestReport:
    """Take in every record of files and folders. A broken record is refused with file, line and reason and
    the rest goes on; UnknownFormat only for a forced ``format`` nobody knows. On KeyboardInterrupt the
    batch at hand is discarded, what was kept stays, and the interrupt goes on to the caller.
    """
    options = options or IngestOptions()
    run = _Run(store, options, progress)
    run.take([str(path) for path in paths])
    return run.report


def read_articles(path: str, options: IngestOptions, stamp: Stamp) -> Iterator[Item]:
    """Every record of one file, cleaned and annotated, or its refusal."""
    for record in records(path, options.read, options.format, options.stdin):
        if isinstance(record, ReadError):
            yield record
            continue
        try:
            article = clean(record, stamp)
        except InvalidArticle as error:
            yield ReadError(record.path, record.line, error.reason, field=error.field)
            continue
        yield article, record.raw, annotate(article)


class _Withheld(Exception):
    """A strict run met a refused record: nothing of it is kept."""


class _Run:
    """One call of ``ingest``: its report, its rejects file, and the batch at hand."""

    def __init__(self, store: Store, options: IngestOptions, progress: Progress | None) -> None:
        self.store, self.options, self.progress = store, options, progress
        self.report = IngestReport()
        self.stamp = Stamp.now(options.software)
        self.rejects = RejectsFile(None if options.dry_run else options.rejects_dir, self.stamp.ingested_at)
        self.batch: list[tuple[Article, bytes, Annotations]] = []

    def take(self, paths: list[str]) -> None:
        started = time.perf_counter()
        try:
            if self.options.strict or self.options.dry_run:
                self._as_a_whole(paths)
            else:
                self._files(paths)
        except KeyboardInterrupt:
            self.report.interrupted = True
            self._finish(paths, started)
            raise
        finally:
            self.report.rejects_file = self.rejects.close()
        self._finish(paths, started)

    def _as_a_whole(self, paths: list[str]) -> None:
        """One transaction around everything, so that a rehearsal sees what it would have kept."""
        try:
            with self.store.batch(keep=not self.options.dry_run):
                self._files(paths)
                if self.options.strict and self.report.rejected:
                    raise _Withheld
        except (_Withheld, KeyboardInterrupt) as error:
            self.report.withhold()
            if isinstance(error, KeyboardInterrupt):
                raise

    def _files(self, paths: list[str]) -> None:
        for path in files(paths):
            if isinstance(path, ReadError):
                self._refuse(path)
            else:
                self._file(path)
        self._flush()

    def _finish(self, paths: list[str], started: float) -> None:
        self.report.seconds = time.perf_counter() - started
        if not self.options.dry_run:
            self._write_down(paths)

    def _file(self, path: str) -> None:
        self.report.files += 1
        for item in read_articles(path, self.options, self.stamp):
            if isinstance(item, ReadError):
                self._refuse(item)
            else:
                self._keep(item)

    def _refuse(self, error: ReadError) -> None:
        self.report.rejected += 1
        if len(self.report.rejects) < SHOWN_REJECTS:
            self.report.rejects.append(error)
        self.rejects.add(reject_json(error))

    def _keep(self, item: tuple[Article, bytes, Annotations]) -> None:
        self.batch.append(item)
        if len(self.batch) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        batch, self.batch = self.batch, []
        if not batch:
            return
        counts = {"added": 0, "updated": 0, "unchanged": 0, "duplicate": 0}
        with self.store.batch():
            for article, raw, found in batch:
                counts[self.store.put(article, raw, found)] += 1
        self.report.added += counts["added"]
        self.report.updated += counts["updated"]
        self.report.unchanged += counts["unchanged"]
        self.report.duplicates += counts["duplicate"]
        if self.progress is not None:
            self.progress(self.report)

    def _write_down(self, paths: list[str]) -> None:
        report = self.report
        counts = {
            "added": report.added,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "duplicates": report.duplicates,
            "rejected": report.rejected,
        }
        self.store.write_down(
            self.stamp.ingested_at, report.seconds, self.stamp.software, paths, counts, report.rejects
        )
