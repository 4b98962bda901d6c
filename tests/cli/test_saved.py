"""Saved searches: what is new is told once, and a search that can't be asked is not kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call


def article(number: int, text: str, **more: str) -> str:
    record = {"id": f"n{number}", "title": f"Жаңалық {number}", "text": text, "source": "Өлке үні", **more}
    return json.dumps(record, ensure_ascii=False) + "\n"


@pytest.fixture
def filled(call: Call, tmp_path: Path) -> Call:
    rows = article(1, "Ауылда мектеп ашылды.", region="ШҚО") + article(2, "Өзен тасыды.")
    (tmp_path / "first.jsonl").write_text(rows, encoding="utf-8")
    call("ingest", str(tmp_path / "first.jsonl"))
    return call


def fresh(call: Call, *args: str) -> dict[str, list[str]]:
    items = call("saved", "new", "--json", *args).json()["items"]
    return {item["name"]: [row["title"] for row in item["new"]] for item in items}


def test_what_is_new_is_told_once(filled: Call, tmp_path: Path) -> None:
    assert filled("saved", "add", "мектептер", "мектеп").status == 0
    assert fresh(filled, "--keep") == {"мектептер": ["Жаңалық 1"]}
    assert fresh(filled) == {"мектептер": ["Жаңалық 1"]}
    assert fresh(filled) == {"мектептер": []}
    (tmp_path / "second.jsonl").write_text(article(3, "Қалада жаңа мектеп бар."), encoding="utf-8")
    filled("ingest", str(tmp_path / "second.jsonl"))
    assert fresh(filled, "мектептер") == {"мектептер": ["Жаңалық 3"]}
    assert "Жаңалық" not in filled("saved", "new").out


def test_filters_are_kept_with_the_search(filled: Call) -> None:
    filled("saved", "add", "шығыс", "*", "--region", "ШҚО")
    assert fresh(filled) == {"шығыс": ["Жаңалық 1"]}
    (row,) = filled("saved", "list", "--json").json()["items"]
    assert row["asked"]["filters"] == {"region": ["ШҚО"]}
    assert row["seen_at"]


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_what_cannot_be_done_is_said(filled: Call, lang: str) -> None:
    assert filled("saved", "add", "бұзық", "(мектеп", lang=lang).status == 2
    assert filled("saved", "list").out == ""
    filled("saved", "add", "бар", "мектеп")
    for args in (("add", "бар", "су"), ("new", "жоқ"), ("remove", "жоқ")):
        answer = filled("saved", *args, lang=lang)
        assert answer.status == 2
        assert args[1] in answer.err
        assert "Traceback" not in answer.err


def test_a_search_is_forgotten_with_what_it_showed(filled: Call) -> None:
    filled("saved", "add", "су", "өзен")
    fresh(filled)
    assert filled("saved", "remove", "су").status == 0
    filled("saved", "add", "су", "өзен")
    assert fresh(filled) == {"су": ["Жаңалық 2"]}
