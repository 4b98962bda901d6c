"""Where the archives of tests of commands and pages lie: in folders, or on servers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from archive.store.engine import open_engine
from workspace.addresses import in_place
from workspace.core import STORE

#: Set where $MURAGAT_STORE and $MURAGAT_ENGINE are meant for the tests.
VARIABLE = "MURAGAT_TEST_SERVERS"


def on_servers() -> bool:
    return bool(os.environ.get(VARIABLE))


def servers() -> dict[str, str]:
    """Arguments of ``Workspace.open`` that put an archive on the servers; none without them."""
    if not on_servers():
        return {}
    return {"store": os.environ["MURAGAT_STORE"], "engine": os.environ["MURAGAT_ENGINE"]}


#: For what is about the files of a data folder: a server has none here that could be looked into or broken.
in_a_folder = pytest.mark.skipif(on_servers(), reason="needs a store and an index on this machine")


def store_of(folder: Path) -> str:
    """Where the store of a data folder is, for ``Store.open``."""
    return in_place(os.environ["MURAGAT_STORE"], folder) if on_servers() else str(folder / STORE)


def database(folder: Path) -> Engine:
    """The database of a data folder, to do in it what the program would not."""
    return open_engine(store_of(folder), create=False)


def made_by_another(folder: Path) -> None:
    """As if an older program had built the index of articles."""
    if not on_servers():
        for made_by in (folder / "index").rglob("made*"):
            made_by.write_text("older", encoding="utf-8")
        return
    from index.engines.opensearch.address import read_address
    from index.engines.opensearch.client import Cluster

    address = read_address(in_place(os.environ["MURAGAT_ENGINE"], folder))
    cluster = Cluster(address)
    cluster.call("PUT", f"/{address.name}-index/_mapping", {"_meta": {"made_by": "older", "generation": 1}})
    cluster.close()


def change(folder: Path, statement: str, **values: Any) -> None:
    """Changes rows behind the program's back, also what keys of other tables lead to."""
    engine = database(folder)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.execute(text(statement), values)
    engine.dispose()
