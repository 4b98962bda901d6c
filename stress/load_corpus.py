"""The invented articles of the benchmarks as records to take in: sentences, quotations, addresses.

    python -m stress.load_corpus COUNT FILE [FIRST]

writes COUNT records as JSON lines, the same in every run, from number FIRST of the corpus on.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.corpus import articles
from index.document import IndexDocument

SENTENCE_WORDS = 12
#: Invented people: each first name with each surname.
FIRST_NAMES = ("Асқар", "Айгүл", "Болат", "Гүлнар", "Дәурен", "Ерлан", "Жанар", "Қанат", "Ләззат", "Мұрат")
SURNAMES = ("Сәбитов", "Түгенбаев", "Өтепов", "Қайыпов", "Шоқпаров", "Жүнісәлиев", "Бекеев", "Ырысов")


def records(count: int, first: int = 0) -> Iterator[dict[str, Any]]:
    """``count`` records from number ``first`` of the corpus on."""
    return map(_record, islice(articles(first + count), first, None))


def _record(document: IndexDocument) -> dict[str, Any]:
    said = [
        f"«{_sentence(quote.text.split())[:-1]}», – деді {_name(quote.speaker)}." for quote in document.quotes
    ]
    words = document.body.split()
    sentences = [_sentence(words[at : at + SENTENCE_WORDS]) for at in range(0, len(words), SENTENCE_WORDS)]
    paragraphs = [" ".join(sentences[at : at + 5]) for at in range(0, len(sentences), 5)]
    record = {
        "id": document.id,
        "url": f"https://example.org/{document.id}",
        "title": document.title.capitalize(),
        "text": "\n\n".join([*paragraphs, *said]),
        "source": document.source,
        "region": list(document.regions),
        "topic": list(document.topics),
        "date": document.date,
    }
    return {key: value for key, value in record.items() if value}


def _sentence(words: list[str]) -> str:
    return " ".join(words).capitalize() + "."


def _name(speaker: str | None) -> str:
    number = int((speaker or "p0")[1:])
    return f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {SURNAMES[number // len(FIRST_NAMES) % len(SURNAMES)]}"


def write(path: Path, count: int, first: int = 0, marked: str = "") -> None:
    """The records as a file of JSON lines; ``marked`` makes other articles of the same words."""
    with path.open("w", encoding="utf-8") as file:
        for record in records(count, first):
            record["id"] += marked
            record["url"] += marked
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
