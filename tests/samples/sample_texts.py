"""Reads sample records without the archive's own readers, so that the gold is checked independently."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

WORD = re.compile(r"[а-яёәғқңөұүһі]+(?:-[а-яёәғқңөұүһі]+)*", re.IGNORECASE)
LOOKALIKES = str.maketrans({"ə": "ә", "Ə": "Ә", "i": "і", "I": "І", "h": "һ", "H": "Һ"})
MIXED_WORD = re.compile(r"[əƏiIhHа-яёәғқңөұүһі]+", re.IGNORECASE)
JUNK = re.compile(r"\s*(?:(?:Фото: )?ашық дереккөз\w*|\d{3,7}|width=|Серіктес жаңалықтары)\s*")
BLOCKS = {"p", "h1", "h2", "h3", "h4", "li", "div", "figcaption", "br", "td", "blockquote"}


def repair(text: str) -> str:
    """Soft hyphens gone, look-alike letters of words that hold a Cyrillic letter mended."""
    return MIXED_WORD.sub(lambda m: _repair_word(m[0]), text.replace("\xad", ""))


def _repair_word(word: str) -> str:
    return word.translate(LOOKALIKES) if re.search(r"[а-яёғқңөұү]", word, re.IGNORECASE) else word


def body_text(text: str, title: str) -> str:
    """The clean body of a raw text: neither headlines nor junk lines, one line a paragraph."""
    lines = (line.strip() for line in repair(text).splitlines())
    return "\n".join(line for line in lines if line and line != title and not JUNK.fullmatch(line))


def raw_text(path: Path, record: int) -> str | None:
    """The text field of record number ``record`` (from 1); ``None`` when the file has no such record."""
    texts = _texts(path)
    return texts[record - 1] if 0 < record <= len(texts) else None


def words(text: str) -> list[str]:
    """Lowercased Cyrillic words, hyphenated ones whole."""
    return [match[0].lower() for match in WORD.finditer(text)]


@cache
def _texts(path: Path) -> tuple[str, ...]:
    return tuple(_iter_texts(path)) if path.is_file() else ()


def _iter_texts(path: Path) -> Iterator[str]:
    text = path.read_text("utf-8")
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in text.splitlines() if line]
        yield from (row.get("text") or row.get("body") or row.get("content") for row in rows)
    elif path.suffix in (".csv", ".tsv"):
        dialect = "excel" if path.suffix == ".csv" else "excel-tab"
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, dialect=dialect):
                yield row.get("content") or row.get("body") or row.get("text") or ""
    elif path.suffix == ".html":
        parser = _Paragraphs()
        parser.feed(text)
        yield "\n".join(parser.paragraphs)
    else:
        yield text


class _Paragraphs(HTMLParser):
    """The text of every ``<p>`` within ``<article>``, save the sharing line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "p":
            self._open = dict(attrs).get("class") != "share"
            if self._open:
                self.paragraphs.append("")
        elif tag in BLOCKS:
            self._open = False

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "article"):
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.paragraphs[-1] += data
