"""What records say of access in the words of many systems, and what follows from several statements."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.access import Terms, stated
from archive.errors import InvalidDate, InvalidRequest
from archive.ingest import IngestOptions
from archive.readers import ReadOptions
from archive.store.access import Standing
from workspace import Workspace
from workspace.access import terms_of

TODAY = dt.date(2027, 3, 1)


@pytest.mark.parametrize(
    ("access", "embargo", "code"),
    [
        (None, None, None),
        ("open", None, "open"),
        ("Open Access", None, "open"),
        ("ашық", None, "open"),
        ("Открытый доступ", None, "open"),
        ("info:eu-repo/semantics/openAccess", None, "open"),
        ("http://purl.org/coar/access_right/c_abf2", None, "open"),
        ("Unrestricted online access", None, "open"),
        ("snippets", None, "snippets"),
        ("metadata only access", None, "snippets"),
        ("http://purl.org/coar/access_right/c_14cb/", None, "snippets"),
        ("ЖАБЫҚ", None, "closed"),
        ("restrictedAccess", None, "closed"),
        ("No online access", None, "closed"),
        ("until-2030-01-01", None, "until-2030-01-01"),
        ("until-2030-01-01-snippets", None, "until-2030-01-01-snippets"),
        ("embargoedAccess", "2030-01-01", "until-2030-01-01"),
        ("embargoedAccess", "info:eu-repo/date/embargoEnd/2030-01-01", "until-2030-01-01"),
        ("embargo until 2030-01-01", None, "until-2030-01-01"),
        ("embargoed", None, "closed"),
        (None, "2030-01-01", "until-2030-01-01"),
        (None, "2030-06", "until-2030-07-01"),
        ("open", "2030", "until-2031-01-01"),
        ("snippets", "2030-01-01", "snippets-until-2030-01-01"),
        ('{"level": "snippets", "until": null}', None, "snippets"),
        ('{"level": "closed", "until": "2030-01-01"}', None, "until-2030-01-01"),
        ("тек оқу залында", None, "unknown"),
        ("open", "ертең", "unknown"),
        ("closed 2030", None, "unknown"),
        ("{" * 5000, None, "unknown"),
        ("until-2030-13-45", None, "unknown"),
        (None, "2030-02-31", "unknown"),
    ],
)  # fmt: skip
def test_statements_of_records(access: str | None, embargo: str | None, code: str | None) -> None:
    assert stated(access, embargo) == code
    if code not in (None, "unknown"):
        assert Terms.parse(str(code)).code == code


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (("secret", None), InvalidRequest),
        (("closed", "ертең"), InvalidDate),
        (("open", "2030"), InvalidRequest),
        (("closed", "2030", "half"), InvalidRequest),
    ],
)
def test_terms_that_make_no_sense_are_refused(typed: tuple[str, ...], error: type[Exception]) -> None:
    with pytest.raises(error):
        terms_of(*typed)


RECORDS: tuple[tuple[dict[str, str], str | None], ...] = (
    ({"access": "closed"}, "closed"),
    ({"Access": "snippets"}, "snippets"),
    ({"accessRights": "metadata only"}, "snippets"),
    ({"until": "2030-01-01"}, "until-2030-01-01"),
    ({"embargo": "2030-01-01"}, "until-2030-01-01"),
    ({"rights": "info:eu-repo/semantics/closedAccess"}, "closed"),
    ({"rights": "© Дала газеті"}, None),
    ({"access": "бұлыңғыр"}, "unknown"),
    ({}, None),
)


@pytest.mark.parametrize("engine", ["memory"])
@pytest.mark.parametrize(("fields", "code"), RECORDS)
def test_a_record_is_read(tmp_path: Path, engine: str, fields: dict[str, str], code: str | None) -> None:
    with Workspace.open(tmp_path / "a", engine, create=True) as workspace:
        article = taken(workspace, tmp_path, {"url": "https://a.example/1", "text": "Қар жауды.", **fields})
    assert article.access == code
    noted = [step for step in article.provenance.cleaning if step.rule == "access_unknown"]
    assert [step.text for step in noted] == (["бұлыңғыр"] if code == "unknown" else [])
    assert ("access" in article.extra) == (code == "unknown")


def taken(workspace: Workspace, folder: Path, record: dict[str, str], **mapping: str) -> Any:
    path = folder / "in.jsonl"
    path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    workspace.ingest([str(path)], IngestOptions(read=ReadOptions(mapping=mapping)))
    return next(iter(workspace.store.articles()))


def test_a_mapped_column_says_it(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "a", "memory", create=True) as workspace:
        record = {"url": "https://a.example/1", "text": "Қар жауды.", "кім": "жабық"}
        assert taken(workspace, tmp_path, record, access="кім").access == "closed"


def test_mods_in_mets_and_marc_say_it() -> None:
    from lxml import etree

    from archive.readers.catalogue import dublin_core, marc_columns
    from archive.readers.mets_structure import _facts

    mods = etree.fromstring(
        "<s><mods><accessCondition type='restriction on access'>Жабық</accessCondition>"
        "<accessCondition type='use and reproduction'>© Дала</accessCondition></mods></s>"
    )
    assert {name: _facts(mods)[name] for name in ("access", "rights")} == {
        "access": "Жабық",
        "rights": "© Дала",
    }
    marc = etree.fromstring(
        "<record><datafield tag='506'><subfield code='f'>No online access</subfield></datafield>"
        "<datafield tag='540'><subfield code='a'>© Дала</subfield></datafield></record>"
    )
    assert marc_columns(marc) == {"access": "No online access", "rights": "© Дала"}
    term = "<t:accessRights xmlns:t='http://purl.org/dc/terms/'>closedAccess</t:accessRights>"
    dc = etree.fromstring(f"<r>{term}</r>")
    assert dublin_core(dc) == {"access": "closedAccess"}


CASES: tuple[tuple[str, str | None, str | None, str | None, str, str], ...] = (
    ("nothing is stated", None, None, None, "open", "default"),
    ("the source alone", None, None, "closed", "closed", "source"),
    ("the record goes before the source", None, "open", "closed", "open", "record"),
    ("the article goes before all", "snippets", "closed", "closed", "snippets", "article"),
    ("what is not understood is closed", None, "unknown", None, "closed", "unknown"),
    ("but the source says more", None, "unknown", "open", "open", "source"),
    ("an embargo holds", None, "until-2027-06-12", None, "closed", "record"),
    ("an embargo is over", None, "until-2027-02-28", None, "open", "default"),
    ("on its last day it is over", None, "until-2027-03-01", None, "open", "default"),
    ("after an embargo what is weaker holds", None, "until-2027-01-01", "snippets", "snippets", "source"),
    ("after an embargo what it says itself", None, "until-2027-01-01-snippets", None, "snippets", "record"),
    ("until then snippets", "snippets-until-2027-06-12", None, "closed", "snippets", "article"),
)


@pytest.mark.parametrize(("article", "record", "source", "level", "by"), [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])  # fmt: skip
def test_the_strongest_statement_holds(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    article: str | None,
    record: str | None,
    source: str | None,
    level: str,
    by: str,
) -> None:
    monkeypatch.setattr(Workspace, "today", lambda self: TODAY)
    with Workspace.open(tmp_path / "a", "memory", create=True) as workspace:
        said = {"access": "бұлыңғыр" if record == "unknown" else record} if record else {}
        own = taken(
            workspace,
            tmp_path,
            {"url": "https://a.example/1", "text": "Қар жауды.", **said, "source": "Дала"},
        )
        if source:
            workspace.access.source("Дала", Terms.parse(source), "Гүлнар")
        if article:
            workspace.access.articles([own.id], Terms.parse(article), "Гүлнар")
        standing = workspace.access.standing(own.id)
        assert (standing.level, standing.by) == (level, by)
        public = workspace.public()
        assert public.search_text("*").page.total == (0 if level == "closed" else 1)
        # What was worked out beforehand for every day says the same as what is worked out for this one.
        assert workspace.levels([own.id]) == ({} if level == "open" else {own.id: level})


def test_nothing_holds_for_an_unknown_article(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "a", "memory", create=True) as workspace:
        assert workspace.access.standing("nothing") == Standing()


@given(
    st.none() | st.text() | st.sampled_from(["closed", "until-", "embargo 2030", "2030-01-01", "{}"]),
    st.none() | st.text() | st.sampled_from(["2030", "9999", "9999-12-31", "0000"]),
)
def test_any_statement_is_a_code_or_not_understood(access: str | None, embargo: str | None) -> None:
    found = stated(access, embargo)
    if found is None:
        assert access is None and embargo is None
    elif found != "unknown":
        assert Terms.parse(found).code == found
