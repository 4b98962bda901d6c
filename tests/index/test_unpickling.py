"""An index from a stranger: nothing that it names is called."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from whoosh import index as whoosh_index

from archive.errors import IndexMissing
from index.engines.builds import live_build
from index.engines.whoosh.engine import WhooshEngine
from index.engines.whoosh.schema import SCHEMA
from index.engines.whoosh.storage import DurableStorage
from index.engines.whoosh.unpickling import KNOWN, loads
from tests.index.documents import documents


class Evil:
    """Would make a file when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.mark,)


def test_classes_we_did_not_write_are_not_loaded(tmp_path: Path) -> None:
    for data in (pickle.dumps(Evil(tmp_path / "mark")), pickle.dumps([print]), b"cos\nsystem\n(S'true'\ntR."):
        with pytest.raises(pickle.UnpicklingError):
            loads(data)
    assert not (tmp_path / "mark").exists()


def test_an_index_of_a_stranger_is_no_index(tmp_path: Path) -> None:
    folder, mark = tmp_path / "index", tmp_path / "mark"
    engine = WhooshEngine.create(folder)
    with engine.batch() as batch:
        for document in documents():
            batch.put(document)
    engine.close()
    build = live_build(folder)
    storage = DurableStorage(str(build))
    toc = whoosh_index.TOC(SCHEMA, [Evil(mark)], 99)
    toc.write(storage, "MAIN")
    with pytest.raises(IndexMissing):
        WhooshEngine(folder)
    assert not mark.exists()


def test_every_class_known_is_there() -> None:
    for module, name in KNOWN:
        assert hasattr(__import__(module, fromlist=[name]), name)
