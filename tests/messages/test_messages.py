"""The table of strings: complete in three languages, and nothing is asked of it that it has not."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from archive import errors
from archive.errors import ArchiveError, QuerySyntaxError
from archive.model import PartialDate
from index.query.parser import EXPECTED
from messages import LANGS, choose_language, date, error_text, number, read_error_text, text
from messages.table import _table, has

ROOT = Path(__file__).resolve().parents[2]
TABLE = _table()


@pytest.mark.parametrize("key", TABLE)
def test_every_key_has_three_languages_with_the_same_places(key: str) -> None:
    row = TABLE[key]
    assert set(row) == set(LANGS)
    assert all(row.values()), key
    places = {lang: set(re.findall(r"\{(\w+)\}", sentence)) for lang, sentence in row.items()}
    assert places["kk"] == places["ru"] == places["en"], key


def used_keys() -> set[str]:
    """Keys that stand as literals in the code and the templates."""
    found: set[str] = set()
    for path in [ROOT / "cli.py", *(ROOT / "commands").glob("*.py"), *(ROOT / "webui").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("text", "t") and node.args:
                key = node.args[0]
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    found.add(key.value)
    for path in (ROOT / "webui" / "templates").glob("*.html"):
        found |= set(re.findall(r"\bt\('([\w.]+)'[,)]", path.read_text(encoding="utf-8")))
    return found


def test_every_key_that_is_used_exists() -> None:
    used = used_keys()
    assert len(used) > 80
    assert sorted(key for key in used if not has(key)) == []


@pytest.mark.parametrize("prefix", ["cli.help."])
def test_every_command_has_its_line_of_help(prefix: str) -> None:
    from cli import COMMANDS

    assert [name for name in COMMANDS if not has(prefix + name)] == []


@pytest.mark.parametrize("code", EXPECTED)
@pytest.mark.parametrize("lang", LANGS)
def test_every_syntax_error_says_what_is_missing_and_where(code: str, lang: str) -> None:
    told = error_text(QuerySyntaxError("мектеп (ауыл", 7, code), lang)
    assert "8" in told
    assert text(f"expected.{code}", lang) in told


def error_codes() -> list[str]:
    return sorted(
        {
            kind.code
            for kind in vars(errors).values()
            if isinstance(kind, type) and issubclass(kind, ArchiveError)
        }
    )


GENERAL = {"archive", "input", "query", "input.read"}


@pytest.mark.parametrize("code", [code for code in error_codes() if code not in GENERAL])
def test_every_error_has_a_sentence_of_its_own(code: str) -> None:
    assert has(f"error.{code}")


def reasons() -> set[str]:
    """Reason codes that the readers and the cleaner give."""
    found: set[str] = set()
    for path in (ROOT / "archive").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func).endswith("ReadError")
                and len(node.args) > 2
            ):
                reason = node.args[2]
                if isinstance(reason, ast.Constant) and isinstance(reason.value, str):
                    found.add(reason.value)
    return found


def test_every_reason_of_a_rejection_has_a_sentence() -> None:
    assert len(reasons()) > 5
    assert sorted(reason for reason in reasons() if not has(f"reject.{reason}")) == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_rejection_names_file_and_line(lang: str) -> None:
    assert read_error_text("a.jsonl", 7, "bad_json", lang).startswith("a.jsonl:7: ")
    assert read_error_text("a.bin", 0, "something_new", lang).startswith("a.bin: ")


@pytest.mark.parametrize(
    ("value", "lang", "shown"),
    [(7, "kk", "7"), (1284, "kk", "1\u00a0284"), (1284, "ru", "1\u00a0284"), (1234567, "en", "1,234,567")],
)
def test_numbers(value: int, lang: str, shown: str) -> None:
    assert number(value, lang) == shown


@pytest.mark.parametrize(
    ("value", "lang", "shown"),
    [
        (PartialDate(2026, 6, 12), "kk", "2026 ж. 12 маусым"),
        (PartialDate(2026, 6, 12), "ru", "12 июня 2026 г."),
        (PartialDate(2026, 6, 12), "en", "12 June 2026"),
        (PartialDate(2026, 6), "kk", "2026 ж. маусым"),
        (PartialDate(2026, 6), "ru", "июнь 2026 г."),
        (PartialDate(2026), "kk", "2026 ж."),
        (PartialDate(2026), "en", "2026"),
        (None, "kk", "күні белгісіз"),
        (None, "ru", "дата неизвестна"),
    ],
)
def test_dates(value: PartialDate | None, lang: str, shown: str) -> None:
    assert date(value, lang).replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    ("explicit", "env", "locale", "chosen"),
    [
        ("ru", "kk", "en_US.UTF-8", "ru"),
        (None, "kk", "en_US.UTF-8", "kk"),
        (None, None, "kk_KZ.UTF-8", "kk"),
        (None, None, "C.UTF-8", "en"),
        (None, None, "de_DE", "en"),
        (None, "xx", "ru_RU", "ru"),
        (None, None, None, "en"),
    ],
)
def test_the_language_is_chosen(
    explicit: str | None, env: str | None, locale: str | None, chosen: str
) -> None:
    assert choose_language(explicit, env, locale, "en") == chosen
