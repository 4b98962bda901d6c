"""Keeps an index in step with the store, or builds a new one beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from index.document import IndexDocument, article_of
from index.engine import SearchEngine, WriteBatch
from index.engines.factory import batch_articles, builds
from index.query.ast import FieldValue, Or
from index.request import SearchRequest

Progress = Callable[[int], None] | None
Documents = Callable[[Iterable[str]], Iterable[IndexDocument]]


@dataclass(frozen=True, slots=True)
class SyncReport:
    """How many articles the index gained, replaced and lost."""

    added: int = 0
    updated: int = 0
    deleted: int = 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def sync(
    revisions: Mapping[str, str], documents: Documents, engine: SearchEngine, progress: Progress = None
) -> SyncReport:
    """Makes the index hold what ``revisions`` (article id → revision) says, touching nothing else.

    ``documents`` gives the documents of some ids; ``progress`` is told how many are done. A run that was
    killed is taken up by the next one.
    """
    held = engine.revisions()
    gone = [article_id for article_id in held if article_id not in revisions]
    due = [article_id for article_id, revision in revisions.items() if held.get(article_id) != revision]
    _delete(gone, engine)
    done = 0
    for part in _parts(due, batch_articles(engine.name)):
        with engine.batch() as batch:
            done = _put_all(documents(part), batch, done, progress)
    updated = sum(1 for article_id in due if article_id in held)
    return SyncReport(len(due) - updated, updated, len(gone))


def sync_quotations(
    revisions: Mapping[str, str], documents: Documents, engine: SearchEngine, progress: Progress = None
) -> SyncReport:
    """Like ``sync`` for the index of quotations: ``revisions`` are those of the articles that have any.

    All quotations of a changed article are replaced together, so that no reader sees half of them;
    ``documents`` gives those of some articles.
    """
    held: dict[str, dict[str, str]] = {}
    for quote_id, revision in engine.revisions().items():
        held.setdefault(article_of(quote_id), {})[quote_id] = revision
    gone = [quote_id for key, quotes in held.items() if key not in revisions for quote_id in quotes]
    due = [key for key, revision in revisions.items() if set(held.get(key, {}).values()) != {revision}]
    _delete(gone, engine)
    added = updated = deleted = 0
    for part in _parts(due, batch_articles(engine.name)):
        stale = {quote_id for key in part for quote_id in held.get(key, ())}
        put = _replace(stale, documents(part), engine, added + updated, progress)
        added += len(put - stale)
        updated += len(put & stale)
        deleted += len(stale - put)
    return SyncReport(added, updated, deleted + len(gone))


def put_some(ids: Collection[str], documents: Documents, engine: SearchEngine) -> None:
    """Some articles as they are now; those that have no document go. The others are not looked at."""
    with engine.batch() as batch:
        gone = set(ids)
        for document in documents(ids):
            batch.put(document)
            gone.discard(document.id)
        for each in gone:
            batch.delete(each)


def put_some_quotations(ids: Collection[str], documents: Documents, engine: SearchEngine) -> None:
    """The quotations of some articles as they are now, all at once."""
    asked = Or(tuple(FieldValue("article", each) for each in ids))
    _replace(set(engine.ids(SearchRequest(asked))), documents(ids), engine, 0, None)


def _replace(
    stale: set[str], documents: Iterable[IndexDocument], engine: SearchEngine, done: int, progress: Progress
) -> set[str]:
    """Takes out ``stale`` and puts in ``documents`` at once; the ids that were put in."""
    put: set[str] = set()
    with engine.batch() as batch:
        for quote_id in stale:
            batch.delete(quote_id)
        for document in documents:
            batch.put(document)
            put.add(document.id)
            if progress is not None:
                progress(done + len(put))
    return put


def _delete(ids: list[str], engine: SearchEngine) -> None:
    if ids:
        with engine.batch() as batch:
            for each in ids:
                batch.delete(each)


def _parts(ids: list[str], size: int) -> Iterator[list[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _put_all(documents: Iterable[IndexDocument], batch: WriteBatch, done: int, progress: Progress) -> int:
    for document in documents:
        batch.put(document)
        done += 1
        if progress is not None:
            progress(done)
    return done


def rebuild(
    documents: Iterable[IndexDocument], engine: str, folder: Path, progress: Progress = None
) -> SyncReport:
    """A new index of all ``documents`` beside the live one, swapped in when it is whole.

    Searches go on in the old one meanwhile; if anything fails it stays the live one. For the memory
    engine there is nothing to build.
    """
    found = builds(engine, folder)
    if found is None:
        return SyncReport(added=sum(1 for _ in documents))
    build = found.create()
    with ExitStack() as after_error:
        after_error.callback(found.discard, build)
        done = _fill(found.open(build), iter(documents), progress)
        after_error.pop_all()
    found.make_live(build)
    found.remove_others()
    return SyncReport(added=done)


def _fill(engine: Any, documents: Iterator[IndexDocument], progress: Progress) -> int:
    """Everything into a new build, a segment for each batch."""
    done = 0
    try:
        for first in documents:
            with engine.batch(merge=False) as batch:
                part = chain((first,), islice(documents, batch_articles(engine.name) - 1))
                done = _put_all(part, batch, done, progress)
        engine.consolidate()
    finally:
        engine.close()
    return done
