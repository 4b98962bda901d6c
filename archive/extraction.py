"""Running the extractors again over what the store holds."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from archive.extract import EXTRACTOR_VERSION, annotate
from archive.store import Store

#: So many articles are kept or discarded together.
BATCH = 200
Progress = Callable[[int, int], None] | None


@dataclass(slots=True)
class ExtractionReport:
    """``extracted`` articles were read again: ``changed`` ones are found otherwise now, ``unchanged`` ones as
    before; ``current`` ones had nothing due."""

    extracted: int = 0
    changed: int = 0
    unchanged: int = 0
    current: int = 0
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"seconds": round(self.seconds, 3)}


def extract_stale(store: Store, everything: bool = False, progress: Progress = None) -> ExtractionReport:
    """Reads every article again whose annotations are not of the present extractors, or, with ``everything``,
    every article. ``progress`` is told how many are done and how many are due.

    Each batch is kept as soon as it is whole, and what is done is no longer due: a run that was broken off
    is taken up by the next one.
    """
    started = time.perf_counter()
    if everything:
        store.forget_versions()
    counts = store.stats(EXTRACTOR_VERSION)
    report = ExtractionReport(current=counts.articles - counts.extraction_due)
    while due := store.unannotated(EXTRACTOR_VERSION, limit=BATCH):
        changed = extract_anew(store, due)
        report.extracted += len(due)
        report.changed += changed
        report.unchanged += len(due) - changed
        if progress is not None:
            progress(report.extracted, counts.extraction_due)
    report.seconds = time.perf_counter() - started
    return report


def extract_anew(store: Store, ids: Sequence[str]) -> int:
    """Reads some articles again, kept as a whole; how many are found otherwise than before."""
    with store.batch():
        return sum(store.annotate(article.id, annotate(article)) for article in store.records(ids))
