"""Direct speech as a table of sentences, and what must hold of any text."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.extract import annotate
from archive.extract.quotations.direct import direct
from archive.extract.reading import Reading
from archive.gazetteers.tables import rows as table_rows
from archive.model import Annotations, Article, Provenance, Quotation
from eval.quotes.gold import GoldArticle, sample_archive

TABLE = Path(__file__).with_name("quote_sentences.tsv")
MARK = re.compile(r"[\[\]{}<>]")
NOWHERE = Provenance("", 1, 1, 0, "", "text", "utf-8", "2026-11-23T00:00:00Z", "test")


class Expected(NamedTuple):
    """What the brackets say: parts of contents, sources and cues in the order of the text."""

    contents: list[str]
    sources: list[str]
    cues: list[str]


def article(body: str) -> Article:
    return Article("a1", "s", None, None, "", body, "kk", NOWHERE)


def quotations(body: str) -> tuple[Quotation, ...]:
    return direct(article(body), Reading(body), Annotations("0")).quotations


def read(marked: str) -> tuple[str, Expected]:
    marked = marked.replace("¶", "\n")
    contents = [MARK.sub("", part) for text in re.findall(r"\[([^\]]*)", marked) for part in text.split("\n")]
    sources = re.findall(r"\{([^}]*)\}", marked)
    cues = re.findall(r"<([^>]*)>", marked)
    return MARK.sub("", marked), Expected(contents, sources, cues)


def rows() -> Iterator[Any]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    for line in lines[1:]:
        rule, miss, text = line.split("\t")
        marks = [pytest.mark.xfail(reason=miss, strict=True)] if miss else []
        yield pytest.param(rule, text, marks=marks, id=MARK.sub("", text)[:60])


@pytest.mark.parametrize(("rule", "marked"), list(rows()))
def test_sentence(rule: str, marked: str) -> None:
    body, expected = read(marked)
    found = quotations(body)
    assert [one.rule for one in found] == ([] if rule == "-" else rule.split())
    assert [part for one in found for part in one.content] == expected.contents
    assert list(dict.fromkeys(one.cue for one in found if one.cue)) == list(dict.fromkeys(expected.cues))
    sources = dict.fromkeys(one.source.text for one in found if one.source)
    assert list(sources) == list(dict.fromkeys(expected.sources))


def test_the_table_is_large_enough() -> None:
    rules = [str(param.values[0]) for param in rows()]
    assert len(rules) >= 130
    assert rules.count("-") >= 30
    assert len({rule for row in rules for rule in row.split()}) >= 19


WORDS = "Асан келді жоқ министр деді деп айтты дейді ол керек жол деген пікір сказал 🔹 -тан айтуынша, екенін"
PIECES = [*WORDS.split(), *'«»"“”„,:?!…\n\u00a0', *" " * 9, ", ", ". ", "– ", " – ", "- ", ": ", " деді "]


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_spans_hold_their_parts_in_any_text(body: str) -> None:
    check(annotate(article(body)).quotations, body)


@pytest.mark.parametrize("one", sample_archive(), ids=lambda one: one.id)
def test_spans_hold_their_parts_in_every_sample(one: GoldArticle) -> None:
    check(one.found.quotations, one.article.body)
    assert all(0 < quotation.confidence < 1 for quotation in one.found.quotations)


def check(found: tuple[Quotation, ...], body: str) -> None:
    spans = [span for one in found for span in one.spans]
    for one in found:
        assert [body[start:end] for start, end in one.spans] == list(one.content)
        assert all(part.strip() == part != "" for part in one.content)
        assert one.id == f"a1-{one.spans[0][0]}" or one.article_id != "a1"
        if one.source is not None and one.source.span is not None:
            assert body[slice(*one.source.span)] == one.source.text
        assert one.cue is None or one.cue in body
    assert [one.spans[0] for one in found] == sorted(one.spans[0] for one in found)
    direct_spans = sorted(span for one in found if one.kind == "direct" for span in one.spans)
    assert all(before[1] <= after[0] for before, after in zip(direct_spans, direct_spans[1:], strict=False))
    assert len(set(spans)) == len(spans)


SAID = "Біз жол салдық. Су келді. "
HOSTILE = {
    "ten thousand opening marks": "«" * 10_000,
    "ten thousand closing marks": "»" * 10_000,
    "ten thousand straight marks": '" ' * 10_000,
    "ten thousand pairs": "«а» " * 10_000,
    "ten thousand open quotations": "«Ол келді. " * 10_000 + "», – деді Асан.",
    "nested without end": "«Ол «" * 5_000 + "келді», – деді ол." * 5_000,
    "ten thousand clauses": "– деді ол. " * 10_000,
    "ten thousand commas and dashes": "сөз, – деп " * 10_000,
    "a megabyte of one quotation": "«" + SAID * 42_000 + "», – деді Асан Үсенов.",
    "a megabyte of one paragraph unmarked": SAID * 42_000 + ", – деді Асан Үсенов.",
    "a megabyte of blanks": "«Сөз" + " " * 1_000_000 + "», – деді ол.",
    "a megabyte of one word": "«" + "а" * 1_000_000 + "», – деді ол.",
    "ten thousand labels": "Асан Үсенов: – Иә. " * 10_000,
    "ten thousand paragraphs left open": "«Ол келді.\n" * 10_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_bounded_time(body: str) -> None:
    started = time.process_time()
    found = annotate(article(body)).quotations
    assert time.process_time() - started < 8
    check(found, body)


@pytest.mark.parametrize(
    "body", ["", " ", "«", "»", '"', "деді", "– деді", "«»", "«», – деді", ", – деді.", ":"]
)
def test_fragments_give_nothing(body: str) -> None:
    assert not quotations(body)


def test_a_quotation_is_numbered_by_its_first_span() -> None:
    (one,) = quotations("Ол: «Бүгін келем, – деді әкем. – Күтіңдер».")
    assert one.id == f"a1-{one.spans[0][0]}"
    assert one.content == ("Бүгін келем", "Күтіңдер")
    assert (one.kind, one.speaker, one.confidence) == ("direct", None, 0.0)


def test_every_rule_is_documented() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "quotations.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", page))
    here = {rule for param in rows() for rule in str(param.values[0]).split()} - {"-"}
    counted = {row["rule"] for row in table_rows("quote_confidence.tsv")} - {"*"}
    assert here <= named
    assert counted <= named
