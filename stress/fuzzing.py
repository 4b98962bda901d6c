"""What every fuzzer does with some bytes: reads them, and cleans every record that could be read."""

from __future__ import annotations

import io

from archive.cleaning import Stamp, clean
from archive.errors import InvalidArticle
from archive.model import RawArticle
from archive.readers import ReadOptions, records

STAMP = Stamp.now("fuzz")


def read_and_clean(data: bytes, format: str | None) -> int:
    """How many articles came of the bytes; refusals are answers too, anything raised is a failure."""
    articles = 0
    for record in records("-", ReadOptions(), format=format, stdin=io.BytesIO(data)):
        if isinstance(record, RawArticle):
            try:
                clean(record, STAMP)
            except InvalidArticle:
                continue
            articles += 1
    return articles
