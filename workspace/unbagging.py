"""A bag into an archive: proved first as a whole, then taken in article by article under the same ids."""

from __future__ import annotations

import json
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from archive.errors import CopyDamaged, ReadError
from archive.fixity import sha256
from archive.store.transfer import Record, Taken, Unfit, take_all, take_decisions
from archive.vault.durable import output
from workspace.bagging import FORMAT, QUERY, RECORDS, original_path, proved

if TYPE_CHECKING:
    from archive.vault.pack import Progress
    from workspace.core import Workspace


@dataclass(slots=True)
class ImportReport:
    """What happened to each article of a bag."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    withdrawn: int = 0

    @property
    def done(self) -> int:
        return self.added + self.updated + self.unchanged + self.withdrawn

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def import_bag(workspace: Workspace, path: Path, progress: Progress = None) -> ImportReport:
    """Every article of a bag (a folder, or a tar of one), then the indexes in step.

    Nothing is taken from a damaged bag: CopyDamaged names the file. ReadError for what is no such bag.
    """
    report = ImportReport()
    with _folder(path, workspace.folder) as folder:
        proved(folder)
        data = folder / "data"
        total = _total(path, data)
        count = sum(1 for _ in _records(path, data))
        if count != total:
            raise CopyDamaged(str(path), f"data/{RECORDS}", "count", str(total), str(count))
        workspace.mark_behind()
        # Before any article: what is held back there is at no moment open here.
        _take_decisions(workspace, path, data)
        for outcome in _taken(workspace, path, data):
            setattr(report, outcome, getattr(report, outcome) + 1)
            if progress is not None:
                progress(report.done, total)
    workspace.sync()
    return report


def _take_decisions(workspace: Workspace, path: Path, data: Path) -> None:
    facts = json.loads((data / QUERY).read_text(encoding="utf-8"))
    try:
        take_decisions(workspace.store, facts.get("access") or [])
    except Unfit as error:
        raise CopyDamaged(str(path), f"data/{QUERY}", "content", None, str(error)) from error


def _taken(workspace: Workspace, path: Path, data: Path) -> Iterator[Taken]:
    """Every record in one transaction: what is refused in the middle leaves the archive as it was."""
    line = 0

    def records() -> Iterator[Record]:
        nonlocal line
        for number, record in _records(path, data):
            line = number
            yield record

    try:
        yield from take_all(workspace.store, records(), partial(_original, path, data))
    except Unfit as error:
        raise CopyDamaged(str(path), f"data/{RECORDS}:{line}", "content", None, str(error)) from error


def _original(path: Path, data: Path, digest: str) -> bytes:
    if len(digest) != 64 or not digest.isalnum():
        raise CopyDamaged(str(path), digest[:80], "content")
    try:
        content = original_path(data, digest).read_bytes()
    except FileNotFoundError as error:
        raise CopyDamaged(str(path), f"data/originals/{digest}", "missing", digest) from error
    if sha256(content) != digest:
        raise CopyDamaged(str(path), f"data/originals/{digest}", "digest", digest, sha256(content))
    return content


def _total(path: Path, data: Path) -> int:
    try:
        facts = json.loads((data / QUERY).read_text(encoding="utf-8"))
        known, total = int(facts.get("format", 0)), int(facts["articles"])
    except FileNotFoundError as error:
        raise ReadError(str(path), 0, "bag_invalid", detail=QUERY) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CopyDamaged(str(path), f"data/{QUERY}", "content") from error
    if not (data / RECORDS).is_file() or not 0 < known <= FORMAT:
        raise ReadError(str(path), 0, "bag_invalid", detail=RECORDS)
    return total


def _records(path: Path, data: Path) -> Iterator[tuple[int, Record]]:
    with (data / RECORDS).open(encoding="utf-8", errors="strict") as lines:
        number = 0
        try:
            for number, line in enumerate(lines, start=1):
                yield number, json.loads(line)
        except ValueError as error:
            raise CopyDamaged(str(path), f"data/{RECORDS}:{number}", "content") from error


def _unpack(tar: tarfile.TarFile, room: Path) -> None:
    """Plain files and folders into an empty room; TarError for anything else, or a place outside of it."""
    for member in tar:
        name = PurePosixPath(member.name)
        if name.is_absolute() or ".." in name.parts or not (member.isreg() or member.isdir()):
            raise tarfile.TarError(member.name)
        target = room / name
        if member.isdir():
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        packed = tar.extractfile(member)
        assert packed is not None
        with packed, target.open("xb") as file:
            shutil.copyfileobj(packed, file)


@contextmanager
def _folder(path: Path, beside: Path) -> Iterator[Path]:
    """The folder of a bag; one that is packed is unpacked beside the archive for as long as it is read."""
    if path.is_dir():
        yield path
        return
    if not path.exists():
        raise ReadError(str(path), 0, "not_found")
    beside.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        with output(beside):
            room = Path(tempfile.mkdtemp(prefix=".bag-", dir=beside))
            stack.callback(shutil.rmtree, room, ignore_errors=True)
            try:
                with tarfile.open(path) as tar:
                    _unpack(tar, room)
            except (tarfile.TarError, EOFError) as error:
                raise CopyDamaged(str(path), path.name, "content", None, str(error)[:200]) from error
        inside = [entry for entry in room.iterdir() if entry.is_dir()]
        if len(inside) != 1:
            raise ReadError(str(path), 0, "bag_invalid", detail="bagit.txt")
        yield inside[0]
