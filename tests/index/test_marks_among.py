"""Leaving out words that can't match changes no mark and no line of a concordance."""

from __future__ import annotations

import gzip
import re
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import analysis, concordance, scanning, snippets
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
    for module in (analysis, scanning):
        monkeypatch.setattr(module, "memory_now", analysis.Memory)


def everywhere(text: str, _: analysis.Asked) -> tuple[list[analysis.Entry], list[int], list[int]]:
    rows = analysis.analyzed(text)
    return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]


def whole(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (snippets, concordance):
        monkeypatch.setattr(module, "located", everywhere)
        monkeypatch.setattr(module, "wanted_of", lambda leaves: None)


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


WORDS = re.split(
    " ",
    "мектеп мектебі Мектептің мектеп-балабақша азық-түлік түлігі 2020 1,2020 20%-ға 2020-сыншы АҚШ-тың люди "
    "людям человек шли бар да мен маған Бұл мұның орны орын ауыл аулы школа школы в посёлках лучше ме м е "
    "мек\u00adтеп iPhone тiл тіл қыл ғып дел Министерство внутренних _мектеп мектеп_ қ'ала",
)
BETWEEN = [*"  \n-/.%'…\u00a0", ", ", ". ", " «", "» ", "»-", "(", ") ", ",", ""]
ASKED = [
    "мектеп",
    "2020",
    "20",
    "түлік",
    "человек",
    "школа",
    "мен",
    "бұл",
    "орын OR ауыл",
    "тіл",
    "да",
    "ақш",
    "м",
]


TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BETWEEN)), max_size=40)


@given(TEXTS, st.sampled_from(ASKED), st.integers(0, 6))
@settings(max_examples=600, deadline=None)
def test_scanning_finds_what_reading_finds(pieces: list[tuple[str, str]], query: str, window: int) -> None:
    text, node = "".join(word + between for word, between in pieces), parse(query)
    found = snippets.marks(text, node), list(concordance.kwic("a", None, text, node, window))
    with pytest.MonkeyPatch.context() as patch:
        whole(patch)
        assert found == (snippets.marks(text, node), list(concordance.kwic("a", None, text, node, window)))
