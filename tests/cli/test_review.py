"""review: what is due by kind, why, and what leaves the list and comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

TEXT = (
    "Ауыл мектебінде жаңа спорт залы ашылды. Құрылысқа ата-аналар да көмектесті. Енді балалар қыста да "
    "жаттыға алады. Директор келесі жылы кітапхана да жөнделетінін айтты."
)
ROWS = [
    {
        "id": "1",
        "source": "Таң",
        "title": "Күні жоқ хабар",
        "body": "Өзен тасып, көпірді шайып кетті. Ауыл тұрғындары көмек күтуде.",
    },
    {"id": "2", "source": "Таң", "title": "Спорт залы", "body": TEXT, "date": "2023-05-01"},
    {"id": "3", "source": "Дала", "title": "Жаңа зал", "body": TEXT, "date": "2023-05-02"},
    {
        "id": "4",
        "source": "Таң",
        "title": "Scan",
        "body": "Қала күні тойланды, халық алаңға жиналды.",
        "date": "1987-05-02",
        "ocr_confidence": "0.41",
    },
    {
        "id": "5",
        "source": "Таң",
        "title": "Жақсы скан",
        "body": "Егін орағы басталды, диқандар далаға шықты.",
        "date": "1987-05-03",
        "ocr_confidence": "0.97",
    },
    {
        "id": "6",
        "source": "Таң",
        "title": "Bulletin",
        "body": "The council met on Monday and agreed on the budget for the school.",
        "date": "2020-01-01",
        "lang": "en",
    },
    {
        "id": "7",
        "source": "Таң",
        "title": "Жиналыс",
        "body": "Ауылда той болды. «Ертең тағы қаламыз», «Бала күнге қайта оралдым», – деді қонақтар.",
        "date": "2021-02-03",
    },
]


@pytest.fixture
def filled(call: Call, tmp_path: Path) -> dict[str, str]:
    """The ids of the articles by their numbers."""
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), encoding="utf-8")
    assert call("ingest", str(path)).status == 0
    items = call("search", "*", "--limit", "20", "--json").json()["items"]
    return {item["source_id"]: item["id"] for item in items}


def listed(call: Call, kind: str) -> list[tuple[str, str]]:
    page = call("review", "--kind", kind, "--json").json()
    assert page["total"] == len(page["items"])
    return [(item["article_id"], item["why"]) for item in page["items"]]


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("undated", [("1", "")]),
        ("speaker", [("7", "2")]),
        ("ocr", [("4", "0.41")]),
        ("language", [("6", "en")]),
    ],
)
def test_what_is_due(call: Call, filled: dict[str, str], kind: str, wanted: list[tuple[str, str]]) -> None:
    assert listed(call, kind) == [(filled[number], why) for number, why in wanted]


def test_articles_of_one_text_stand_together(call: Call, filled: dict[str, str]) -> None:
    assert sorted(listed(call, "duplicate")) == sorted([(filled["2"], "2"), (filled["3"], "2")])


def test_counts_are_those_of_the_lists(call: Call, filled: dict[str, str]) -> None:
    counts = call("review", "--json").json()
    assert counts == {kind: len(listed(call, kind)) for kind in counts}
    assert counts["undated"] == 1


def test_what_was_mended_leaves_the_list(call: Call, filled: dict[str, str]) -> None:
    call("correct", filled["1"], "date", "2022-04-05")
    assert listed(call, "undated") == []
    call("correct", "undo", "1")
    assert listed(call, "undated") == [(filled["1"], "")]


def test_what_was_looked_at_comes_back_when_it_changes(
    call: Call, filled: dict[str, str], tmp_path: Path
) -> None:
    assert call("review", "--kind", "language", "--seen", filled["6"], "--who", "кітапханашы").status == 0
    assert listed(call, "language") == []
    changed = tmp_path / "changed.jsonl"
    changed.write_text(json.dumps({**ROWS[5], "body": "The council did not meet."}) + "\n", encoding="utf-8")
    call("ingest", str(changed))
    assert listed(call, "language") == [(filled["6"], "en")]


def test_pages_follow_each_other(call: Call, filled: dict[str, str]) -> None:
    first = call("review", "--kind", "duplicate", "--limit", "1", "--json").json()
    second = call("review", "--kind", "duplicate", "--limit", "1", "--offset", "1", "--json").json()
    assert first["total"] == second["total"] == 2
    assert first["items"] != second["items"]


@pytest.mark.parametrize(
    ("typed", "status"),
    [(["--seen", "жоқ"], 2), (["--kind", "ocr", "--seen", "жоқ"], 4), (["--kind", "жоқ"], 2)],
)
def test_what_can_not_be_done_is_told(
    call: Call, filled: dict[str, str], typed: list[str], status: int
) -> None:
    called = call("review", *typed)
    assert called.status == status
    assert called.err


def test_an_empty_list_says_so(call: Call, filled: dict[str, str]) -> None:
    call("correct", filled["1"], "date", "2022-04-05")
    assert "empty" in call("review", "--kind", "undated").out
