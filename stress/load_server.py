"""The server under load and the ingest beside it, each as a person would start them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from stress.load_client import ask
from stress.load_corpus import write

ROOT = Path(__file__).resolve().parents[1]
_CLI = [sys.executable, "-m", "cli"]
_READY_S = 120
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "MURAGAT_LANG": "en"}


class Server:
    """``muragat serve`` on a free port of this machine."""

    host = "127.0.0.1"
    port = 0

    def __init__(self, folder: Path, processes: int, log: Path | None) -> None:
        # All readers come from one address here: what is meant for one person would be for fifty.
        options = ["--port", "0", "--processes", str(processes), "--at-once", "0"]
        if log is not None:
            options += ["--access-log", "json", "--access-log-file", str(log)]
        self._command = [*_CLI, "--data", str(folder), "serve", *options]

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command, env=_environment(), stderr=subprocess.PIPE, text=True)
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                self.port = int(found[1])
                break
        threading.Thread(target=self._process.stderr.read, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> int:
        """SIGTERM, as a system sends it; the exit status."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(timeout=60)

    async def words(self) -> list[str]:
        """Words of the archive to ask for, as they stand in some hundred of its articles."""
        end = time.monotonic() + _READY_S
        while (await ask(self.host, self.port, "/readyz")).status != 200:
            if time.monotonic() > end:
                raise TimeoutError("the server is not ready")
            time.sleep(0.2)
        answer = await ask(self.host, self.port, "/api/v1/articles?q=*&per_page=100&sort=random")
        titles = [item["title"] for item in json.loads(answer.body)["items"]]
        words = {word for title in titles for word in re.findall(r"[^\W\d_]{3,}", title.lower())}
        return sorted(words)

    def memory(self) -> int:
        """Resident bytes of the process and its children, pages that they share counted once where told."""
        return sum(map(_memory, [self._process.pid, *_children(self._process.pid)]))


def _children(process: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process:
            found.append(int(stat.parent.name))
    return found


def _memory(process: int) -> int:
    """Proportional share where the kernel tells it, else the resident set."""
    folder = Path(f"/proc/{process}")
    try:
        told = re.search(r"^Pss:\s+(\d+)", (folder / "smaps_rollup").read_text(encoding="utf-8"), re.M)
        if told:
            return int(told[1]) * 1024
        return int((folder / "statm").read_text(encoding="utf-8").split()[1]) * _PAGE
    except OSError:
        return 0


class Ingest:
    """``muragat ingest`` of a few new articles every few seconds, in a thread, until left."""

    def __init__(self, folder: Path, scratch: Path, every_s: float, articles: int = 20) -> None:
        self._folder, self._scratch = folder, scratch
        self._size, self._every_s = articles, every_s
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._first = int(time.time()) % 1_000_000
        self.articles = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        path = self._scratch / "fresh.jsonl"
        while not self._over.wait(self._every_s):
            write(path, self._size, marked=f"-{self._first + self.articles}")
            command = [*_CLI, "--data", str(self._folder), "ingest", str(path), "--json"]
            done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
            if done.returncode:
                raise RuntimeError(done.stderr)
            self.articles += int(json.loads(done.stdout)["added"])
