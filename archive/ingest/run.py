"""One call of ``ingest``: what is read is kept batch by batch, and told."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterable
from pathlib import Path

from archive.cleaning import Stamp
from archive.errors import ReadError
from archive.ingest.keys import how_read
from archive.ingest.pool import processed
from archive.ingest.report import SHOWN_REJECTS, IngestOptions, IngestReport, Progress, reject_json
from archive.ingest.source import Chunk, Seen, Source, total_bytes
from archive.ingest.work import Done, Item, Setup, work
from archive.model import RawArticle
from archive.readers.sniff import by_name
from archive.readers.walk import READERS
from archive.rejects import RejectsFile
from archive.store import Store
from archive.store.kept_open import kept_open
from archive.store.putting import Putting

#: So many records are kept or discarded together.
BATCH = 500


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
    if options.format:
        by_name(options.format, READERS)
    run = _Run(store, options, progress)
    run.take([str(path) for path in paths])
    return run.report


class _Withheld(Exception):
    """A strict run met a refused record: nothing of it is kept."""


class _Run:
    """Its report, its rejects file, and the batch at hand."""

    def __init__(self, store: Store, options: IngestOptions, progress: Progress | None) -> None:
        self.store, self.options, self.progress = store, options, progress
        self.report = IngestReport()
        self.stamp = Stamp.now(options.software)
        how = how_read(options.read, options.format)
        self.setup = Setup(options.read, options.format, self.stamp, how, extract=not options.dry_run)
        self.rejects = RejectsFile(None if options.dry_run else options.rejects_dir, self.stamp.ingested_at)
        self.batch: list[Done | Seen] = []
        self.started = time.perf_counter()

    def take(self, paths: list[str]) -> None:
        if self.progress is not None:
            self.report.total_bytes = total_bytes(paths)
        try:
            if self.options.strict or self.options.dry_run:
                self._as_a_whole(paths)
            else:
                with kept_open(self.store):
                    self._files(paths)
        except KeyboardInterrupt as interrupt:
            self.report.interrupted = True
            # What the interrupt broke off in the middle of a statement would hold the database as long as its
            # frames live.
            traceback.clear_frames(interrupt.__traceback__)
            self._finish(paths)
            raise
        finally:
            self.report.rejects_file = self.rejects.close()
        self._finish(paths)

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
        source = Source(self.setup, self.store.taken, self.options.stdin)
        for chunk, results in processed(source.chunks(paths), self.setup, self.options.workers):
            self._chunk(chunk, results)
        self._flush()

    def _chunk(self, chunk: Chunk, results: list[list[Item]]) -> None:
        self.report.files += chunk.files
        new = iter(results)
        for entry in chunk.entries:
            for item in [entry] if isinstance(entry, Seen) else next(new):
                if isinstance(item, ReadError):
                    self._refuse(item)
                else:
                    self._keep(item)
        self.report.read_bytes = chunk.read_bytes

    def _finish(self, paths: list[str]) -> None:
        self.report.seconds = time.perf_counter() - self.started
        if not self.options.dry_run:
            self._write_down(paths)

    def _refuse(self, error: ReadError) -> None:
        self.report.rejected += 1
        if len(self.report.rejects) < SHOWN_REJECTS:
            self.report.rejects.append(error)
        self.rejects.add(reject_json(error))

    def _keep(self, item: Done | Seen) -> None:
        self.batch.append(item)
        if len(self.batch) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        batch, self.batch = self.batch, []
        if not batch:
            return
        outcomes: list[str] = []
        kept: list[str] = []
        with self.store.putting() as putting:
            putting.expect(
                [item.ready for item in batch if isinstance(item, Done)],
                [item.key for item in batch if isinstance(item, Seen)],
            )
            for item in batch:
                self._put(putting, item, outcomes, kept)
        for outcome in outcomes:
            self.report.count(outcome)
        self.report.seconds = time.perf_counter() - self.started
        if self.options.kept is not None:
            self.options.kept(kept)
        if self.progress is not None:
            self.progress(self.report)

    def _put(self, putting: Putting, item: Done | Seen, outcomes: list[str], kept: list[str]) -> None:
        """One record in its turn. One that was seen, but is not as it was, is read again here."""
        if isinstance(item, Seen):
            outcome = putting.seen(item.key, item.entry.path, item.record)
            if outcome is not None:
                if isinstance(item.entry, RawArticle):
                    self._told(item.entry.format, item.entry.encoding)
                outcomes.append(outcome)
                return
            for again in work(self.setup, [item.entry])[0]:
                if isinstance(again, ReadError):
                    self._refuse(again)
                else:
                    self._put(putting, again, outcomes, kept)
            return
        made = item.ready
        self._told(item.format, item.encoding)
        outcomes.append(putting.put(made))
        if outcomes[-1] in ("added", "updated"):
            kept.append(made.id)

    def _told(self, format: str, encoding: str) -> None:
        self.report.formats[format] += 1
        self.report.encodings[encoding] += 1

    def _write_down(self, paths: list[str]) -> None:
        report = self.report
        self.store.write_down(
            self.stamp.ingested_at,
            report.seconds,
            self.stamp.software,
            paths,
            report.counts(),
            report.rejects,
        )
