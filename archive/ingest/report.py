"""What a run is asked to do, and what happened to every record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from archive.errors import ReadError
from archive.readers import ReadOptions

SOFTWARE = "muragat"
SHOWN_REJECTS = 1000


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """``format`` forces a reader; ``strict`` keeps nothing of the whole run if one record is refused (all
    refusals are still told); ``dry_run`` keeps nothing; ``rejects_dir`` is where refusals are written down,
    ``stdin`` what ``-`` reads. ``workers`` processes clean and extract beside the one that writes; with 1 it
    does all by itself. ``kept`` is told the ids of what is new or changed as soon as it is in the store.
    """

    read: ReadOptions = field(default_factory=ReadOptions)
    format: str | None = None
    strict: bool = False
    dry_run: bool = False
    rejects_dir: Path | None = None
    stdin: BinaryIO | None = None
    software: str = SOFTWARE
    workers: int = 1
    kept: Callable[[Sequence[str]], None] | None = None


@dataclass(slots=True)
class IngestReport:
    """What happened to every record. ``rejects`` holds the first thousand refusals, ``rejects_file`` all
    of them; ``files`` counts the files opened; ``withheld`` the good records that ``strict`` kept out;
    ``withdrawn`` those of articles that were taken out for good;
    ``formats`` and ``encodings`` count the records that could be read. ``read_bytes`` of the input are done,
    of ``total_bytes``, which is 0 until it is known.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    rejected: int = 0
    withheld: int = 0
    withdrawn: int = 0
    files: int = 0
    seconds: float = 0.0
    rejects_file: str | None = None
    rejects: list[ReadError] = field(default_factory=list)
    interrupted: bool = False
    formats: Counter[str] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)
    read_bytes: int = 0
    total_bytes: int = 0

    @property
    def records(self) -> int:
        return self.taken + self.rejected + self.withheld + self.withdrawn

    @property
    def taken(self) -> int:
        """Records that could be read and are in the archive now."""
        return self.added + self.updated + self.unchanged + self.duplicates

    @property
    def articles_per_s(self) -> float:
        return round(self.taken / self.seconds, 1) if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long the rest will take at the rate so far; ``None`` when that can't be said."""
        if not (self.seconds and self.read_bytes and self.total_bytes):
            return None
        return self.seconds * max(0, self.total_bytes - self.read_bytes) / self.read_bytes

    def count(self, outcome: str) -> None:
        """One record more of an outcome of the store."""
        name = "duplicates" if outcome == "duplicate" else outcome
        setattr(self, name, getattr(self, name) + 1)

    def withhold(self) -> None:
        """What was taken in is not kept after all."""
        self.withheld += self.taken
        self.added = self.updated = self.unchanged = self.duplicates = 0

    def counts(self) -> dict[str, int]:
        """Records by what became of them."""
        return {
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "duplicates": self.duplicates,
            "rejected": self.rejected,
        }

    def as_json(self) -> dict[str, object]:
        """The report of ``ingest --json``."""
        return {
            **self.counts(),
            "articles_per_s": self.articles_per_s,
            "rejects_file": self.rejects_file,
            "withheld": self.withheld,
            "withdrawn": self.withdrawn,
            "files": self.files,
            "seconds": round(self.seconds, 3),
            "formats": dict(self.formats),
            "encodings": dict(self.encodings),
            "rejects": [reject_json(error) for error in self.rejects],
        }


Progress = Callable[[IngestReport], None]


def reject_json(error: ReadError) -> dict[str, object]:
    """A refusal as a line of the rejects file: ``file``, ``line``, ``reason`` and what else is known."""
    more = {key: value for key, value in error.params.items() if key not in ("path", "line", "reason")}
    return {"file": error.path, "line": error.line, "reason": error.reason, **more}
