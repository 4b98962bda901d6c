"""The file in which refused records are written down, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO


class RejectsFile:
    """Made in ``folder`` when the first refusal comes; without a folder nothing is written."""

    def __init__(self, folder: Path | None, moment: str) -> None:
        self._folder = folder
        self._name = f"rejects-{moment.replace(':', '').replace('-', '')}"
        self._stream: TextIO | None = None
        self.path: Path | None = None

    def add(self, refusal: Mapping[str, object]) -> None:
        if self._folder is None:
            return
        if self._stream is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self.path = self._free(self._folder)
            self._stream = self.path.open("w", encoding="utf-8", errors="surrogateescape")
        self._stream.write(json.dumps(refusal, ensure_ascii=False, default=str) + "\n")

    def close(self) -> str | None:
        """The file's path, ``None`` when nothing was refused."""
        if self._stream is not None:
            self._stream.close()
        return str(self.path) if self.path else None

    def _free(self, folder: Path) -> Path:
        path, number = folder / f"{self._name}.jsonl", 1
        while path.exists():
            number += 1
            path = folder / f"{self._name}-{number}.jsonl"
        return path
