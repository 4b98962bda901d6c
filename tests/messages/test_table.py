"""The file of strings itself, and the keys and codes that code puts together or chooses between."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from messages.table import has

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    line.split("\t") for line in files("messages").joinpath("strings.tsv").read_text("utf-8").splitlines()
]
KEYS = {row[0] for row in ROWS[1:]}
LETTER = "[А-Яа-яӘәҒғҚқҢңӨөҰұҮүҺһІі]"


def sources(*folders: str) -> list[str]:
    found = [file for folder in folders for file in (ROOT / folder).rglob("*")]
    return [file.read_text(encoding="utf-8") for file in found if file.suffix in (".py", ".html")]


def test_every_key_stands_once() -> None:
    assert len(KEYS) == len(ROWS) - 1


def test_no_word_mixes_latin_and_cyrillic_letters() -> None:
    mixed = re.compile(f"{LETTER}[A-Za-z]|[A-Za-z]{LETTER}")
    cells = [(row[0], re.sub(r"{\w+}", "", cell)) for row in ROWS[1:] for cell in row[1:3]]
    assert [key for key, cell in cells if mixed.search(cell)] == []


def test_every_family_of_keys_has_members() -> None:
    """``text(f"facet.{name}")`` in code and ``t('facet.' + name)`` in templates."""
    call = re.compile(r"""\b(?:text|t)\((?:f"([a-z_.]+\.)\{|'([a-z_.]+\.)' \+)""")
    families = {
        one or two for text in sources("webui", "commands", "messages") for one, two in call.findall(text)
    }
    assert len(families) > 8
    assert [family for family in sorted(families) if not any(key.startswith(family) for key in KEYS)] == []


def test_every_reason_a_reader_chooses_between_has_its_sentence() -> None:
    """``"binary" if … else "encoding"`` in the making of a ReadError."""
    pairs = re.findall(r'ReadError\([^\n]*?"(\w+)" if [^\n]* else "(\w+)"', "\n".join(sources("archive")))
    reasons = {reason for pair in pairs for reason in pair}
    assert reasons >= {"binary", "encoding"}
    assert [reason for reason in sorted(reasons) if not has(f"reject.{reason}")] == []


def test_every_cleaning_step_of_the_samples_has_a_name(tmp_path: Path) -> None:
    from archive.cleaning.junk import junk_rules

    assert [rule.name for rule in junk_rules() if not has(f"clean.{rule.name}")] == []
