"""An archive on servers of its own that something is done to."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from archive.errors import ArchiveError, EngineError, StoreError
from stress.cluster.moving import queries
from stress.cluster.opensearch import Cluster
from stress.cluster.postgres import Postgres
from workspace import Workspace
from workspace.copying import copy

_BACK_S = 15.0


@dataclass(slots=True)
class Scene:
    """The servers, the archive on them, and chance. ``options`` are those of the engine's address."""

    database: Postgres
    cluster: Cluster
    folder: Path
    options: str = "shards=3&replicas=1"
    chance: random.Random = field(default_factory=lambda: random.Random(1))

    @property
    def store(self) -> str:
        return self.database.url

    @property
    def engine(self) -> str:
        hosts = ",".join(address.removeprefix("http://") for address in self.cluster.addresses)
        return f"opensearch+http://{hosts}/faults?{self.options}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "MURAGAT_STORE": self.store,
            "MURAGAT_ENGINE": self.engine,
            "MURAGAT_LANG": "en",
        }

    def open(self) -> Workspace:
        return Workspace.open(self.folder, self.engine, create=True, store=self.store)

    def command(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A command that runs; what it says stands in ``said``."""
        command = [sys.executable, "-m", "cli", "--data", str(self.folder), *arguments]
        with self.said.open("wb") as said:
            return subprocess.Popen(command, env=self.environment, stdout=said, stderr=said)

    @property
    def said(self) -> Path:
        return self.folder.with_name("said.txt")

    @property
    def last_words(self) -> str:
        """The last line of what a command said."""
        lines = self.said.read_text(encoding="utf-8", errors="replace").splitlines()
        return lines[-1] if lines else ""

    def indexed(self) -> int:
        """Articles that can be found so far; 0 while nobody can say."""
        try:
            with self.open() as workspace:
                return workspace.engine.status().articles
        except ArchiveError:
            return 0

    def count(self) -> int:
        """Articles in the store; 0 while the database is on its way."""
        try:
            with self.open() as workspace:
                return workspace.store.count()
        except StoreError:
            return 0

    def kill_and_return(self, indexed: int = 0, after_s: float = 0.0) -> None:
        """Kills a node when so many articles are indexed, and some seconds later, and starts it again."""
        while self.indexed() < indexed:
            time.sleep(0.5)
        time.sleep(after_s)
        number = self.chance.randrange(len(self.cluster.members))
        self.cluster.kill(number, signal.SIGKILL)
        time.sleep(_BACK_S)
        self.cluster.start(number)

    def asked(self, workspace: Workspace, query: str, total: int) -> tuple[str, float]:
        """Whether a query got its total, another, or an error; and after how many seconds."""
        started = time.perf_counter()
        try:
            outcome = "right" if total_of(workspace, query) == total else "wrong"
        except EngineError:
            outcome = "errors told"
        return outcome, time.perf_counter() - started


def known(workspace: Workspace, count: int, seed: int) -> list[tuple[str, int]]:
    """Random queries with their totals, as Whoosh finds them over the same articles."""
    with tempfile.TemporaryDirectory() as there, Workspace.open(Path(there), "whoosh", create=True) as plain:
        copy(workspace, plain)
        return [(query, total_of(plain, query)) for query in queries(plain, count, seed)]


def total_of(workspace: Workspace, query: str) -> int:
    return workspace.search_text(query, exact_letters=True, limit=10, facets=True).page.total
