"""Text to the symbols of the date grammar."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import NamedTuple

from kazakh.alphabet import fold_case
from kazakh.dates.lexicon import Value, symbol_of
from kazakh.numerals import PLAIN_CASE, POSSESSIVE, read_numeral

#: 12-ші, 20-сыншы, 5-інде, 40-тан; 5-го, 1-м.
_SUFFIX = (
    rf"(?:[-‑]?(?:(?:(?:с?[ыі])?нш[ыі]|ш[ыі])(?:{PLAIN_CASE}|{POSSESSIVE})?|{POSSESSIVE}|{PLAIN_CASE}"
    r"|го|му|[её]|м|й)(?![^\W_]))?"
)
_LEX = re.compile(
    r"(?P<iso>(?<![\d.,/-])\d{4}-\d{1,2}-\d{1,2}(?:t[\d:.+z-]*)?(?![\d/-]))"
    r"|(?P<dmy>(?<![\d.,/-])\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)\d{4}(?![\d/-]))"
    r"|(?P<ymd>(?<![\d.,/-])\d{4}(?P<sep2>[./])\d{1,2}(?P=sep2)\d{1,2}(?![\d/-]))"
    rf"|(?P<number>(?<![\d.,])(?<![^\W_])(?<![^\W\d_][-‑])\d{{1,4}}(?!\d|[.,:/]\d|\s?%){_SUFFIX})"
    r"|(?P<other>\d++(?:[.,:/]\d++)*+(?:\s?%)?)"
    r"|(?P<abbr>(?<![^\W_])(?:жж|ж|г)\.)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<dash>[-‑–—])|(?P<comma>,)|(?P<gap>[ \t\u00a0\u2009\u202f]+)|(?P<mark>[^ ])"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "і": 1, "іі": 2, "ііі": 3}


class Item(NamedTuple):
    """A symbol of ``lexicon`` with its value and span; besides: n N small number and year, i Roman
    number, Z whole date in figures (value: order of its parts), ``-`` ``,`` ``.`` marks, x other."""

    symbol: str
    value: Value
    start: int
    end: int


def lex(text: str) -> list[Item]:
    """Symbols of a text, other words in a row as one; offsets are those of the text.

    >>> "".join(item.symbol for item in lex("2023 жылғы 12 маусымда, сейсенбіде"))
    'NjnU,x'
    """
    folded = fold_case(text)
    raw = [(match.lastgroup or "", match) for match in _LEX.finditer(folded)]
    items: list[Item] = []
    at = 0
    words = [(kind, match) for kind, match in raw if kind != "gap"]
    while at < len(words):
        kind, match = words[at]
        used = 1
        if kind == "word":
            item, used = _word(words, at, items)
        else:
            item = _sign(kind, match)
        if item.symbol != "x" or not items or items[-1].symbol != "x":
            items.append(item)
        at += used
    return items


def _sign(kind: str, match: re.Match[str]) -> Item:
    start, end = match.span()
    text = match[0]
    if kind in ("iso", "dmy", "ymd"):
        return Item("Z", None, start, end)
    if kind == "number":
        digits = re.match(r"\d+", text)
        figures = digits[0] if digits else ""
        return _number(int(figures), len(figures) == 4, start, end)
    if kind == "abbr":
        return Item({"ж": "j", "жж": "J", "г": "g"}[text[:-1]], None, start, end)
    symbol = {"dash": "-", "comma": ",", "other": "0"}.get(kind, ".")
    return Item(symbol, None, start, end)


def _number(value: int, is_year: bool, start: int, end: int) -> Item:
    symbol = "N" if is_year and value >= 1000 else "n" if not is_year and value < 100 else "0"
    return Item(symbol, value, start, end)


def _word(words: list[tuple[str, re.Match[str]]], at: int, before: list[Item]) -> tuple[Item, int]:
    """The item at a word, and how many words it takes."""
    match = words[at][1]
    text = match[0]
    start, end = match.span()
    symbol = symbol_of(text) if len(text) < 24 else None
    if symbol is not None and (symbol[0] != "Q" or (before and before[-1].symbol in "ni-")):
        return Item(*symbol, start, end), 1
    if text in _ROMAN:
        return Item("i", _ROMAN[text], start, end), 1
    numeral = read_numeral([text]) and read_numeral(_run(words, at))
    if numeral is None:
        return Item("x", None, start, end), 1
    end = words[at + numeral.words - 1][1].end()
    # A bare «мың жыл» (a thousand years) is no year; the year 2000 in words is.
    is_year = 1000 <= numeral.value < 10_000 and (numeral.words > 1 or numeral.ordinal)
    # Cardinals are counted things far more often than days: «екі маусым» is two seasons.
    if not is_year and not numeral.ordinal and not numeral.possessive and numeral.words == 1:
        return Item("a", numeral.value, start, end), 1
    return _number(numeral.value, is_year, start, end), numeral.words


def _run(words: list[tuple[str, re.Match[str]]], at: int) -> list[str]:
    """The next few words with nothing but blanks between them."""
    return [match[0] for _, match in takewhile(lambda pair: pair[0] == "word", words[at : at + 8])]
