"""The command line called in this process: status, stdout and stderr of a call."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli import group
from commands.edges import run
from tests.places import on_servers


@dataclass(frozen=True)
class Called:
    status: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Call = Callable[..., Called]


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call a command on the data folder ``tmp_path/archive``."""
    chosen = ("MURAGAT_DATA", "MURAGAT_LANG", "MURAGAT_ENGINE", "MURAGAT_STORE")
    for name in chosen[: 2 if on_servers() else 4]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def caller(*args: str, lang: str = "en") -> Called:
        capsys.readouterr()
        status = run(group, ["--data", str(tmp_path / "archive"), "--lang", lang, *args])
        captured = capsys.readouterr()
        return Called(status, captured.out, captured.err)

    return caller


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A small folder of two articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Ауылда жаңа мектеп ашылды\n\nАуыл тұрғындары мектептің ашылуына жиналды. Үш жүз бала оқиды.\n",
        encoding="utf-8",
    )
    rows = [
        {"id": "k1", "title": "Кітапхана жөнделді", "text": "Қаладағы кітапханада жөндеу жұмысы аяқталды.",
         "date": "2021-05-04", "region": "Жетісу облысы", "source": "Өлке үні"},
        {"id": "k2", "title": "Қазақстан құрамасы жеңді", "text": "Қазақстан құрамасы Алматыда ойнады.",
         "date": "2019", "source": "Өлке үні"},
    ]  # fmt: skip
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "b.jsonl").write_text(lines, encoding="utf-8")
    return folder
