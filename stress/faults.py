"""Full disks, read-only media, cut power and flipped bytes: what is kept stays, what is refused is told.

    python -m stress.faults [--articles 300] [--flips 300]

As root the disks are real ones of some megabytes (tmpfs); the rest needs nothing. Every line it prints is a
trial with its figures; the status is 1 when anything was lost or a traceback was seen.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from stress.cutting import cut_index, cut_pack

ROOT = Path(__file__).resolve().parents[1]
QUERIES = ("мектеп", "кітапхана", "сыйлық OR көпір", "*")
REFUSALS = (4, 6)


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def clear(self) -> bool:
        """Refused or done, in words."""
        return self.status != 70 and "Traceback" not in self.err


def muragat(folder: Path, *args: str, timeout: float = 600) -> Ran:
    """The command in a process of its own."""
    line = [sys.executable, "-m", "cli", "--data", str(folder), "--lang", "en", *args]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=timeout)
    return Ran(done.returncode, done.stdout, done.stderr)


def write_articles(path: Path, number: int) -> None:
    """Invented articles, no two alike."""
    words = ["мектеп", "кітапхана", "көпір", "сыйлық", "ауыл", "жаңа", "ашылды", "салынды", "табысталды"]
    draw = random.Random(3)
    with path.open("w", encoding="utf-8") as lines:
        for n in range(number):
            text = " ".join(draw.choice(words) + str(draw.randrange(400)) for _ in range(150))
            row = {"id": f"n{n}", "title": f"{draw.choice(words)} {n}", "text": text, "source": "Өлке үні"}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


@contextmanager
def disk(kilobytes: int) -> Iterator[Path]:
    """A disk of that size. PermissionError without root."""
    place = Path(tempfile.mkdtemp(prefix="muragat-disk-"))
    line = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)]
    if subprocess.run(line, capture_output=True).returncode:
        place.rmdir()
        raise PermissionError("mount")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)
        place.rmdir()


def resize(place: Path, kilobytes: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={kilobytes}k", str(place)], check=True)


def told(folder: Path) -> dict[str, object]:
    """Hits of each query and counts of an archive; a query that is refused differs from every answer."""
    asked = {query: muragat(folder, "search", query, "--ids") for query in QUERIES}
    counted = muragat(folder, "stats", "--json")
    counts = json.loads(counted.out) if counted.status == 0 else {}
    return {
        "hits": {
            query: sorted(ran.out.split()) if ran.status == 0 else ran.err for query, ran in asked.items()
        },
        "counts": {name: counts.get(name) for name in ("articles", "originals", "original_bytes")},
    }


def full_while_ingesting(articles: Path, wanted: dict[str, object], kilobytes: int) -> str:
    """Ingest until the disk is full, make room, ingest again."""
    with disk(kilobytes) as place:
        folder = place / "archive"
        first = muragat(folder, "ingest", str(articles))
        kept = _kept(folder)
        resize(place, 400_000)
        after = _kept(folder)
        again = muragat(folder, "ingest", str(articles))
        same = told(folder) == wanted
        proof = muragat(folder, "verify")
    right = first.clear and after >= kept and again.status == 0 and same and proof.status == 0
    right = right and first.status in (0, *REFUSALS)
    return _line("ingest", right, f"{kilobytes} kB: exit {first.status}, kept {kept}, then whole: {same}",
                 "" if right else first.err + again.err + proof.err)  # fmt: skip


def _kept(folder: Path) -> int:
    counted = muragat(folder, "stats", "--json")
    return int(json.loads(counted.out)["articles"]) if counted.status == 0 else 0


def full_while(name: str, archive: Path, kilobytes: int, wanted: dict[str, object]) -> str:
    """A rebuild, backup, bag, export or restore onto a full disk: refused, nothing half left, then done."""
    with disk(kilobytes) as place:
        target, data = place / "target", archive
        if name == "rebuild":
            # Room for what is there, and the given part of it beside.
            resize(place, kilobytes + _size(archive) // 1000 + 200)
            data = place / "archive"
            shutil.copytree(archive, data)
        elif name == "restore":
            muragat(archive, "backup", str(archive.with_name("whole.tar.gz")), "--force")
        before = _names(place)
        first = _do(name, data, target)
        left = sorted(_names(place) - before - {"index-lock"})
        resize(place, 400_000)
        whole = told(data) == wanted
        again = _do(name, data, target)
    fits = first.status == 0 and name == "export"
    left = [] if fits else left
    right = first.clear and (fits or first.status in REFUSALS) and again.status == 0 and whole and not left
    return _line(name, right, f"{kilobytes} kB: exit {first.status}, left {left}, then exit {again.status}",
                 "" if right else first.err + again.err)  # fmt: skip


def _do(name: str, data: Path, target: Path) -> Ran:
    match name:
        case "rebuild":
            return muragat(data, "index", "rebuild")
        case "backup":
            return muragat(data, "backup", str(target.with_name("copy.tar.gz")))
        case "bag":
            return muragat(data, "bag", "export", str(target))
        case "export":
            return muragat(data, "export", "*", "--format", "jsonl", "-o", str(target))
        case _:
            return muragat(data, "restore", str(data.with_name("whole.tar.gz")), "--data", str(target))


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def read_only(archive: Path, wanted: dict[str, object]) -> str:
    """Everything that only reads works on a medium that can't be written; the rest is refused in words."""
    with disk(200_000) as place:
        shutil.copytree(archive, place / "archive")
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        folder = place / "archive"
        same = told(folder) == wanted
        reading = [muragat(folder, *args) for args in (["verify"], ["index", "status"], ["kwic", "мектеп"],
                   ["backup", str(archive.with_name("ro.tar.gz")), "--force"])]  # fmt: skip
        writing = [muragat(folder, *args) for args in (["ingest", str(archive.with_name("a.jsonl"))],
                   ["index", "rebuild"], ["extract", "--all"])]  # fmt: skip
    right = same and all(each.status == 0 for each in reading)
    right = right and all(each.clear and each.status in REFUSALS for each in writing)
    statuses = [each.status for each in (*reading, *writing)]
    return _line("read-only", right, f"hits equal: {same}, exits {statuses}",
                 "" if right else "".join(each.err for each in (*reading, *writing)))  # fmt: skip


