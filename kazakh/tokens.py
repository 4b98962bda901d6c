"""Words and sentences of a text, with offsets into it.

A hyphenated word is one token (``азық-түлік``), so are number, abbreviation or per cent sign with
their suffix (``2020-сыншы``, ``АҚШ-тың``, ``20%-ға``) and decimals (``1,2``). A suffix that stands
alone behind a closing mark (``«Қайрат»-тан``) is no word and gives no token; nor do dashes.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kazakh.alphabet import INVISIBLE

_CHAR = r"[^\W_]"
_HYPHEN = "[-\u2010\u2011]"
#: Nothing to see, but inside a word: soft hyphens, and marks that were not composed.
_INSIDE = rf"[{INVISIBLE}\u0300-\u036f\u064b-\u065f]"
#: What may stand between two parts of one token.
_JOINT = rf"(?:{_HYPHEN}|['’ʼ‘`]|{_INSIDE}+{_HYPHEN}?|(?<=\d)(?:[.,](?=\d)|%{_HYPHEN}))"
#: Consumed without giving a token.
_SUFFIX_ALONE = rf"[»”“\")]{_HYPHEN}[а-яёәғқңөұүһі]{{1,7}}(?!{_CHAR})"
_TOKEN = re.compile(rf"{_SUFFIX_ALONE}|({_CHAR}+(?:{_JOINT}{_CHAR}+)*(?:(?<=\d)%)?)")
#: Signs that end or begin a word and never belong to it.
_MARKS = ' .,:;!?…«»“”„"()–—'
_UNSEEN = re.compile(rf"[{INVISIBLE}]|(?<=[\u0400-\u052f])\u0301")


class Token(NamedTuple):
    """A word as written (without soft hyphens) and its span in the text, end exclusive."""

    text: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    r"""All tokens of a text, from left to right.

    >>> [token.text for token in tokenize("Азық-түлік 2020-сыншы жылы 20%-ға қымбаттады – 1,2 млн.")]
    ['Азық-түлік', '2020-сыншы', 'жылы', '20%-ға', 'қымбаттады', '1,2', 'млн']
    >>> tokenize("«Қайрат»-тан мем\u00adлекет")
    [Token(text='Қайрат', start=1, end=7), Token(text='мемлекет', start=13, end=22)]
    """
    make = tuple.__new__
    tokens = [make(Token, (match[1], *match.span(1))) for match in _TOKEN.finditer(text) if match[1]]
    if _UNSEEN.search(text):
        return [Token(_UNSEEN.sub("", token.text), token.start, token.end) for token in tokens]
    return tokens


def is_unseen_free(text: str) -> bool:
    r"""Whether every token stands in the text as it is: none has a soft hyphen or the like in it.

    >>> is_unseen_free("мемлекет"), is_unseen_free("мем\u00adлекет")
    (True, False)
    """
    return _UNSEEN.search(text) is None


def words(text: str) -> list[str]:
    r"""The tokens of a text without their spans, in less time.

    >>> words("«Азық-түлік» қымбаттады, – деді"), words("Қала,")
    (['Азық-түлік', 'қымбаттады', 'деді'], ['Қала'])
    """
    bare = text.strip(_MARKS)
    if bare.isalpha():
        return [bare]
    found = [word for word in _TOKEN.findall(text) if word]
    return [_UNSEEN.sub("", word) for word in found] if _UNSEEN.search(text) else found


def word_lists(text: str) -> tuple[list[str], list[int], list[int]]:
    """Words, starts and ends of all tokens, as lists of equal length: ``tokenize`` without objects.

    >>> word_lists("Азық-түлік 1,2 млн.")
    (['Азық-түлік', '1,2', 'млн'], [0, 11, 15], [10, 14, 18])
    """
    words, starts, ends = [], [], []
    for match in _TOKEN.finditer(text):
        word = match[1]
        if word:
            words.append(word)
            starts.append(match.start(1))
            ends.append(match.end(1))
    if _UNSEEN.search(text):
        words = [_UNSEEN.sub("", word) for word in words]
    return words, starts, ends


_CLOSERS = '»”"’)'
# Possessive and from the first sign only: a megabyte of dots takes no longer than one of letters.
_END = re.compile(rf"(?<![.!?…])[.!?…]++[{_CLOSERS}]*+(?=\s)|\n++")
_NEXT = re.compile(r"\s*(?:[–—-]\s*)?[«“\"(„]*[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ\d]")
_NOT_AN_END = re.compile(
    r"(?:^|[\s(«\"])(?:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]|Қ\.-Ж|[А-ЯӘҒҚҢӨҰҮІ]\.\s?[А-ЯӘҒҚҢӨҰҮІ]|млн|млрд|мың|тг|обл|қ|ж|жж|б|бб|г|гг|ст"
    r"|ул|им|ат|проф|акад|тех|мыс|см|т|с|№|\d{1,2})\.$"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of sentences, without the blanks around them; a new line always ends one.

    >>> text = "А. Байтұрсынов келді. «Барамын!» – деді ол. Бәрі күлді"
    >>> [text[start:end] for start, end in sentences(text)]
    ['А. Байтұрсынов келді.', '«Барамын!» – деді ол.', 'Бәрі күлді']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match[0][0] != "\n" and not _ends(text, start, match.end()):
            continue
        _add(spans, text, start, match.end())
        start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _ends(text: str, start: int, end: int) -> bool:
    if not _NEXT.match(text, end):
        return False
    return not _NOT_AN_END.search(text[max(start, end - 12) : end])


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left < len(piece):
        spans.append((start + left, start + len(piece.rstrip())))
