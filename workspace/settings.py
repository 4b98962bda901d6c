"""``workspace.json``: the few settings a data folder carries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

NAME = "workspace.json"


def read(folder: Path) -> dict[str, Any]:
    """The settings of ``folder``; none when the file is missing or is no JSON object."""
    try:
        value = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def change(folder: Path, **values: object) -> None:
    """Change some settings; the file is replaced whole, so that a reader never sees half of it."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / (NAME + ".new")
    fresh.write_text(json.dumps({**read(folder), **values}, ensure_ascii=False) + "\n", encoding="utf-8")
    fresh.replace(folder / NAME)
