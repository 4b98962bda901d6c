"""What is found in the samples is pinned to the version of the extractors: change one, raise the other.

When this fails on purpose: raise ``CODE`` in ``archive/extract/pipeline.py`` (a change of a table raises the
version by itself) and write the digest that is told here into ``found.txt``.
"""

from __future__ import annotations

import datetime as dt
import json
from hashlib import sha256
from pathlib import Path

import pytest

from archive.cleaning import Stamp, clean
from archive.errors import ReadError
from archive.extract import EXTRACTOR_VERSION, annotate
from archive.readers import ReadOptions, records
from archive.samples import sample_sources
from archive.to_json import annotations_json

STAMP = Stamp("2026-11-23T00:00:00Z", "test", dt.date(2026, 11, 23))
PINNED = Path(__file__).with_name("found.txt")


def digest() -> str:
    """Of everything found in every sample, versions left out."""
    found = sha256()
    for path, source in sample_sources():
        for record in records(str(path), ReadOptions(source=source), None, None):
            if isinstance(record, ReadError):
                continue
            value = annotations_json(annotate(clean(record, STAMP)))
            found.update(json.dumps(value, ensure_ascii=False, sort_keys=True).encode())
    return found.hexdigest()[:16]


def test_what_is_found_changes_only_with_the_version() -> None:
    version, pinned = PINNED.read_text(encoding="utf-8").split()
    now = digest()
    if now == pinned:
        return
    assert version != EXTRACTOR_VERSION, f"other finds under the same version: {EXTRACTOR_VERSION} {now}"
    pytest.fail(f"write into {PINNED.name}: {EXTRACTOR_VERSION} {now}")
