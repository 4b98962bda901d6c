"""Imports point only down: kazakh, archive, index, workspace, webui and cli; third parties in their layer."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LEVEL = {
    "kazakh": 0,
    "archive": 1,
    "index": 2,
    "workspace": 3,
    "messages": 3,
    "webui": 4,
    "commands": 5,
    "cli": 5,
}
INDEX_MAY_TAKE = {"archive.model", "archive.errors"}
THIRD_PARTY = {
    "kazakh": {"pymorphy3"},
    "archive": {
        "sqlalchemy",
        "trafilatura",
        "lxml",
        "warcio",
        "pypdf",
        "rensa",
        "boto3",
        "botocore",
        "psycopg",
    },
    "index": {"whoosh", "numpy", "tantivy", "opensearchpy", "urllib3"},
    "workspace": {"bagit"},
    "messages": {"babel"},
    "webui": {"flask", "werkzeug", "markupsafe", "jinja2", "waitress"},
    "commands": {"click", "platformdirs"},
    "cli": {"click"},
}
EDGES = {"webui", "commands", "cli"}


def modules() -> Iterator[tuple[str, Path]]:
    for top in LEVEL:
        path = ROOT / top
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
        for file in files:
            yield top, file


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported, at the top or inside a function."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: a relative import hides its layer"
            yield node.lineno, node.module or ""


def complaint(top: str, name: str) -> str | None:
    """Why module ``name`` may not be imported in layer ``top``; None when it may."""
    head = name.split(".")[0]
    if head in LEVEL:
        if LEVEL[head] > LEVEL[top]:
            return "points up"
        if top == "index" and head == "archive" and name not in INDEX_MAY_TAKE:
            return "index may take only archive.model and archive.errors"
        if top == "commands" and head == "webui":
            return None
        return None
    if head in sys.stdlib_module_names or head in THIRD_PARTY[top]:
        return None
    return "third party outside its layer"


def test_the_walk_sees_the_whole_project() -> None:
    assert {top for top, _ in modules()} == set(LEVEL)
    assert len(list(modules())) > 40


def test_imports_point_down() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{line}: {name}: {why}"
        for top, file in modules()
        for line, name in imports(file)
        if (why := complaint(top, name))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("top", "name"),
    [
        ("kazakh", "archive.model"),
        ("index", "archive.store"),
        ("archive", "flask"),
        ("webui", "commands.show"),
    ],
)
def test_the_check_can_fail(top: str, name: str) -> None:
    assert complaint(top, name)


def test_only_serve_imports_the_web() -> None:
    users = {
        str(file.relative_to(ROOT))
        for top, file in modules()
        if top in ("commands", "cli")
        for _, name in imports(file)
        if name.split(".")[0] == "webui"
    }
    assert users == {"commands/serve.py"}


def test_libraries_do_not_speak() -> None:
    """No print, no sys.exit, no bare except below the edges."""
    wrong = []
    for top, file in modules():
        if top in EDGES:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "sys.exit", "exit"):
                if "__main__" in file.read_text(encoding="utf-8"):
                    continue
                wrong.append(f"{file.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node.func)}")
            if isinstance(node, ast.ExceptHandler) and (
                node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
            ):
                wrong.append(f"{file.relative_to(ROOT)}:{node.lineno}: bare except")
    assert not wrong, "\n".join(wrong)


def test_no_module_is_a_hall() -> None:
    long = {
        str(file.relative_to(ROOT)): lines
        for _, file in modules()
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert not long
