"""How far a harvest has come, in a file beside its pages; written whole or not at all."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

STATE = "harvest.json"


@dataclass(slots=True)
class State:
    """``pages`` fetched so far, ``token`` of the next one, ``begun`` the moment the repository gave on
    the first page of this round; ``complete`` when there is no next page. ``since`` is what the next
    round begins from, ``first`` the first page of this round, ``taken`` how many pages the archive has
    taken in."""

    url: str
    prefix: str
    set: str
    date_from: str
    date_until: str
    name: str = ""
    granularity: str = ""
    pages: int = 0
    token: str | None = None
    begun: str = ""
    size: int | None = None
    complete: bool = False
    since: str = ""
    first: int = 1
    taken: int = 0


def read_state(folder: Path) -> State | None:
    """The state kept in a folder, ``None`` when there is none (or none that can be read)."""
    try:
        told = json.loads((folder / STATE).read_text(encoding="utf-8"))
        return State(**{field.name: told[field.name] for field in fields(State) if field.name in told})
    except (OSError, ValueError, TypeError):
        return None


def keep_state(folder: Path, state: State) -> None:
    """Keep the state on the disk before anything relies on it."""
    text = json.dumps(asdict(state), ensure_ascii=False, indent=1)
    write_whole(folder / STATE, text.encode("utf-8"))


def write_whole(path: Path, data: bytes) -> None:
    """A file that is there as a whole after a power cut, or not at all."""
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
