"""Folders of many files: the same order each time, without a list of them in memory."""

from __future__ import annotations

import os
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ReadError
from archive.readers import files, folder
from archive.readers.folder import ordered

MANY = 200_000


class Entry:
    """A file as ``os.scandir`` tells of it, that is on no disk."""

    def __init__(self, name: str) -> None:
        self.name = name

    def is_dir(self, follow_symlinks: bool = True) -> bool:
        return False

    def is_file(self) -> bool:
        return True


def pretend(names: Iterator[str], monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def scandir(_: str) -> Iterator[Any]:
        yield (Entry(name) for name in names)

    monkeypatch.setattr(folder.os, "scandir", scandir)


def test_many_files_take_little_memory_and_come_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "RUN", MANY // 20)
    # In an order as scrambled as that of a file system.
    pretend((f"мақала-{number * 77_773 % MANY:06d}.txt" for number in range(MANY)), monkeypatch)
    tracemalloc.start()
    count, last = 0, ""
    for name, _ in ordered("қалта"):
        assert name > last
        count, last = count + 1, name
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == MANY
    assert peak < 6 << 20, f"{peak >> 20} MB"


@given(st.sets(st.text(st.characters(codec="utf-8", exclude_characters="/\x00"), min_size=1, max_size=60)))
def test_any_names_come_back_once_and_in_order(names: set[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folder, "RUN", 3)
        patch.setattr(folder, "FAN", 3)
        pretend(iter(names), patch)
        found = [name for name, _ in ordered("қалта")]
    assert found == sorted((name for name in names if not name.startswith(".")), key=os.fsencode)


def test_what_is_no_file_is_left_out_and_what_can_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Күз\n", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "broken").symlink_to(tmp_path / "жоқ")
    os.mkfifo(tmp_path / "pipe")
    assert [Path(str(path)).name for path in files([tmp_path])] == ["a.txt", "link.txt"]
    (missing,) = files([tmp_path / "жоқ"])
    assert isinstance(missing, ReadError) and missing.reason == "not_found"
