"""From a lower-case word to its lemma: table, shape, grammar, in this order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kazakh.morph.closed import closed_class
from kazakh.morph.rank import Ranker
from kazakh.morph.shapes import split


def lemmatizer(ranker: Ranker, exceptions: Mapping[str, str]) -> Callable[[str], str]:
    """A function that gives the lemma of one lower-case word.

    1. closed classes, 2. ``exceptions``, 3. numbers, hyphens and names by their shape, each part
    through the same steps, 4. the best candidate of the grammar; what is no word stays as it is.

    >>> from kazakh.morph.model import ranker
    >>> lemma = lemmatizer(ranker(), {})
    >>> lemma("оған"), lemma("70-жылдары"), lemma("мектептен"), lemma("!")
    ('ол', '70-жыл', 'мектеп', '!')
    """
    known = {**exceptions, **closed_class()}
    best = ranker.best

    def lemma(word: str) -> str:
        found = known.get(word)
        if found is not None:
            return found
        shape = split(word)
        if shape is None:
            return best(word) if word.isalpha() else word
        return shape.kept + (lemma(shape.inflected) if shape.inflected else "")

    return lemma
