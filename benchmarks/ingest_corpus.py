"""Records of a given length made of the sentences of real articles, as many as wanted, the same in every run.

Neighbouring sentences stay together in pairs, so that quotations keep their speakers; one word in forty is
another (rare ones, by the law of ``benchmarks.corpus``), so that the vocabulary grows as in real text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from archive.errors import ReadError
from archive.readers import ReadOptions, records
from archive.samples import manifest, sample_files
from benchmarks.corpus import SOURCES, TAIL_POWER, TAIL_SCALE, _rare, _table
from kazakh.tokens import sentences

OTHER = 0.025
_TOGETHER = 2


def texts(paths: Sequence[Path]) -> list[tuple[str, str]]:
    """Title and body of every article of some files; without any, of the sample archive."""
    paths = paths or sorted({sample_files() / record.file for record in manifest()})
    found = []
    for path in paths:
        for record in records(str(path), ReadOptions(), None, None):
            if not isinstance(record, ReadError):
                found.append((str(record.fields.get("title", "")), str(record.fields.get("body", ""))))
    return found


def made(found: Sequence[tuple[str, str]], count: int, words: int) -> Iterator[dict[str, str]]:
    """``count`` records of about ``words`` words."""
    groups = [group for _, body in found for group in _groups(body)]
    titles = [title for title, _ in found if title] or ["Жаңалық"]
    chance = np.random.default_rng(7)
    for number in range(count):
        paragraphs: list[str] = []
        length = 0
        while length < words:
            paragraphs.append(groups[int(chance.integers(len(groups)))])
            length += paragraphs[-1].count(" ") + 1
        text = _varied("\n\n".join(paragraphs), chance)
        day = f"{chance.integers(2010, 2026)}-{chance.integers(1, 13):02d}-{chance.integers(1, 29):02d}"
        yield {
            "url": f"https://gazet.example/{number}",
            "title": titles[int(chance.integers(len(titles)))],
            "text": text,
            "date": day,
            "source": SOURCES[int(chance.integers(len(SOURCES)))],
        }


def write(path: Path, found: Sequence[tuple[str, str]], count: int, words: int) -> None:
    """The records as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for record in made(found, count, words):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _groups(body: str) -> list[str]:
    spans = sentences(body)
    starts = range(0, len(spans), _TOGETHER)
    groups = [body[spans[at][0] : spans[min(at + _TOGETHER, len(spans)) - 1][1]] for at in starts]
    return [" ".join(group.split()) for group in groups if len(group) > 30]


def _varied(text: str, chance: np.random.Generator) -> str:
    common, _ = _table()
    words = text.split(" ")
    for place in np.flatnonzero(chance.random(len(words)) < OTHER).tolist():
        if words[place].isalpha() and words[place].islower():
            rank = int(TAIL_SCALE * ((1 - chance.random()) ** (-1 / TAIL_POWER) - 1))
            words[place] = _rare(min(rank, 10**12) + len(common))
    return " ".join(words)
