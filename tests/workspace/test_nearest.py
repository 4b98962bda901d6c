"""«Did they say it?»: the nearest quotations to a sentence, with the words that differ."""

from __future__ import annotations

import pytest

from tests.archive.quoted_article import FIRST, MARAT, SECOND
from workspace import Workspace
from workspace.nearest import Near


def marked(near: Near) -> tuple[list[str], list[str]]:
    typed = [near.sentence[start:end] for start, end in near.typed]
    parts = zip(near.quoted.quotation.content, near.said, strict=True)
    return typed, [part[start:end] for part, spans in parts for start, end in spans]


@pytest.mark.parametrize(
    ("sentence", "words", "likeness", "verbatim", "typed", "said"),
    [
        (FIRST, FIRST, 1.0, True, [], []),
        ("«балалар енді жылы сыныпта ОҚИДЫ!»", FIRST, 1.0, True, [], []),
        ("енді жылы сыныпта", FIRST, 1.0, True, [], []),
        ("Балалар енді жылы сыныпта ойнайды", FIRST, 0.8, False, ["ойнайды"], []),
        ("Балалар жылы сыныпта оқиды", FIRST, 1.0, False, [], ["енді"]),
        ("Балалар енді жылы сыныптарда оқиды", FIRST, 1.0, False, ["сыныптарда"], ["сыныпта"]),
        ("Біз бұл күнді ұзақ күттік", SECOND, 0.6, False, ["Біз", "ұзақ"], ["көп"]),
    ],
)
def test_the_nearest_quotation_and_what_differs(
    archive: Workspace,
    sentence: str,
    words: str,
    likeness: float,
    verbatim: bool,
    typed: list[str],
    said: list[str],
) -> None:
    first = archive.nearest_quotations(sentence)[0]
    assert first.quoted.quotation.content == (words,)
    assert (first.likeness, first.verbatim) == (likeness, verbatim)
    assert marked(first) == (typed, said)


def test_the_best_come_first_and_no_more_than_asked(archive: Workspace) -> None:
    found = archive.nearest_quotations("Бұл күнді көп күттік, балалар", most=3)
    assert [near.quoted.quotation.content for near in found] == [(SECOND,), (SECOND,), (FIRST,)]
    assert [near.likeness for near in found] == sorted((near.likeness for near in found), reverse=True)


def test_of_one_speaker(archive: Workspace) -> None:
    found = archive.nearest_quotations(SECOND, filters={"speaker": ("Сапаров",)})
    assert [near.quoted.quotation.speaker for near in found] == [MARAT]


@pytest.mark.parametrize("sentence", ["", "…!?", "кемежай", "AND (", "x" * 10_000, "сөз " * 5_000])
def test_nothing_near_and_odd_sentences(archive: Workspace, sentence: str) -> None:
    assert archive.nearest_quotations(sentence) == ()


def test_of_the_holder_of_a_title(archive: Workspace) -> None:
    assert archive.nearest_quotations(SECOND, filters={"speaker": ("Мемлекет басшысы",)}) == ()
