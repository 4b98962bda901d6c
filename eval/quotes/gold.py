"""Annotated articles: the dev half beside the checkout, and the sample archive that ships with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from archive.cleaning.clean import Stamp, clean
from archive.errors import ReadError
from archive.extract.pipeline import annotate
from archive.model import Annotations, Article
from archive.readers import records
from archive.readers.base import ReadOptions
from archive.samples import SampleRecord, manifest, sample_files

_SAMPLE_KINDS = {".jsonl", ".csv", ".tsv", ".html", ".txt"}


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """A quotation as a reader annotated it; ``speaker`` is ``None`` where nobody can tell."""

    content: str
    kind: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with what is true of it and what the extractors say of its text."""

    id: str
    article: Article
    found: Annotations
    quotes: tuple[GoldQuote, ...]
    regions: frozenset[str]
    topics: frozenset[str]


def dev_half(folder: Path) -> list[GoldArticle]:
    """The annotated articles of ``docs_dev.jsonl`` and ``gold_dev.jsonl`` in a folder."""
    articles = {article.source_id: article for article in _articles(folder / "docs_dev.jsonl")}
    lines = (folder / "gold_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [_dev(row, articles[row["id"]]) for row in map(json.loads, lines)]


def sample_archive() -> list[GoldArticle]:
    """The sample articles with the gold of their manifest, text only: metadata is not asked."""
    by_file: dict[str, list[Article]] = {}
    for record in manifest():
        if record.file not in by_file:
            by_file[record.file] = list(_articles(sample_files() / record.file))
    return [_sample(record, by_file[record.file][record.record - 1]) for record in manifest()]


def digest(folder: Path) -> str:
    """First 16 digits of the SHA-256 of documents and gold."""
    both = (folder / "docs_dev.jsonl").read_bytes() + (folder / "gold_dev.jsonl").read_bytes()
    return hashlib.sha256(both).hexdigest()[:16]


def sample_digest() -> str:
    """The same of the sample archive: its files and its manifest, in order of their names."""
    paths = sorted(path for path in sample_files().parent.rglob("*") if path.suffix in _SAMPLE_KINDS)
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def _articles(path: Path) -> Iterator[Article]:
    stamp = Stamp.now("eval")
    for record in records(str(path), ReadOptions(), None, None):
        if isinstance(record, ReadError):
            raise record
        yield clean(record, stamp)


def _dev(row: dict[str, Any], article: Article) -> GoldArticle:
    quotes = tuple(
        GoldQuote(_joined(quote["content"]), quote["kind"], quote.get("speaker")) for quote in row["quotes"]
    )
    regions, topics = frozenset(row["regions"]), frozenset(row["topics"])
    return GoldArticle(row["id"], article, annotate(article), quotes, regions, topics)


def _sample(record: SampleRecord, article: Article) -> GoldArticle:
    quotes = tuple(GoldQuote(" ".join(quote.content), quote.kind, quote.speaker) for quote in record.quotes)
    name = f"{record.file}:{record.record}"
    bare = replace(article, regions=(), topics=(), speakers=(), section=None)
    return GoldArticle(
        name, bare, annotate(bare), quotes, frozenset(record.regions), frozenset(record.topics)
    )


def _joined(content: str | list[str]) -> str:
    return content if isinstance(content, str) else " ".join(content)
