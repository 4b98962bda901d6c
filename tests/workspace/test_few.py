"""A few new or changed articles reach the indexes without a look at the others; nothing is missed by it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.ingest import IngestOptions
from archive.store import oai
from workspace import Workspace, few
from workspace.core import BEHIND

SAID = "«Жаңа мектеп салынады», – деді Арман Сейітов."
OPTIONS = IngestOptions(software="test")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "archive", create=True) as opened:
        yield opened


def record(number: int, body: str) -> dict[str, str]:
    return {"url": f"https://gazet.example/{number}", "title": f"Хабар {number}", "body": body}


def take(workspace: Workspace, folder: Path, *records: dict[str, str]) -> None:
    path = folder / "records.jsonl"
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records), "utf-8")
    workspace.ingest([str(path)], OPTIONS)


def totals(workspace: Workspace, query: str) -> tuple[int, int]:
    """Articles and quotations that are found."""
    found = workspace.search_text(query).page.total
    return found, sum(1 for _ in workspace.quote_engine.revisions())


@pytest.fixture
def no_comparing(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("everything was compared")

    monkeypatch.setattr(Workspace, "sync", never)


def test_new_articles_are_found_and_told_of(workspace: Workspace, tmp_path: Path, no_comparing: None) -> None:
    take(workspace, tmp_path, record(1, SAID), record(2, "Қалада қар жауды."))
    assert totals(workspace, "мектеп") == (1, 1)
    take(workspace, tmp_path, record(3, f"{SAID} Жол жөнделді."))
    assert totals(workspace, "мектеп") == (2, 2)
    with oai.reading(workspace.store) as connection:
        assert oai.count(connection, "", "", None) == 3
    assert not workspace.is_stale()


def test_a_changed_article_is_replaced_with_its_quotations(
    workspace: Workspace, tmp_path: Path, no_comparing: None
) -> None:
    take(workspace, tmp_path, record(1, SAID), record(2, SAID + " Бүгін жарияланды."))
    take(workspace, tmp_path, record(1, "Көпір салынды."))
    assert totals(workspace, "мектеп") == (1, 1)
    assert totals(workspace, "көпір") == (1, 1)


def test_what_a_broken_off_run_left_is_made_up_for(workspace: Workspace, tmp_path: Path) -> None:
    take(workspace, tmp_path, record(1, SAID))
    path = tmp_path / "left.jsonl"
    path.write_text(json.dumps(record(2, SAID + " Ертең."), ensure_ascii=False), "utf-8")
    workspace.ingest([str(path)], OPTIONS, sync=False)
    assert (workspace.folder / BEHIND).exists()
    assert totals(workspace, "мектеп") == (1, 1)
    take(workspace, tmp_path, record(3, "Қалада қар жауды."))
    assert totals(workspace, "мектеп") == (2, 2)
    assert not workspace.is_stale()


def test_another_number_of_articles_has_everything_compared(workspace: Workspace, tmp_path: Path) -> None:
    """As if another program had written the store meanwhile without leaving word."""
    take(workspace, tmp_path, record(1, SAID))
    path = tmp_path / "left.jsonl"
    path.write_text(json.dumps(record(2, SAID + " Ертең."), ensure_ascii=False), "utf-8")
    workspace.ingest([str(path)], OPTIONS, sync=False)
    workspace.mark_in_step()
    take(workspace, tmp_path, record(3, "Қалада қар жауды."))
    assert totals(workspace, "мектеп") == (2, 2)


def test_of_more_than_a_few_everything_is_compared(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(few, "FEW", 2)
    take(workspace, tmp_path, *(record(number, f"{SAID} {number}-күн.") for number in range(3)))
    assert totals(workspace, "мектеп") == (3, 3)


def test_a_run_that_brings_nothing_new_changes_nothing(
    workspace: Workspace, tmp_path: Path, no_comparing: None
) -> None:
    take(workspace, tmp_path, record(1, SAID))
    generation = workspace.engine.status().generation
    take(workspace, tmp_path, record(1, SAID))
    assert workspace.engine.status().generation == generation
    assert not workspace.is_stale()
