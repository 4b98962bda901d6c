"""The bundled sample archive: invented articles in several file formats, and what is true of each.

Everything in ``files/`` was written for this project: people, papers and events are invented, places are
real unless a village is said to be invented. ``manifest/*.jsonl`` holds one line per article, the gold
of the extraction tests.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class SampleQuote:
    """A quotation of the gold: ``content`` are exact substrings of the clean body, in order."""

    content: tuple[str, ...]
    kind: str
    cue: str | None
    source: str | None
    speaker: str | None


@dataclass(frozen=True, slots=True)
class SampleRecord:
    """What is true of one sample article.

    ``file`` is relative to :func:`sample_files`, ``record`` counts from 1 (always 1 in a file of one
    article). ``regions`` are all that the text names, ``main_regions`` those it is about; ``names`` are
    lowercased words that no dictionary has to know.
    """

    file: str
    record: int
    source_id: str | None
    title: str
    lang: str
    date: str | None
    topics: tuple[str, ...]
    regions: tuple[str, ...]
    main_regions: tuple[str, ...]
    dirt: tuple[str, ...]
    constructions: tuple[str, ...]
    quotes: tuple[SampleQuote, ...]
    names: frozenset[str]


def sample_files() -> Path:
    """The folder with the sample files, ready for ``muragat ingest``.

    >>> (sample_files() / "olke_uni.jsonl").exists()
    True
    """
    return Path(str(files(__name__))) / "files"


SOURCES = {
    "olke_uni.jsonl": "Өлке үні",
    "tangy_habar.csv": "Таңғы хабар",
    "dala_jolaushysy": "Дала жолаушысы",
    "dala_zharshysy.jsonl": "Дала жаршысы",
    "qala_men_dala.tsv": "Қала мен дала",
    "tau_samaly": "Тау самалы",
}
"""The invented newspaper of each file or folder in ``files/``."""


def sample_sources() -> tuple[tuple[Path, str], ...]:
    """Every file or folder of samples with the name of its newspaper.

    >>> [source for path, source in sample_sources() if path.name == "olke_uni.jsonl"]
    ['Өлке үні']
    """
    return tuple((sample_files() / name, source) for name, source in SOURCES.items())


@cache
def manifest() -> tuple[SampleRecord, ...]:
    """Every sample article, by manifest file and line.

    >>> sorted({record.lang for record in manifest()})
    ['kk', 'mixed', 'ru']
    """
    folder = Path(str(files(__name__))) / "manifest"
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return tuple(_record(json.loads(line)) for line in lines if line.strip())


def _record(row: Mapping[str, Any]) -> SampleRecord:
    return SampleRecord(
        file=row["file"],
        record=row["record"],
        source_id=row["source_id"],
        title=row["title"],
        lang=row["lang"],
        date=row["date"],
        topics=tuple(row["topics"]),
        regions=tuple(region["code"] for region in row["regions"]),
        main_regions=tuple(region["code"] for region in row["regions"] if region["main"]),
        dirt=tuple(row["dirt"]),
        constructions=tuple(row["constructions"]),
        quotes=tuple(
            SampleQuote(tuple(q["content"]), q["kind"], q["cue"], q["source"], q["speaker"])
            for q in row["quotes"]
        ),
        names=frozenset(row["names"]),
    )
