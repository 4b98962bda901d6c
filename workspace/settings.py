"""``workspace.json``: the few settings a data folder carries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from archive.vault.durable import whole_file
from workspace.notices import tell

NAME = "workspace.json"


def read(folder: Path) -> dict[str, Any]:
    """The settings of ``folder``; none when the file is missing. One that can't be read or is no JSON object
    counts as missing, and a notice says so."""
    try:
        value = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError):
        value = None
    if isinstance(value, dict):
        return value
    tell("settings_unread", path=str(folder / NAME))
    return {}


def change(folder: Path, **values: object) -> None:
    """Change some settings; the file is replaced whole, so that a reader never sees half of it."""
    folder.mkdir(parents=True, exist_ok=True)
    content = json.dumps({**read(folder), **values}, ensure_ascii=False) + "\n"
    with whole_file(folder / NAME) as file:
        file.write(content.encode())
