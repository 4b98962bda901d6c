"""Leaving out words that can't match changes no mark and no line of a concordance."""

from __future__ import annotations

import gzip
from importlib.resources import files

import pytest

from index import analysis, concordance, snippets
from index.entries import beginnings
from index.query.parser import parse
from tests.index.documents import documents

BODIES = [document.body for document in documents()]
TEXT = (
    "Люди идут: шли к людям, человека не видели. Ёлки стояли в Елгезек ауылында. "
    "Мұның бәрі мұнда басталды: онымен де, сенімен бе, жолмен де ғып айтты. Лучшие школы открыли в посёлках, "
    "азық-түлікпен қамтамасыз етті. Мектептерімізде балалар көбейді, оқулықтардың қоры толықты, АҚШ-тың."
)


def lemmas() -> list[str]:
    found = {lemma for body in (*BODIES, TEXT) for entry in analysis.entries(body) for lemma in entry.lemmas}
    return sorted(word for word in found if word.isalpha())


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every word is new."""
    monkeypatch.setattr(analysis, "_current", analysis.Memory)


def everywhere(text: str, _: analysis.Asked) -> tuple[list[analysis.Entry], list[int], list[int]]:
    rows = analysis.analyzed(text)
    return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]


def whole(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (snippets, concordance):
        monkeypatch.setattr(module, "located", everywhere)


def test_marks_and_lines_are_those_of_the_whole_reading(
    monkeypatch: pytest.MonkeyPatch, forgetful: None
) -> None:
    words = lemmas()
    assert len(words) > 150
    asked = [parse(word) for word in words[::3]] + [
        parse(query)
        for query in (
            "бұл",
            "мұны OR ол",
            "мен да",
            '"азық түлік"',
            "хороший",
            "түлік",
            "мект*",
            "=мұнда",
            "люди",
            '"в посёлках"',
            '"лучше открыли"~3',
            "лучше школа",
        )
    ]
    found = [
        (snippets.marks(body, node), list(concordance.kwic("a", None, body, node)))
        for node in asked
        for body in (*BODIES[::4], TEXT)
    ]
    whole(monkeypatch)
    wanted = [
        (snippets.marks(body, node), list(concordance.kwic("a", None, body, node)))
        for node in asked
        for body in (*BODIES[::4], TEXT)
    ]
    assert found == wanted
    assert sum(bool(marks) for marks, _ in found) > 40


def test_frequent_forms_begin_as_their_lemmas_say() -> None:
    rows = gzip.decompress(files("kazakh").joinpath("data/frequent-forms.tsv.gz").read_bytes()).decode()
    lines = [line.split("\t") for line in rows.splitlines() if line[:1].isalpha()]
    pairs = [(form, lemma) for lemma, forms in lines for form in forms.split()]
    strange = [
        (form, lemma)
        for form, lemma in pairs
        if "-" not in form and not {form[:1], form[:2]} & beginnings([lemma])
    ]
    assert len(pairs) > 40_000
    assert strange == []
