"""Readers: bytes of a file into raw articles, one record at a time, refusals told as values."""

from __future__ import annotations

from archive.readers.base import HEAD_BYTES, RECORD_LIMIT, Reader, ReadOptions, Record
from archive.readers.walk import READERS, STDIN, files, records

__all__ = [
    "HEAD_BYTES", "READERS", "RECORD_LIMIT", "STDIN", "ReadOptions", "Reader", "Record", "files", "records",
]  # fmt: skip
