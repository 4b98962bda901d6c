"""Whatever is put in, every function of the library answers or raises ``ValueError``, soon."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest

from kazakh.alphabet import fold_case, normalize, repair_lookalikes, sort_key
from kazakh.dates import find_dates, parse_date
from kazakh.numerals import read_numeral
from kazakh.russian import is_russian, language, lemma, readings, russian_flags
from kazakh.spelling import suggest
from kazakh.stem import analyze_word, stem
from kazakh.tokens import sentences, tokenize, words
from kazakh.translit import to_cyrillic
from kazakh.typing_repair import candidates

MEGABYTE = 1_000_000
LONG = 100_000
#: For a megabyte on a busy machine; quadratic work would take hours.
SECONDS = 20

INPUT = {
    "empty": "",
    "blanks": " \t\n",
    "a word of a megabyte": "қаласындағылардікі" * (MEGABYTE // 18),
    "one letter again and again": "а" * LONG,
    "hyphens between letters": "а-" * (LONG // 2),
    "digits": "1" * LONG,
    "points": "." * LONG,
    "quotation marks": "«»" * (LONG // 2),
    "years": "2023 жылғы " * (LONG // 11),
    "words without a blank": "заседание,қала;" * (LONG // 15),
    "mixed scripts": "қaлaдa Qазақстан кiтaп",
    "emoji": "😀👍🏽 қала👩‍👩‍👧да 🇰🇿",
    "control characters": "қа\x00ла\x07да \x1b[31m\x7f \u202eқала\u202c",
    "Arabic-script Kazakh": "قازاقستان رەسپۋبليكاسىنىڭ پرەزيدەنتى",
    "lone surrogates": "\ud800 қала\udfff",
    "marks without letters": "\u0301\u0306\u0308 а" + "\u0301" * 1000,
    "other scripts": "中华人民共和国 ქართული हिन्दी ไทย",
    "invisible signs": "\u00ad\u200b\u200d\ufeffқа\u00adла",
}

FUNCTIONS: dict[str, Callable[[str], object]] = {
    "normalize": normalize,
    "fold_case": fold_case,
    "repair_lookalikes": repair_lookalikes,
    "sort_key": sort_key,
    "tokenize": tokenize,
    "words": words,
    "sentences": sentences,
    "stem": stem,
    "analyze_word": analyze_word,
    "is_russian": is_russian,
    "russian_flags": lambda text: russian_flags(words(text)),
    "lemma": lemma,
    "readings": readings,
    "language": language,
    "find_dates": lambda text: find_dates(text, date(2023, 6, 12)),
    "parse_date": parse_date,
    "read_numeral": lambda text: read_numeral(text.split()),
    "to_cyrillic": to_cyrillic,
    "candidates": lambda text: candidates(text, lambda form: len(form) % 2),
    "suggest": lambda text: suggest(text, [("мектеп", 40), ("мемлекет", 90), ("қазақстан", 80)]),
}


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("text", INPUT.values(), ids=INPUT.keys())
def test_an_answer_or_a_value_error_in_bounded_time(text: str, name: str) -> None:
    started = time.process_time()
    try:
        FUNCTIONS[name](text)
    except ValueError as error:
        assert not isinstance(error, UnicodeError)
    assert time.process_time() - started < SECONDS
