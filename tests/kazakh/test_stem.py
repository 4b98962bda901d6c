"""The stemmer as its users meet it: any text gives one answer, quickly, and says why."""

from __future__ import annotations

import subprocess
import sys
import time
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.stem.version import wanted_version
from kazakh.stem import STEMMER_VERSION, Layer, analyze_word, stem, stem_many, stem_stream

LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
WORDS = st.text(alphabet=LETTERS, min_size=1, max_size=24)

BAD_INPUT = {
    "empty": "",
    "blank": "   ",
    "one letter": "қ",
    "no vowel": "ткшс",
    "emoji": "😀👍🏽",
    "emoji in a word": "қала😀да",
    "control characters": "қа\x00ла\x07да",
    "Arabic-script Kazakh": "قازاقستان",
    "Latin": "Qazaqstannyñ",
    "mixed scripts": "қaлaдa",
    "look-alike letters": "ƏЛЕМ",
    "lone combining mark": "\u0301",
    "soft hyphen": "мек\u00adтеп",
    "zero-width joiner": "мек\u200dтеп",
    "lone surrogate": "\ud800",
    "hyphens only": "---",
    "hyphen first": "-қалада",
    "hyphen last": "қалада-",
    "many hyphens": "а-" * 30,
    "digits": "1234567890" * 6,
    "line separator inside": "қала\u2028да",
    "unit": "км²",
    "abbreviation": "млн.",
}


@pytest.mark.parametrize("text", BAD_INPUT.values(), ids=BAD_INPUT.keys())
def test_any_text_has_one_answer(text: str) -> None:
    answer = stem(text)
    assert isinstance(answer, str)
    assert analyze_word(text).lemma == answer


def test_a_megabyte_of_word_comes_back_unread_and_at_once() -> None:
    word = "қалаларымыздағылардың" * 50_000
    started = time.perf_counter()
    assert stem(word) == word
    assert analyze_word(word).rule == "too long"
    assert time.perf_counter() - started < 1


def test_a_line_of_many_megabytes_passes_through_the_stream() -> None:
    line = "қала".encode() * 2_500_000 + b"\n"
    out = BytesIO()
    started = time.perf_counter()
    stem_stream(BytesIO(line), out)
    assert out.getvalue() == line
    assert time.perf_counter() - started < 5


def test_the_worst_word_of_allowed_length_is_bounded() -> None:
    started = time.perf_counter()
    for syllable in ("лар", "дағы", "ла", "ын", "ма", "т", "ы"):
        stem((syllable * 64)[:64])
    assert time.perf_counter() - started < 2


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    assert analyze_word(text).lemma == stem(text)


@given(WORDS)
def test_a_stem_is_never_empty_and_hardly_longer_than_its_word(word: str) -> None:
    assert 1 <= len(stem(word)) <= len(word) + 1


@given(WORDS)
def test_case_and_outer_blanks_do_not_matter(word: str) -> None:
    assert stem(word.upper()) == stem(f" {word}\t") == stem(word)


@given(st.lists(st.sampled_from(["қалада", "барған", "", "2020-сыншы", "АҚШ-тың"])))
def test_stem_many_is_stem_for_each(words: list[str]) -> None:
    assert list(stem_many(words)) == [stem(word) for word in words]


STREAMS = {
    "": "",
    "қалада\n": "қала\n",
    "қалада": "қала\n",
    "қалада\r\nкм²\r\n\r\nмлн.\r\n": "қала\nкм²\n\nмлн.\n",
    "\n\n\n": "\n\n\n",
    "қа\u2028ла\n": "қа\u2028ла\n",
}


@pytest.mark.parametrize(("text", "answer"), STREAMS.items())
def test_a_line_for_every_line(text: str, answer: str) -> None:
    out = BytesIO()
    stem_stream(BytesIO(text.encode()), out)
    assert out.getvalue().decode() == answer


def test_bytes_that_are_no_text_keep_the_line_count() -> None:
    out = BytesIO()
    stem_stream(BytesIO(b"\xff\xfe\n\xd2\n\xd2\x9b\n"), out)
    assert out.getvalue().count(b"\n") == 3


def test_the_stream_answers_before_the_input_ends() -> None:
    """A program may write a word, read its stem, and only then write the next word."""
    command = [sys.executable, "-m", "kazakh.stem"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for word, answer in (("қалаларға", "қала"), ("кітабымыз", "кітап")):
            process.stdin.write(f"{word}\n".encode())
            process.stdin.flush()
            assert process.stdout.readline().decode() == f"{answer}\n"
        process.stdin.close()
        assert process.wait(10) == 0


EXPLAINED = [
    ("мектептерімізде", "мектеп", [("PL", "тер"), ("P1P", "іміз"), ("LOC", "де")], "grammar"),
    ("референдумының", "референдум", [("P3", "ы"), ("GEN", "ның")], "grammar"),
    ("сапқа", "сап", [("DAT", "қа")], "grammar"),
    ("оған", "ол", [], "closed class"),
    ("2020-сыншы", "2020", [], "number"),
    ("жүріп-ақ", "жүр", [("CVP", "іп")], "clitic"),
    ("Құнанбайұлына", "құнанбайұлы", [], "patronymic"),
]


@pytest.mark.parametrize(("word", "lemma", "layers", "rule"), EXPLAINED)
def test_every_answer_is_explained(word: str, lemma: str, layers: list[tuple[str, str]], rule: str) -> None:
    analysis = analyze_word(word)
    assert analysis.lemma == lemma
    assert analysis.layers == tuple(Layer(*pair) for pair in layers)
    assert analysis.rule.startswith(rule)


def test_the_version_names_the_answers() -> None:
    """An index knows by it that stems have changed. ``python -m eval.stem.version`` prints the new one."""
    assert wanted_version() == STEMMER_VERSION
