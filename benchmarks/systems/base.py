"""What the benchmark asks of a search system."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from benchmarks.questions import Question
from index.analysis import entries
from index.document import IndexDocument

#: Articles written together by every system.
BATCH = 20_000
TOP = 20


class System(Protocol):
    """``search`` finds the best 20 with their titles, counts all hits and the facets, and gives the total.

    ``build`` makes a new folder, ``open`` reads one that was built before.
    """

    name: str

    def build(self, folder: Path, documents: Iterable[IndexDocument]) -> None: ...

    def open(self, folder: Path) -> None: ...

    def search(self, question: Question) -> int: ...


def lemmas(text: str) -> str:
    """The text as its lemmas: what systems without Kazakh are given."""
    return " ".join(entry.lemmas[0] for entry in entries(text))