def flipped_index(archive: Path, wanted: dict[str, object], flips: int) -> str:
    """A byte of an index file flipped, the file cut or emptied: built anew with a notice, the same hits."""
    draw, mended, wrong = random.Random(11), 0, []
    trial = archive.with_name("flipped")
    for number in range(flips):
        shutil.rmtree(trial, ignore_errors=True)
        shutil.copytree(archive, trial)
        files = [f for f in sorted((trial / "index").rglob("*")) if f.is_file() and f.stat().st_size]
        file = draw.choice(files)
        _damage(file, draw, ("flip", "cut", "empty", "remove", "garbage")[number % 5])
        ran = muragat(trial, "search", "мектеп OR кітапхана", "--ids")
        hits = sorted(ran.out.split())
        mended += "is built anew" in ran.err
        if ran.status or hits != wanted:
            wrong.append(f"{file.name} {number}")
    shutil.rmtree(trial, ignore_errors=True)
    return _line(
        "index", not wrong, f"{flips} damages: {mended} mended with a notice, {len(wrong)} wrong {wrong[:5]}"
    )


def _damage(file: Path, draw: random.Random, kind: str) -> None:
    content = file.read_bytes()
    place = draw.randrange(len(content))
    match kind:
        case "flip":
            file.write_bytes(
                content[:place] + bytes([content[place] ^ (1 << draw.randrange(8))]) + content[place + 1 :]
            )
        case "cut":
            file.write_bytes(content[:place])
        case "empty":
            file.write_bytes(b"")
        case "remove":
            file.unlink()
        case _:
            file.write_bytes(draw.randbytes(len(content)))


def durability_cost(articles: Path, room: Path) -> str:
    """Seconds of an ingest with every commit synced, and with syncs left to checkpoints."""
    seconds = {}
    for mode in ("FULL", "NORMAL", "FULL", "NORMAL"):
        code = (
            "import archive.store.engine as e, sys; from pathlib import Path;"
            "from workspace import Workspace;"
            "from archive.ingest import IngestOptions; from sqlalchemy import event;"
            "own = e._settings;"
            f"e._settings = lambda c, r: (own(c, r), c.execute('PRAGMA synchronous = {mode}'));"
            "w = Workspace.open(Path(sys.argv[2]), create=True);"
            "print(w.ingest([sys.argv[1]], IngestOptions(), sync=False).seconds)"
        )
        folder = Path(tempfile.mkdtemp(dir=room))
        done = subprocess.run([sys.executable, "-c", code, str(articles), str(folder)], cwd=ROOT,
                              capture_output=True, text=True, check=True)  # fmt: skip
        value = float(done.stdout.split()[-1])
        seconds[mode] = min(value, seconds.get(mode, value))
    ratio = seconds["FULL"] / seconds["NORMAL"]
    return _line(
        "synced", True, f"FULL {seconds['FULL']:.2f} s, NORMAL {seconds['NORMAL']:.2f} s, ratio {ratio:.3f}"
    )


def _line(name: str, right: bool, figures: str, why: str = "") -> str:
    return f"{'ok  ' if right else 'LOST'} {name:<10} {figures}{chr(10) + why if why else ''}"


def trials(number: int, flips: int, room: Path) -> Iterator[str]:
    """Every trial with its line."""
    articles, archive = room / "a.jsonl", room / "archive"
    write_articles(articles, number)
    muragat(archive, "ingest", str(articles))
    wanted = told(archive)
    assert wanted["counts"] == {**wanted["counts"], "articles": number}, wanted  # type: ignore[dict-item]
    size = _size(archive) // 1000
    yield f"archive of {number} articles, {size} kB"
    yield cut_index(room / "cut-index")
    yield cut_pack(room / "cut-pack")
    hits = sorted(muragat(archive, "search", "мектеп OR кітапхана", "--ids").out.split())
    assert hits
    yield durability_cost(articles, room)
    try:
        for part in (5, 12, 25, 40, 60, 80, 95):
            yield full_while_ingesting(articles, wanted, max(64, size * part // 100))
        for name in ("rebuild", "backup", "bag", "export", "restore"):
            for part in (4, 15):
                yield full_while(name, archive, max(24, size * part // 100), wanted)
        yield read_only(archive, wanted)
    except PermissionError:
        yield "     (no root: disks of tmpfs left out)"
    yield flipped_index(archive, hits, flips)  # type: ignore[arg-type]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--flips", type=int, default=100)
    options = parser.parse_args()
    lost, started = 0, time.monotonic()
    with tempfile.TemporaryDirectory(prefix="muragat-faults-") as room:
        for line in trials(options.articles, options.flips, Path(room)):
            print(line, flush=True)
            lost += line.startswith("LOST")
    print(f"{time.monotonic() - started:.0f} s, {lost} lost")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
