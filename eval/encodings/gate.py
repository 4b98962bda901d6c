"""Encodings told rightly, by encoding and length: ``python -m eval.encodings.gate SENTENCES``.

``SENTENCES`` is a file of Kazakh sentences; Russian ones are the project's own (docs/ru and messages). From
each, passages of so many characters are cut at chance places (seed 1), written in an encoding, and read
again as ``archive.readers.encoding.detect`` says. Told rightly is a passage that comes back whole. Ends
with status 1 below a floor of floors.tsv.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from archive.readers.encoding import detect

ROOT = Path(__file__).resolve().parents[2]
FLOORS = Path(__file__).with_name("floors.tsv")
LENGTHS = (50, 200, 1000)
PASSAGES = 400
#: Encodings that hold all letters of the language, as such files are written.
ENCODINGS = {
    "kk": ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "kz1048", "ptcp154"),
    "ru": ("utf-8", "utf-16", "utf-16-le", "cp1251", "koi8-r", "cp866", "iso8859-5", "kz1048", "ptcp154"),
}


class Cell(NamedTuple):
    """Of ``tried`` passages of a language, encoding and length, the share that came back whole."""

    language: str
    encoding: str
    length: int
    share: float
    tried: int


def russian() -> str:
    """Sentences of the project's own documents and messages."""
    pages = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs" / "ru").glob("*.md"))]
    with (ROOT / "messages" / "strings.tsv").open(encoding="utf-8") as table:
        said = [row[2] for row in csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE) if len(row) > 3]
    lines = [line for text in (*pages, *said) for line in re.split(r"```.*?```|\n", text)]
    return " ".join(line for line in lines if len(re.findall("[а-яё]", line)) > 0.6 * len(line) > 12)


def kazakh(path: Path) -> str:
    """The sentences as one text."""
    return " ".join(path.read_text(encoding="utf-8").split())


def passages(text: str, length: int, encoding: str, count: int, chance: random.Random) -> Iterator[str]:
    """Passages that the encoding can hold; signs it lacks (an emoji) go."""
    text = text.encode(encoding, "ignore").decode(encoding)
    for _ in range(count):
        start = chance.randrange(len(text) - length)
        yield text[start : start + length]


def measure(texts: dict[str, str], count: int = PASSAGES) -> Iterator[Cell]:
    """A cell for every language, encoding and length."""
    for language, text in texts.items():
        for encoding in ENCODINGS[language]:
            for length in LENGTHS:
                right = sum(
                    _comes_back(passage, encoding)
                    for passage in passages(text, length, encoding, count, random.Random(1))
                )
                yield Cell(language, encoding, length, right / count, count)


def _comes_back(passage: str, encoding: str) -> bool:
    data = passage.encode(encoding)
    found = detect(data)
    return found is not None and data.decode(found, "replace") == passage


def read_floors() -> dict[tuple[str, str, int], float]:
    """The least share allowed, by language, encoding and length."""
    lines = FLOORS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return {(row[0], row[1], int(row[2])): float(row[3]) for row in rows}


def main(path: str) -> int:
    floors = read_floors()
    low = 0
    print(f"{'':4}{'encoding':<12}" + "".join(f"{length:>8}" for length in LENGTHS))
    row: list[Cell] = []
    for cell in measure({"kk": kazakh(Path(path)), "ru": russian()}):
        row.append(cell)
        low += cell.share < floors.get((cell.language, cell.encoding, cell.length), 0)
        if len(row) == len(LENGTHS):
            print(f"{cell.language:<4}{cell.encoding:<12}" + "".join(f"{one.share:>8.3f}" for one in row))
            row = []
    print(f"{low} below their floors")
    return 1 if low else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
