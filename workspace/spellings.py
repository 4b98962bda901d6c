"""«Did you mean»: words of the archive near those that it does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from heapq import nlargest

from index.engine import SearchEngine
from index.query.analysis import words
from index.query.ast import Node
from kazakh.spelling import SpellingIndex, suggest
from kazakh.stem import stem
from workspace.vocabulary import Vocabulary

#: So many words of an archive are looked at, the most frequent ones: what is rarer is as likely a mistake.
MOST_WORDS = 80_000
#: Unknown words of one query that are looked at, offers for each of them.
WORDS, OFFERS = 3, 3
_LOOKED_AT = 12


@dataclass(frozen=True, slots=True)
class Spelling:
    """``typed`` is in no article; ``meant`` is near it and in ``articles`` of them; ``query`` asks for it."""

    typed: str
    meant: str
    articles: int
    query: str


def frequent(vocabulary: Iterable[tuple[str, int]], most: int = MOST_WORDS) -> list[tuple[str, int]]:
    """The most frequent words with their counts.

    >>> frequent([("ауыл", 3), ("мектеп", 9), ("мектеб", 1)], 2)
    [('мектеп', 9), ('ауыл', 3)]
    """
    return nlargest(most, vocabulary, key=lambda row: row[1])


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
    near = ((word, meant) for word in unknown[:WORDS] for meant in _different(word, index))
    return tuple(
        Spelling(word, meant, count, raw.replace(word, meant, 1))
        for word, meant in near
        if (count := vocabulary.articles(meant))
    )


def _different(word: str, index: SpellingIndex) -> list[str]:
    """The nearest words; of forms of one word, which find the same, only the nearest."""
    by_stem: dict[str, str] = {}
    for found in suggest(word, index, limit=_LOOKED_AT):
        by_stem.setdefault(stem(found.text), found.text)
    return list(by_stem.values())[:OFFERS]
