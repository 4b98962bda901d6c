"""Loads the tables of the language and the gazetteers when it is imported, which only the process does from
which workers are copied: they then share this memory.

The tables are loaded when they are first asked for, hence by articles: our samples, because a stranger's
article may be one that ends the process.
"""

from __future__ import annotations

import gc

from archive.cleaning import Stamp
from archive.ingest.work import Setup, made_ready, read
from archive.model import RawArticle
from archive.readers import ReadOptions
from archive.samples import sample_files

_SETUP = Setup(ReadOptions(), "jsonl", Stamp.now(""), "")


def load() -> int:
    """Takes the sample articles through everything a worker does, and says how many there were."""
    found = [
        made_ready(_SETUP, record, None)
        for record in read(_SETUP, str(sample_files() / "olke_uni.jsonl"), None)
        if isinstance(record, RawArticle)
    ]
    return len(found)


load()
# What is there now is not looked through again by those that are copied, so that it stays shared.
gc.collect()
gc.freeze()
