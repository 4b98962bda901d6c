"""Errors as a person reads them: words instead of codes, the place, the next step; never a second error."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from archive import errors
from messages import LANGS, error_text
from messages.table import has

ROOT = Path(__file__).resolve().parents[2]
PATH = "мұрағат"
EVERY = [
    errors.ReadError("a.csv", 3, "bad_row"),
    errors.UnknownFormat("a.xyz", ["csv", "jsonl"]),
    errors.InvalidArticle("body", "", "no_text"),
    errors.InvalidMapping("mapping.toml", "columns.titel", "Тақырып", "unknown_field", ["title", "body"]),
    errors.HarvestFailed("https://example.kz/oai", "http", "500"),
    errors.QuerySyntaxError("мектеп (ауыл", 7, "close_bracket"),
    errors.UnknownField("avtor", ["author"], 7, "мектеп avtor:Асан"),
    errors.InvalidDate("2023-13", 5, "date:2023-13"),
    errors.InvalidRequest("limit", "-1", "not_negative"),
    errors.InvalidCorrection("region", "Марс", "unknown_region"),
    errors.CorrectionNotFound(7),
    errors.DecisionNotFound(7),
    errors.VersionNotFound("a", 7),
    errors.StoreError(path=PATH, reason="disk I/O error"),
    errors.StoreMissing(PATH),
    errors.StoreVersionError(9, 1),
    errors.StoreBusy(PATH),
    errors.StoreFull(PATH),
    errors.OriginalsAway("s3://murajat/", "unset"),
    errors.OriginalsLeft("s3://murajat/", "ab12"),
    errors.OutputFailed("a.csv", "disk_full"),
    errors.NotEmpty(PATH),
    errors.DemoRefused(PATH),
    errors.ArticleNotFound("abc123"),
    errors.ArticleWithdrawn("abc123", "2026-11-23T08:00:00+00:00"),
    errors.FixityError("abc123", "aa", None),
    errors.CopyDamaged("a.backup", "store.sqlite3", "digest", "aa", None),
    errors.EngineError(path=PATH, reason="torn"),
    errors.IndexMissing(PATH),
    errors.IndexStale("1", "2"),
    errors.IndexLocked(5.0),
    errors.IndexUnwritable(PATH, "disk_full"),
    errors.EngineUnavailable("nosuch", "whoosh, memory"),
    errors.QueryTooLong(20.0),
    errors.ClusterTrouble("opensearch+http://one:9200/muragat", "unreachable (ConnectionError)"),
]


def test_the_list_holds_every_error_that_has_parameters_of_its_own() -> None:
    kinds = {
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.ArchiveError)
    }
    bare = {errors.ArchiveError, errors.InputError, errors.QueryError}
    assert {type(error) for error in EVERY} == kinds - bare


@pytest.mark.parametrize("error", EVERY, ids=lambda error: error.code)
def test_every_error_is_told_in_its_own_words_in_each_language(error: errors.ArchiveError) -> None:
    told = {lang: error_text(error, lang) for lang in LANGS}
    assert len(set(told.values())) == len(LANGS)
    for sentence in told.values():
        assert f": {error.code}" not in sentence, "the general sentence names the code"
        assert "{" not in sentence
        assert "None" not in sentence


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("error", "step"),
    [
        (errors.StoreMissing("мұрағат"), "muragat --data мұрағат ingest"),
        (errors.IndexMissing("мұрағат"), "muragat index rebuild"),
        (errors.IndexStale("1", "2"), "muragat index rebuild"),
        (errors.ArticleNotFound("abc123"), "muragat search"),
        (errors.InvalidDate("2023-13"), "2023-06-12"),
        (errors.UnknownField("avtor", ["author"]), "author"),
    ],
    ids=lambda value: getattr(value, "code", None),
)
def test_the_next_step_is_named(error: errors.ArchiveError, step: str, lang: str) -> None:
    assert step in error_text(error, lang)


@pytest.mark.parametrize(
    ("error", "under"),
    [
        (errors.QuerySyntaxError("мектеп (ауыл", 7, "close_bracket"), "("),
        (errors.QuerySyntaxError("ал\n(ауыл", 3, "close_bracket"), "("),
        (errors.QuerySyntaxError("б" * 500 + "(ауыл", 500, "close_bracket"), "("),
        (errors.UnknownField("avtor", [], 7, "мектеп avtor:Асан"), "a"),
        (errors.InvalidDate("2023-13", 5, "date:2023-13"), "2"),
    ],
)
def test_the_caret_stands_under_the_character(error: errors.QueryError, under: str) -> None:
    _, line, caret = error_text(error, "kk").split("\n")
    assert line[caret.index("^")] == under
    assert len(line) < 90


def test_a_mistake_at_the_end_has_its_caret_behind_the_query() -> None:
    _, line, caret = error_text(errors.QuerySyntaxError("мектеп AND", 10, "term"), "kk").split("\n")
    assert caret.index("^") == len(line)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "error",
    [
        errors.InvalidRequest("limit", "-1", "not_negative"),
        errors.StoreBusy("мұрағат", "not_writable"),
        errors.InvalidArticle("body", "", "no_text"),
    ],
    ids=lambda error: error.code,
)
def test_codes_are_put_into_words(error: errors.ArchiveError, lang: str) -> None:
    assert not any(code in error_text(error, lang) for code in ("not_negative", "not_writable", "no_text"))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "error",
    [
        errors.QuerySyntaxError("мектеп", 0, "something_new"),
        errors.ReadError("a.bin", 0, "something_new"),
        errors.StoreError(something_new="б"),
    ],
    ids=lambda error: error.code,
)
def test_an_unknown_code_is_named_in_a_general_sentence(error: errors.ArchiveError, lang: str) -> None:
    assert "something_new" in error_text(error, lang)


def codes(kind: str, argument: int) -> set[str]:
    """Codes that stand as literals, also in a conditional, in the n-th argument of an error's making."""
    found: set[str] = set()
    for top in ("archive", "index", "workspace", "webui", "commands"):
        for path in (ROOT / top).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(kind):
                    chosen = node.args[argument : argument + 1]
                    found |= {value for arg in chosen for value in _literals(arg)}
    return found


def _literals(node: ast.expr) -> set[str]:
    if isinstance(node, ast.IfExp):
        return _literals(node.body) | _literals(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


@pytest.mark.parametrize(
    ("kind", "argument", "family", "at_least"),
    [
        ("ReadError", 2, "reject", 15),
        ("InvalidArticle", 2, "reject", 1),
        ("QuerySyntaxError", 2, "expected", 12),
        ("InvalidRequest", 2, "wanted", 4),
        ("StoreBusy", 1, "busy", 1),
    ],
)
def test_every_code_in_the_source_has_its_words(kind: str, argument: int, family: str, at_least: int) -> None:
    used = codes(kind, argument)
    assert len(used) >= at_least
    assert sorted(code for code in used if not has(f"{family}.{code}")) == []
