"""Raw text as sentences of lemmas."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from kazakh.stem import stem
from kazakh.tokens import words


@dataclass(frozen=True, slots=True)
class Sentence:
    """``lemmas`` in order; ``names``: those written with a capital that do not begin the sentence."""

    lemmas: tuple[str, ...]
    names: frozenset[str]

    @property
    def units(self) -> set[str]:
        """Its lemmas and its pairs of neighbours."""
        pairs = zip(self.lemmas, self.lemmas[1:], strict=False)
        return {*self.lemmas, *(f"{first} {second}" for first, second in pairs)}


def read_sentences(path: Path) -> list[Sentence]:
    """One a line; of a ``.jsonl`` the tokens of each record."""
    sentences = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            found = json.loads(line)["tokens"] if path.suffix == ".jsonl" else words(line)
            lemmas = tuple(stem(word.lower()) for word in found)
            names = frozenset(
                lemma for word, lemma in zip(found[1:], lemmas[1:], strict=True) if word[:1].isupper()
            )
            sentences.append(Sentence(lemmas, names))
    return sentences
