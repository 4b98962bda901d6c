"""Fuzzing led by coverage: atheris changes the specimens so that ever new lines of the readers
and of the cleaner run; whatever is raised is a finding:
``python -m stress.fuzz_atheris --minutes 30 --keep findings``.

``pip install atheris`` first (Linux, CPython 3.11 to 3.13); ``stress.fuzz_readers`` needs nothing. The
first byte of an input names the format it is read as, 0 the one its bytes look like. A hang or memory above
the limit ends the run with libFuzzer's own report and the input kept. Exit status 1 when something was found.
"""

from __future__ import annotations

import argparse
import collections
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["archive", "tarfile", "zipfile", "warcio", "pypdf"]):
    from archive.errors import ReadError
    from archive.readers import READERS
    from stress.fuzz_readers import FILES, ISSUES
    from stress.fuzzing import read_and_clean
    from tests.archive.test_readers_hostile import ISSUE, changed_issue

FORMATS = (None, *(reader.name for reader in READERS))
SECONDS = 20
MEMORY_MB = 2048


class Target:
    """What libFuzzer calls with each input: counts, and keeps the first input of every kind of failure."""

    def __init__(self, kept: Path | None) -> None:
        self.kept = kept
        self.tried, self.slowest = 0, 0.0
        self.found: collections.Counter[str] = collections.Counter()

    def __call__(self, data: bytes) -> None:
        started = time.perf_counter()
        format = FORMATS[data[0] % len(FORMATS)] if data else None
        try:
            read_and_clean(data[1:], format)
        except ReadError:
            # Only a file that can't be opened at all may end so; a stream is read to its end.
            self._note("ReadError", data)
        # Whatever is raised here is a finding, also what nobody thought of.
        except Exception as error:  # noqa: BLE001
            where = traceback.extract_tb(error.__traceback__)[-1]
            self._note(f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}", data)
        self.tried += 1
        self.slowest = max(self.slowest, time.perf_counter() - started)

    def _note(self, key: str, data: bytes) -> None:
        self.found[key] += 1
        if self.kept is not None and self.found[key] == 1:
            self.kept.mkdir(parents=True, exist_ok=True)
            (self.kept / f"{len(self.found)}.bin").write_bytes(data)

    def tell(self) -> None:
        print(f"{self.tried} inputs, slowest {self.slowest:.2f} s, findings {sum(self.found.values())}")
        for key, count in self.found.most_common():
            print(f"  {count:6} {key}", flush=True)


def seeds(folder: Path) -> None:
    """Every specimen as it is sniffed, and as the format its name says."""
    for number, path in enumerate(dict.fromkeys(FILES)):
        data = changed_issue(ISSUE[0], []) if path is ISSUES else path.read_bytes()
        (folder / f"{number}-0").write_bytes(b"\x00" + data)
        named = next((n for n, r in enumerate(READERS, 1) if path.suffix in r.extensions), 0)
        (folder / f"{number}-{named}").write_bytes(bytes([named]) + data)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the inputs of whatever fails")
    told = parser.parse_args()
    target = Target(told.keep)
    corpus = Path(tempfile.mkdtemp(prefix="muragat-fuzz-"))
    seeds(corpus)
    if told.keep is not None:
        told.keep.mkdir(parents=True, exist_ok=True)
    prefix = f"-artifact_prefix={told.keep or corpus}/"
    bounds = [
        f"-max_total_time={int(told.minutes * 60)}",
        f"-timeout={SECONDS}",
        f"-rss_limit_mb={MEMORY_MB}",
    ]
    shape = ["-max_len=100000", f"-seed={told.seed}", "-verbosity=0", "-print_final_stats=1", prefix]
    end = time.monotonic() + told.minutes * 60

    def once(data: bytes) -> None:
        target(data)
        # libFuzzer leaves without a word to Python, so the last word is said before.
        if time.monotonic() > end - 2:
            target.tell()
            sys.stdout.flush()
            os._exit(1 if target.found else 0)

    atheris.Setup([sys.argv[0], str(corpus), *bounds, *shape], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
