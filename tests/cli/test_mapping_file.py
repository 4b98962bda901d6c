"""``ingest --map-file``: a table read as the file says, and mistakes in the file told."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Call

WHOLE = """
source = "Ауыл таңы"
encoding = "windows-1251"
delimiter = ";"
date_format = "%m/%d/%Y"

[columns]
title = "Заголовок"
body = "Текст"
date = "Дата"

[constants]
lang = "ru"
region = "Абай облысы; ШҚО"

[defaults]
author = "Редакция"
"""
TABLE = (
    "Заголовок;Текст;Дата;Lang\nСнег выпал;Ночью выпал снег.;06/12/2023;kk\nВесна;Пришла весна.;12.06.2023;\n"
)


def test_a_whole_mapping_in_use(tmp_path: Path, call: Call) -> None:
    (tmp_path / "кесте.csv").write_bytes(TABLE.encode("cp1251"))
    (tmp_path / "mapping.toml").write_text(WHOLE, encoding="utf-8")
    assert call("ingest", "кесте.csv", "--map-file", "mapping.toml").status == 0
    first, second = sorted(
        (json.loads(line) for line in call("export", "*", "--format", "jsonl").out.splitlines()),
        key=lambda article: str(article["title"]),
        reverse=True,
    )
    assert (first["title"], first["date"], first["source"]) == ("Снег выпал", "2023-06-12", "Ауыл таңы")
    assert (first["lang"], [region["code"] for region in first["regions"]]) == ("ru", ["KZ-10", "KZ-63"])
    # Written otherwise than told, a date is not believed.
    assert (second["title"], second["date"]) == ("Весна", None)


def test_the_command_line_goes_before_the_file(tmp_path: Path, call: Call) -> None:
    (tmp_path / "a.csv").write_text("t,u\nБірінші,Екінші\n", encoding="utf-8")
    (tmp_path / "m.toml").write_text('source = "A"\n[columns]\ntitle = "t"\n', encoding="utf-8")
    assert call("ingest", "a.csv", "--map-file", "m.toml", "--map", "title=u", "--source", "B").status == 0
    (line,) = call("export", "*", "--format", "jsonl").out.splitlines()
    assert (json.loads(line)["title"], json.loads(line)["source"]) == ("Екінші", "B")


def test_a_mistake_ends_the_command_with_status_2_and_names_the_place(tmp_path: Path, call: Call) -> None:
    (tmp_path / "m.toml").write_text('[columns]\ntitel = "t"\n', encoding="utf-8")
    called = call("ingest", "m.toml", "--map-file", "m.toml")
    assert called.status == 2
    assert "columns.titel" in called.err and "title" in called.err
