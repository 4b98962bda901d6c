"""Every documented command is run, in the order of its page, in a folder prepared as the page says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
STARTS_A_SERVER = {"serve", "demo"}
PAGES = ["README.md", "docs/librarian.md", "docs/researcher.md"]


def commands(page: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return [line for block in BLOCK.findall(text) for line in block.splitlines() if line.strip()]


def run(line: str, folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A shell line, with ``muragat`` standing for the checkout's own command."""
    door = f"{shlex.quote(sys.executable)} -m cli"
    typed = re.sub(r"(^|\| )muragat\b", rf"\1{door}", line)
    return subprocess.run(
        typed, shell=True, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", timeout=300
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    samples = ROOT / "archive" / "samples" / "files"
    shutil.copytree(samples / "dala_jolaushysy", tmp_path / "articles")
    shutil.copy(samples / "olke_uni.jsonl", tmp_path / "more.jsonl")
    (tmp_path / "table.csv").write_text(
        "Тақырып,Мәтін\nАуылда кітапхана ашылды,Ауыл тұрғындары жаңа кітапхананың есігін ашты.\n",
        encoding="utf-8",
    )
    (tmp_path / "queries.tsv").write_text("q1\tжаңа мектеп\nкітапхана\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "MURAGAT_LANG": "en", "PYTHONUTF8": "1"}


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_the_page_works(page: str, folder: Path, env: dict[str, str]) -> None:
    if page == "docs/researcher.md":
        made = run("muragat --data my-archive ingest articles/ more.jsonl", folder, env)
        assert made.returncode == 0, made.stderr
    ran = 0
    for line in commands(page):
        words = shlex.split(line)
        if words[0] == "export":
            env |= dict([words[1].split("=", 1)])
            continue
        if "pip" in line or STARTS_A_SERVER & set(words):
            continue
        result = run(line, folder, env)
        assert result.returncode == 0, f"{page}: {line}\n{result.stderr}"
        assert result.stdout.strip() or "-o" in words, f"{page}: {line} printed nothing"
        ran += 1
    assert ran >= 2, f"{page} has too few commands for this test to mean anything"


def test_links_between_the_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    dead = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert not dead


def test_the_readme_tells_every_command_of_the_door() -> None:
    from cli import COMMANDS

    told = " ".join(
        p.read_text(encoding="utf-8") for p in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    )
    assert [
        name for name in COMMANDS if f"muragat {name}" not in told and f"my-archive {name}" not in told
    ] == []


@pytest.mark.parametrize("page", ["researcher.md", "journalist.md", "librarian.md"])
@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_a_page_in_another_language_has_the_same_commands_and_sections(page: str, lang: str) -> None:
    here, there = f"docs/{page}", f"docs/{lang}/{page}"
    assert commands(here) == commands(there)
    texts = [(ROOT / each).read_text(encoding="utf-8") for each in (here, there)]
    assert len({text.count("\n## ") for text in texts}) == 1
    assert all(text.count("](") >= 2 for text in texts)


def test_the_pictures_are_small_and_all_used() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs").rglob("*.md"))
    pictures = list((ROOT / "docs" / "pictures").glob("*.png"))
    assert len(pictures) >= 6
    for picture in pictures:
        assert picture.stat().st_size < 160_000, picture.name
        assert f"pictures/{picture.name})" in pages, picture.name
