"""Kazakh words to their dictionary stems.

>>> stem("орналасқан"), stem("халқының"), stem("АҚШ-тың")
('орналас', 'халық', 'ақш')

Nouns come out in the nominative, verbs as the bare stem, closed classes by table.
Run as ``python -m kazakh.stem`` it reads a word a line and writes a stem a line.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import BinaryIO

from kazakh.morph.closed import closed_class
from kazakh.morph.lemma import lemmatizer
from kazakh.morph.model import exceptions, frequent_forms, ranker
from kazakh.morph.rank import Option
from kazakh.morph.shapes import split

#: Changes whenever an answer changes; an index made with another version is stale.
STEMMER_VERSION = "1.4f296d05"
#: Longer words are no words: they come back as they are.
LONGEST_WORD = 64
_KEPT_WORDS = 50_000
#: Names of the sound changes that are undone at a stem.
REPAIRS = {
    "v": "voicing undone",
    "e": "lost vowel restored",
    "w": "у back to п",
    "u": "ы, і restored before у",
    "y": "й taken out of я, ю",
    "i": "ы, і taken out of и",
}


@dataclass(frozen=True, slots=True)
class Layer:
    """One suffix that was stripped: the layer's name and its letters in the word."""

    name: str
    surface: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """How a word was understood: lemma, stripped layers from left to right, the rule that decided."""

    word: str
    lemma: str
    layers: tuple[Layer, ...]
    rule: str
    candidates: tuple[str, ...]


_cache: dict[str, str] = {}


@cache
def _lemma() -> Callable[[str], str]:
    return lemmatizer(ranker(), exceptions())


def stem(word: str) -> str:
    """Dictionary stem of one word; any text gives an answer, in lower case.

    >>> [stem(w) for w in ("оған", "2020-сыншы", "70-жылдары", "км²", "")]
    ['ол', '2020', '70-жыл', 'км²', '']
    """
    known = _cache.get(word)
    if known is None:
        if len(_cache) >= _KEPT_WORDS:
            _cache.clear()
        known = _lemma()(word.strip().lower()) if len(word) <= LONGEST_WORD else word
        if len(word) <= LONGEST_WORD:
            _cache[word] = known
    return known


def stems(words: Sequence[str]) -> list[str]:
    """The stem of every word of a text; known words cost one look-up each.

    >>> stems(["мектепте", "оқушылар"])
    ['мектеп', 'оқушы']
    """
    found = list(map(_cache.get, words))
    return [stem(word) if known is None else known for word, known in zip(words, found, strict=True)]


def learn_frequent() -> None:
    """Learn the stems of frequent forms by heart (20 ms): worth it before a mass of text."""
    _cache.update(frequent_forms())


def clear_caches() -> None:
    """Forget every remembered word; for measurements and for tests that change the data."""
    _cache.clear()
    _lemma.cache_clear()


def stem_many(words: Iterable[str]) -> Iterator[str]:
    """Stems of many words, one for each, lazily.

    >>> list(stem_many(["қалада", "", "барған"]))
    ['қала', '', 'бар']
    """
    return map(stem, words)


def analyze_word(word: str) -> Analysis:
    """The same answer as ``stem`` with its reasons.

    >>> analysis = analyze_word("қалаларда")
    >>> analysis.lemma, [(layer.name, layer.surface) for layer in analysis.layers]
    ('қала', [('PL', 'лар'), ('LOC', 'да')])
    """
    lemma = stem(word)
    text = word.strip().lower()
    if len(word) > LONGEST_WORD:
        return Analysis(word, lemma, (), "too long", (lemma,))
    if text in closed_class():
        return Analysis(word, lemma, (), "closed class", (lemma,))
    if text in exceptions():
        return _explained(word, lemma, ranker().options(text), "exception")
    shape = split(text)
    if shape is not None:
        inner = analyze_word(shape.inflected) if shape.inflected else None
        layers = inner.layers if inner else ()
        return Analysis(word, lemma, layers, shape.rule, (lemma,))
    if not text.isalpha():
        return Analysis(word, lemma, (), "not a word", (lemma,))
    return _explained(word, lemma, ranker().options(text), "grammar")


def _explained(word: str, lemma: str, options: list[Option], rule: str) -> Analysis:
    ordered = sorted(options, key=itemgetter(0), reverse=True)
    lemmas = tuple(dict.fromkeys([lemma, *(option.lemma for option in ordered)]))
    chosen = next((option for option in ordered if option.lemma == lemma), None)
    if chosen is None or chosen.parse is None:
        return Analysis(word, lemma, (), rule if chosen is None else f"{rule}: unchanged", lemmas)
    stripped = tuple(Layer(*pair) for pair in zip(chosen.parse.layers, chosen.parse.surfaces, strict=True))
    change = f": {REPAIRS[chosen.repair]}" if chosen.repair else ""
    return Analysis(word, lemma, stripped, rule + change, lemmas)


def stem_stream(reader: BinaryIO, writer: BinaryIO) -> None:
    r"""A UTF-8 word per line from ``reader``, its stem per line to ``writer``, as lines arrive.

    Exactly one line is written for every line read; bytes that are no UTF-8 become U+FFFD.

    >>> from io import BytesIO
    >>> out = BytesIO()
    >>> stem_stream(BytesIO("қалада\n\nкм²".encode()), out)
    >>> out.getvalue().decode().split("\n")
    ['қала', '', 'км²', '']
    """
    unfinished: list[bytes] = []
    while chunk := _read_some(reader):
        first, *more = chunk.split(b"\n")
        unfinished.append(first)
        if more:
            _write_stems([b"".join(unfinished), *more[:-1]], writer)
            unfinished = [more[-1]]
    if rest := b"".join(unfinished):
        _write_stems([rest], writer)


def _read_some(reader: BinaryIO) -> bytes:
    """What is there to be read now, at least a byte; nothing at the end."""
    read1 = getattr(reader, "read1", reader.read)
    return bytes(read1(1 << 16))


def _write_stems(lines: list[bytes], writer: BinaryIO) -> None:
    words = [line.decode("utf-8", "replace").rstrip("\r") for line in lines]
    writer.write("".join([f"{stem(word)}\n" for word in words]).encode("utf-8", "replace"))
    writer.flush()


if __name__ == "__main__":
    stem_stream(sys.stdin.buffer, sys.stdout.buffer)
