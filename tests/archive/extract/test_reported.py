"""Reported speech as a table of sentences, and what must hold of any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.extract.quotations.direct import direct
from archive.extract.quotations.reported import reported
from archive.extract.reading import Reading
from archive.model import Annotations, Article, Provenance, Quotation

TABLE = Path(__file__).with_name("reported_sentences.tsv")
MARK = re.compile(r"[\[\]{}<>]")
NOWHERE = Provenance("", 1, 1, 0, "", "text", "utf-8", "2026-11-23T00:00:00Z", "test")


class Expected(NamedTuple):
    """What the brackets say: parts of contents, sources and cues in the order of the text."""

    contents: list[str]
    sources: list[str]
    cues: list[str]


def read(marked: str) -> tuple[str, Expected]:
    found = Expected(
        re.findall(r"\[([^\]]*)\]", marked),
        re.findall(r"\{([^}]*)\}", marked),
        re.findall(r"<([^>]*)>", marked),
    )
    plain = [[MARK.sub("", text) for text in texts] for texts in found]
    return MARK.sub("", marked), Expected(*plain)


def quotations(body: str) -> list[Quotation]:
    article = Article("a1", "s", None, None, "", body, "kk", NOWHERE)
    reading = Reading(body)
    found = reported(article, reading, direct(article, reading, Annotations("0")))
    return [one for one in found.quotations if one.kind != "direct"]


def rows() -> Iterator[Any]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    for line in lines[1:]:
        rule, miss, text = line.split("\t")
        marks = [pytest.mark.xfail(reason=miss, strict=True)] if miss else []
        yield pytest.param(rule, text, marks=marks, id=MARK.sub("", text)[:60])


@pytest.mark.parametrize(("rule", "marked"), rows())
def test_sentence(rule: str, marked: str) -> None:
    body, expected = read(marked)
    found = quotations(body)
    if rule == "-":
        assert not found
        return
    assert [part for one in found for part in one.content] == expected.contents
    assert [one.cue for one in found] == expected.cues
    assert list(dict.fromkeys(one.source.text for one in found if one.source)) == list(
        dict.fromkeys(expected.sources)
    )
    assert [one.rule for one in found] == rule.split()


def test_the_table_is_large_enough() -> None:
    rules = [line.split("\t")[0] for line in TABLE.read_text("utf-8").splitlines()]
    assert len(rules) >= 80
    assert rules.count("-") >= 25


def test_a_fragment_in_marks_makes_it_mixed() -> None:
    kinds = [one.kind for one in quotations("Сенатор жаңа заң «ескі қателіктерді» қайталайтынын айтты.")]
    assert kinds == ["mixed"]
    kinds = [one.kind for one in quotations("Сенатор «Нұр» зауытының тоқтамайтынын айтты.")]
    assert kinds == ["indirect"]


def test_the_converbs_subject_speaks_again() -> None:
    first, second = quotations("Министр жолдардың жөнделгенін айтып, көпірлердің де салынатынын жеткізді.")
    assert first.source is not None
    assert second.source is not None
    assert first.source.span == second.source.span == (0, 7)


VOCABULARY = """Асан министр айтты айтып айтуынша мәліметінше деп деген дейді хабарлайды келгенін екенін
салынатыны туралы Бұл оның сілтеме жасап бойынша мәлімет «сөз» « » " – . , ? : ол айтылды мен"""


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*VOCABULARY.split(), "\n"]), max_size=60).map(" ".join))
def test_parts_are_what_stands_at_their_spans(body: str) -> None:
    taken = 0
    for one in quotations(body):
        assert one.content == tuple(body[start:end] for start, end in one.spans)
        assert all(part.strip() for part in one.content)
        assert one.id == f"a1-{one.spans[0][0]}"
        assert one.source is None or one.source.text == body[slice(*(one.source.span or (0, 0)))]
        assert one.spans[0][0] >= taken
        taken = one.spans[-1][1]


@pytest.mark.parametrize(
    "unit",
    [
        " келгенін айтты",
        " деп айтты",
        " деп хабарлайды оған сілтеме жасап",
        " оның айтуынша",
        "Бұл туралы айтты. ",
        " Асан мен",
        " айтты",
        "«келгенін ",
    ],
)
def test_endless_sentences_take_linear_time(unit: str) -> None:
    assert looked_up(unit * 4_000) <= 2.2 * looked_up(unit * 2_000) + 1_000


def looked_up(body: str) -> int:
    reading = Counted(body + " келгенін айтты")
    reported(Article("a1", "s", None, None, "", body, "kk", NOWHERE), reading, Annotations("0"))
    return reading.looked_up


class Counted(Reading):
    """Counts how often a word of the reading is looked at: time on a busy machine says less."""

    def __init__(self, body: str) -> None:
        super().__init__(body)
        self.looked_up = 0
        self.lower = CountedList(self, self.lower)


class CountedList(list[str]):
    def __init__(self, reading: Counted, words: list[str]) -> None:
        super().__init__(words)
        self.reading = reading

    def __getitem__(self, at: Any) -> Any:
        self.reading.looked_up += 1
        return super().__getitem__(at)
