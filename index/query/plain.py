"""The words of a text that is no query, for those who want an answer all the same."""

from __future__ import annotations

from index.query.edges import has_word
from index.query.lexer import OPERATORS
from index.query.parser import MAX_LENGTH
from kazakh.alphabet import normalize
from kazakh.tokens import tokenize


def plain_words(text: str) -> str:
    """A query of the words in ``text`` and nothing else; empty when there are none.

    Operators and signs are left out, names of fields become words. What is returned always parses.

    >>> plain_words('облыс:Абай ЖӘНЕ ("жаңа мектеп ЖӘНЕ')
    'облыс Абай жаңа мектеп'
    """
    kept: list[str] = []
    length = 0
    for token in tokenize(normalize(text[:MAX_LENGTH])):
        length += len(token.text) + 1
        if length > MAX_LENGTH:
            break
        if token.text not in OPERATORS and has_word(token.text):
            kept.append(token.text)
    return " ".join(kept)
