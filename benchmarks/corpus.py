"""Invented articles with the words of real ones: as many as wanted, the same in every run.

Words are drawn by the counts of the press (``data/word_counts.tsv.gz``). One in twenty-one is rarer than
those of the table: real words with endings, by a law that lets the vocabulary grow as it does in real text
(about 100,000 forms in a million words, 650,000 in 37 million). Lengths, dates, regions, topics and speakers
are spread as in a newspaper's archive. The text makes no sense; its cost is that of real text.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from benchmarks.count_words import COUNTS
from index.document import IndexDocument, QuoteDocument

#: Share of words that are not in the table, and the law of their ranks, fitted to real growth.
TAIL, TAIL_SCALE, TAIL_POWER = 0.0475, 30_000, 0.6
MEAN_WORDS = 370
YEARS = range(2010, 2027)
SOURCES = ("Азаттық", "Егемен", "Қазинформ", "Тенгри", "Түркістан", "Нұр")
_SPEAKERS = 3_000
_REGIONS = tuple(
    f"KZ-{code}" for code in (75, 71, 79, 10, 11, 15, 19, 23, 27, 31, 33, 35, 39, 43, 47, 55, 59, 61)
)
_SOFT = ("лер", "дің", "ге", "де", "ден", "мен", "сіз", "лік", "лі", "ші", "дей", "нің", "ді", "інде", "тер")
_HARD = ("лар", "дың", "ға", "да", "дан", "мен", "сыз", "лық", "лы", "шы", "дай", "ның", "ды", "ында", "тар")
_FRONT = frozenset("әөүіеэ")
_CHUNK = 2_000


@lru_cache(maxsize=1)
def _table() -> tuple[list[str], np.ndarray]:
    lines = gzip.decompress(COUNTS.read_bytes()).decode().splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    counts = np.cumsum([int(count) for _, count in rows], dtype=np.float64)
    return [word for word, _ in rows], counts / counts[-1]


def _rare(rank: int) -> str:
    """The rare word of a rank: no two ranks have the same."""
    words, _ = _table()
    more, place = divmod(rank, len(words))
    word = words[place]
    endings = _SOFT if any(letter in _FRONT for letter in word) else _HARD
    while more:
        more, place = divmod(more, len(endings))
        word += endings[place]
    return word


def _words(chance: np.random.Generator, count: int) -> list[str]:
    words, shares = _table()
    ranks = np.searchsorted(shares, chance.random(count)).clip(max=len(words) - 1)
    drawn = [words[rank] for rank in ranks.tolist()]
    rare = np.flatnonzero(chance.random(count) < TAIL)
    far = TAIL_SCALE * ((1 - chance.random(len(rare))) ** (-1 / TAIL_POWER) - 1)
    for place, rank in zip(rare.tolist(), far.clip(max=1e12).tolist(), strict=True):
        drawn[place] = _rare(int(rank) + len(words))
    return drawn


def articles(count: int) -> Iterator[IndexDocument]:
    """``count`` articles; the first n of a larger number are the same as n."""
    for first in range(0, count, _CHUNK):
        chance = np.random.default_rng((11, first))
        lengths = chance.lognormal(np.log(MEAN_WORDS) - 0.245, 0.7, _CHUNK).astype(int).clip(30, 6_000)
        titles = chance.integers(5, 13, _CHUNK)
        words = _words(chance, int(lengths.sum() + titles.sum()))
        start = 0
        for number in range(_CHUNK):
            end = start + int(titles[number])
            title, body = words[start:end], words[end : end + int(lengths[number])]
            start = end + int(lengths[number])
            document = _article(first + number, title, body, chance)
            if first + number < count:
                yield document


def distinct_forms(count: int) -> int:
    """How many different words ``count`` articles hold."""
    return len({word for document in articles(count) for word in document.body.split()})


def _article(number: int, title: list[str], body: list[str], chance: np.random.Generator) -> IndexDocument:
    day = int(chance.choice(YEARS)) * 10_000 + int(chance.integers(1, 13)) * 100 + int(chance.integers(1, 29))
    known = chance.random() < 0.97
    said = [f"p{int(_SPEAKERS * chance.random() ** 3)}" for _ in range(int(chance.integers(0, 4)))]
    quotes = [
        QuoteDocument(
            f"x{number}-{place}",
            f"x{number}",
            " ".join(body[place * 25 : place * 25 + 20]),
            who,
            "direct",
            0.9,
        )
        for place, who in enumerate(said)
    ]
    regions = {_REGIONS[int(len(_REGIONS) * chance.random() ** 2)] for _ in range(int(chance.integers(0, 3)))}
    return IndexDocument(
        id=f"x{number:07d}",
        title=" ".join(title),
        body=" ".join(body),
        source=SOURCES[int(chance.integers(len(SOURCES)))],
        source_id="",
        url="",
        author="",
        lang="kk",
        date=f"{day // 10_000}-{day // 100 % 100:02d}-{day % 100:02d}" if known else "",
        date_first=day if known else 0,
        date_last=day if known else 0,
        regions=tuple(sorted(regions)),
        topics=(f"{int(chance.integers(1, 18)):02d}000000",),
        speakers=tuple(sorted(set(said))),
        persons=tuple(sorted(set(said))),
        quotes=tuple(quotes),
        revision="1",
    )
