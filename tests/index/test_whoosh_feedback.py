"""Feedback from long articles: leaving out lemmas that can't be among the strongest changes no score."""

from __future__ import annotations

import gzip
import random
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from index.document import IndexDocument
from index.engines.factory import open_engine
from index.engines.whoosh import feedback
from index.query.parser import parse
from index.request import SearchRequest
from tests.index.documents import documents

TABLE = gzip.decompress(files("kazakh").joinpath("data/frequent-forms.tsv.gz").read_bytes()).decode()
FORMS = [line.split("\t")[0] for line in TABLE.splitlines()[3::9] if len(line) > 12][:1500]


def long_documents(seed: int) -> list[IndexDocument]:
    """Sixty articles of 300 words, frequent and rare ones as in running text."""
    chance = random.Random(seed)
    weights = [1 / (place + 20) for place in range(len(FORMS))]
    chance.shuffle(weights)
    first = documents()[0]
    return [
        replace(first, id=f"d{number:02d}", title="Жаңалық", quotes=(),
                body=" ".join(chance.choices(FORMS, weights, k=300)))
        for number in range(60)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_scores_equal_those_of_the_memory_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    rows = long_documents(seed)
    looked_at: list[tuple[int, int]] = []
    likely = feedback._likely

    def counted(hashed, *rest):  # type: ignore[no-untyped-def]
        kept = likely(hashed, *rest)
        looked_at.append((len(kept), len(hashed)))
        return kept

    monkeypatch.setattr(feedback, "_TRIED", feedback._LOOKED_AT + 4)
    monkeypatch.setattr(feedback, "_likely", counted)
    engines = []
    for name in ("memory", "whoosh"):
        engine = open_engine(name, tmp_path / name, create=True)
        with engine.batch() as batch:
            for row in rows:
                batch.put(row)
        engines.append(engine)
    for word in FORMS[seed::60]:
        request = SearchRequest(parse(word), limit=60)
        memory, whoosh = (engine.search(request).hits for engine in engines)
        assert [(hit.id, hit.score) for hit in whoosh] == [(hit.id, hit.score) for hit in memory], word
    assert sum(kept for kept, _ in looked_at) < sum(there for _, there in looked_at)
