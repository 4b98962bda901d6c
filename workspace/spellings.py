"""«Did you mean»: words of the archive near those that it does not hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.engine import SearchEngine
from index.query.analysis import words
from index.query.ast import Node
from kazakh.spelling import SpellingIndex, suggest
from workspace.vocabulary import Vocabulary

WORDS = 3
"""Unknown words of one query that are looked at."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """``typed`` is in no article; ``meant`` is near it and in ``articles`` of them; ``query`` asks for it."""

    typed: str
    meant: str
    articles: int
    query: str


def spellings(
    engine: SearchEngine, raw: str, node: Node, prepared: Callable[[], SpellingIndex]
) -> tuple[Spelling, ...]:
    """Near words for the unknown words of a query, and the query as it would stand with each.

    ``prepared`` gives the forms of the archive made ready for comparing; asked only when there is need.
    """
    vocabulary = Vocabulary(engine)
    unknown = [word for word in words(node) if word in raw and not vocabulary.articles(word)]
    if not unknown:
        return ()
    index = prepared()
    return tuple(
        Spelling(word, found.text, vocabulary.articles(found.text), raw.replace(word, found.text, 1))
        for word in unknown[:WORDS]
        for found in suggest(word, index)
    )
