"""An archive, or the articles of a search, as a bag (BagIt 1.0, RFC 8493) that another archive can take in.

    data/records.jsonl       every row of an article a line, for the way back
    data/articles.jsonl      the same as ``show --json`` tells it, for everybody else
    data/query.json          what was asked, counts, versions
    data/originals/<sha256>  the bytes of every version, under their digest

Ids, digests, provenance, what was extracted and what was corrected are the same after the way back.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.errors import CopyDamaged, FixityError, NotEmpty
from archive.fixity import sha256
from archive.store.backups import Copy
from archive.store.engine import translated
from archive.store.transfer import Record, decisions_of, digests_in, original_of, records_of
from archive.to_json import article_json
from archive.vault.durable import beside_of, output, whole_file, whole_folder
from workspace.backing_up import note_copy, software

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workspace.core import Workspace

RECORDS, ARTICLES, QUERY, ORIGINALS = "records.jsonl", "articles.jsonl", "query.json", "originals"
FORMAT = 1
_PAGE = 200
#: Names of a bag that is one file: what ``tarfile`` calls the way it is packed.
PACKED = {".tar": "w", ".tar.gz": "w:gz", ".tgz": "w:gz"}


@dataclass(frozen=True, slots=True)
class BagReport:
    """``sha256`` is that of the file, of a folder that of its ``tagmanifest-sha256.txt``; ``query`` is
    ``None`` for the whole archive; ``held_back`` of the articles are not open to the public."""

    path: str
    made_at: str
    articles: int
    originals: int
    sha256: str
    query: str | None
    held_back: int = 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def write_bag(
    workspace: Workspace, path: Path, query: str | None = None, asked: Mapping[str, Any] | None = None
) -> BagReport:
    """All articles, or the hits of a query, with everything that is kept of them, in a new folder or file.

    QueryError; NotEmpty when something is there; FixityError names a damaged original; OutputFailed.
    """
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise NotEmpty(str(path))
    made_at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    ids = sorted(workspace.store.revisions()) if query is None else _hits(workspace, query, asked or {})
    facts: dict[str, Any] = {"format": FORMAT, "query": query, "articles": len(ids), "made_at": made_at}
    facts |= {"software": software(), "archive": workspace.store.count()}
    facts |= {"access": _of_sources(workspace, None if query is None else ids)}
    packing = _packing(path)
    with _target(path, packing) as folder:
        kept = _fill(workspace, folder, ids)
        _dump(folder / QUERY, facts | {"originals": kept})
        _make_bag(folder, query)
        tag_digest = sha256((folder / "tagmanifest-sha256.txt").read_bytes())
    digest = tag_digest if packing is None else _digest(path)
    copy = Copy("bag", str(path.resolve()), made_at, digest, len(ids), query)
    note_copy(workspace.store, copy)
    return BagReport(copy.path, made_at, len(ids), kept, digest, query, len(workspace.levels(ids)))


def _of_sources(workspace: Workspace, ids: Sequence[str] | None) -> list[Record]:
    """Decisions about access for the sources of the articles (of all for None)."""
    if workspace.store.access_version() is None:
        return []
    articles = workspace.store.articles(ids) if ids is not None else ()
    sources = {article.source for article in articles} if ids is not None else None
    return decisions_of(workspace.store, sources)


def _hits(workspace: Workspace, query: str, asked: Mapping[str, Any]) -> list[str]:
    return list(workspace.ids(workspace.search_text(query, limit=0, **asked)))


def _packing(path: Path) -> str | None:
    return next((mode for ending, mode in PACKED.items() if path.name.endswith(ending)), None)


@contextmanager
def _target(path: Path, packing: str | None) -> Iterator[Path]:
    """A folder to fill, which then becomes the bag, or is packed into it."""
    import shutil
    import tarfile

    if packing is None:
        with whole_folder(path) as folder:
            yield folder
        return
    room = beside_of(path).with_suffix(".folder")
    with output(path):
        room.mkdir(parents=True)
    try:
        with output(path):
            yield room
        with whole_file(path) as file, tarfile.open(fileobj=file, mode=packing) as tar:  # type: ignore[call-overload]
            name = path.name.partition(".tar")[0].removesuffix(".tgz")
            tar.add(room, arcname=name)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _fill(workspace: Workspace, folder: Path, ids: Sequence[str]) -> int:
    """The articles and their originals; how many originals."""
    store, kept = workspace.store, set()
    with (
        (folder / RECORDS).open("w", encoding="utf-8") as records,
        (folder / ARTICLES).open("w", encoding="utf-8") as plain,
        translated(store.where),
        store.engine.connect() as connection,
    ):
        for page in _pages(ids):
            for record in records_of(connection, page):
                records.write(json.dumps(record, ensure_ascii=False) + "\n")
                for digest in digests_in(record):
                    if digest not in kept:
                        _write_original(folder, digest, original_of(connection, digest), record)
                        kept.add(digest)
            for article in store.articles(page):
                plain.write(json.dumps(article_json(article), ensure_ascii=False) + "\n")
    return len(kept)


def _write_original(folder: Path, digest: str, data: bytes | None, record: Record) -> None:
    if data is None:
        raise FixityError(record["id"], digest, None)
    path = original_path(folder, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def original_path(folder: Path, digest: str) -> Path:
    """Where the bytes under a digest stand below a bag's data."""
    return folder / ORIGINALS / digest


def _make_bag(folder: Path, query: str | None) -> None:
    import bagit

    about = "A whole archive" if query is None else f"Articles found by: {query}"
    info = {"External-Description": about, "Bag-Software-Agent": software()}
    bagit.make_bag(str(folder), info, checksums=["sha256"])


def _pages(ids: Iterable[str]) -> Iterator[list[str]]:
    every = iter(ids)
    while page := list(islice(every, _PAGE)):
        yield page


def _dump(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _digest(path: Path) -> str:
    from archive.fixity import sha256_stream

    with path.open("rb") as file:
        return sha256_stream(file)


def proved(folder: Path) -> None:
    """CopyDamaged names the first file of a bag that is missing, differs or does not belong there."""
    import bagit

    try:
        bag = bagit.Bag(str(folder))
    except (bagit.BagError, OSError, ValueError) as error:
        raise CopyDamaged(str(folder), "bagit.txt", "content", None, str(error)[:200]) from error
    for name, sums in {**bag.payload_entries(), **_tags(bag)}.items():
        wanted = sums.get("sha256")
        if wanted is not None:
            _compare(folder, name, wanted)
    listed = set(bag.payload_entries())
    for file in sorted((folder / "data").rglob("*")):
        name = file.relative_to(folder).as_posix()
        if not file.is_dir() and name not in listed:
            raise CopyDamaged(str(folder), name, "extra")
    try:
        bag.validate(fast=True)
    except bagit.BagError as error:
        raise CopyDamaged(str(folder), "bag-info.txt", "content", None, str(error)[:200]) from error


def _tags(bag: Any) -> dict[str, dict[str, str]]:
    return {name: sums for name, sums in bag.entries.items() if name not in bag.payload_entries()}


def _compare(folder: Path, name: str, wanted: str) -> None:
    path = folder / name
    if folder.resolve() not in path.resolve().parents or path.is_symlink():
        raise CopyDamaged(str(folder), name, "extra")
    if not path.is_file():
        raise CopyDamaged(str(folder), name, "missing", wanted)
    actual = _digest(path)
    if actual != wanted:
        raise CopyDamaged(str(folder), name, "digest", wanted, actual)
