"""A query and a word near it as one query, so that a collocation leads to its places."""

from __future__ import annotations

from collections.abc import Sequence

from index.analysis import query_words
from index.query.analysis import positive
from index.query.ast import And, Node, Or, Phrase, Word
from index.query.render import render

_MOST_LEAVES = 6


def pair_query(node: Node, term: str, forms: Sequence[str], unit: str, window_words: int) -> str:
    """A query for the places where ``term`` stands within a window of the words and phrases of ``node``.

    Patterns have no such query: then both are asked for in one article. A lemma is asked by itself or, where
    that is read as another word, by the first of ``forms`` that is read as it.

    >>> from index.query.parser import parse
    >>> pair_query(parse("мектеп"), "жаңа", ["жаңа"], "lemma", 5)
    '"мектеп жаңа"~4'
    >>> pair_query(parse("мектеп"), "жаңа", ["жаңа"], "form", 1)
    '"мектеп =жаңа" OR "=жаңа мектеп"'
    """
    leaves = [leaf for leaf in positive(node) if leaf.field in (None, "body")]
    word = Word(term, exact=True) if unit == "form" else _asked(term, forms)
    texts = [_texts(leaf) for leaf in leaves]
    if not texts or len(texts) > _MOST_LEAVES or not all(texts):
        return render(And((node, word)))
    near = [phrase for words in texts for phrase in _near([*words], word, window_words)]
    return render(near[0] if len(near) == 1 else Or(tuple(near)))


def _asked(term: str, forms: Sequence[str]) -> Word:
    for text in (term, *forms):
        read = query_words(text)
        if len(read) == 1 and term in read[0].lemmas:
            return Word(text)
    return Word(forms[0], exact=True)


def _texts(leaf: Node) -> list[Word]:
    """The words of a leaf in order; none for what has no fixed words."""
    match leaf:
        case Word(text, _, exact):
            return [Word(text, exact=exact)]
        case Phrase(texts, _, None, exact):
            flags = exact or (False,) * len(texts)
            return [Word(text, exact=flag) for text, flag in zip(texts, flags, strict=True)]
        case _:
            return []


def _near(words: list[Word], word: Word, window_words: int) -> list[Phrase]:
    """Within a window, in any order; right beside, which a window cannot say, in both orders."""
    if window_words > 1:
        return [_phrase([*words, word], window_words - 1)]
    return [_phrase([*words, word], None), _phrase([word, *words], None)]


def _phrase(words: Sequence[Word], slop: int | None) -> Phrase:
    exact = tuple(word.exact for word in words)
    return Phrase(tuple(word.text for word in words), slop=slop, exact=exact if any(exact) else ())
