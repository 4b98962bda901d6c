"""Changes bytes of every specimen for as long as told, and reports whatever breaks a reader or the cleaner or
takes long:
``python -m stress.fuzz_readers --minutes 60 --seed 1``. Exit status 1 when something was found."""

from __future__ import annotations

import argparse
import collections
import random
import time
import traceback
from pathlib import Path

from stress.fuzzing import read_and_clean
from tests.archive.make_bombs import FOLDER as BOMBS
from tests.archive.make_mets import FOLDER as METS
from tests.archive.test_readers_hostile import ISSUE, SPECIMENS, Edit, answers, changed, changed_issue

#: Stands for a whole issue of a newspaper, one of its files changed.
ISSUES = Path("issue.zip")
#: The small ones among the files that mean harm, and lone files of issues too.
FILES = [
    *SPECIMENS,
    *(path for path in sorted(BOMBS.iterdir()) if path.stat().st_size < 50_000 and path.suffix != ".pdf"),
    *sorted(METS.rglob("*.xml")),
    *[ISSUES] * 12,
]


def edits(rng: random.Random) -> list[Edit]:
    """One to eight changes at random places."""
    kinds = ("put", "insert", "cut", "repeat")
    return [
        (rng.random(), rng.choice(kinds), rng.randbytes(rng.randrange(9))) for _ in range(rng.randint(1, 8))
    ]


def run(minutes: float, seed: int, kept: Path | None) -> int:
    """Fuzz until the time is up; the bytes of whatever fails are written to ``kept``."""
    rng = random.Random(seed)
    found: collections.Counter[str] = collections.Counter()
    tried, slowest, end = 0, 0.0, time.monotonic() + minutes * 60
    while time.monotonic() < end:
        path = rng.choice(FILES)
        if path is ISSUES:
            data = changed_issue(rng.choice(ISSUE), edits(rng))
        else:
            data = changed(path.read_bytes(), edits(rng))
        started = time.perf_counter()
        try:
            answers(path, data)
            read_and_clean(data, None)
        # Whatever is raised here is a finding, also what nobody thought of.
        except Exception as error:  # noqa: BLE001
            where = traceback.extract_tb(error.__traceback__)[-1]
            key = f"{path.name}: {type(error).__name__} at {Path(where.filename).name}:{where.lineno}"
            found[key] += 1
            if kept is not None and found[key] == 1:
                kept.mkdir(parents=True, exist_ok=True)
                (kept / f"{len(found)}-{path.name}").write_bytes(data)
        tried += 1
        slowest = max(slowest, time.perf_counter() - started)
    print(f"{tried} files, seed {seed}, slowest {slowest:.2f} s, findings {sum(found.values())}")
    for key, count in found.most_common():
        print(f"  {count:6} {key}")
    return 1 if found else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the bytes of whatever fails")
    told = parser.parse_args()
    raise SystemExit(run(told.minutes, told.seed, told.keep))
