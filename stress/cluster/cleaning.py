"""A plugin of pytest: when a test is over, what it put on the servers is taken off again.

    python -m pytest -p stress.cluster.cleaning …

A cluster holds a thousand shards a node, and every test has an archive of its own. Those of fixtures that
several tests share stay.
"""

from __future__ import annotations

import os
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from index.engines.opensearch.address import read_address
from workspace.addresses import in_place

#: Folders of archives that tests remove themselves, or never make.
_USUAL = ("archive", "again", "back", "copy", "data", "empty", "hostile", "new", "other", "there")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    yield
    folder = getattr(item, "funcargs", {}).get("tmp_path")
    if folder is not None and os.environ.get("MURAGAT_TEST_SERVERS"):
        clean(folder)


def clean(folder: Path) -> None:
    """Removes the indexes and schemas of all archives that may have been under a folder."""
    places = {folder, *(folder / name for name in _USUAL)}
    places |= {each for each in (*folder.glob("*"), *folder.glob("*/*")) if each.is_dir()}
    names = {in_place("{archive}", each) for each in places}
    _clean_engine(names)
    _clean_store(names)


def _clean_engine(names: set[str]) -> None:
    host, port = read_address(os.environ["MURAGAT_ENGINE"].replace("{archive}", "a")).hosts[0]
    address = f"http://{host}:{port}"
    with urllib.request.urlopen(f"{address}/_cat/indices?h=index", timeout=60) as answer:
        found = answer.read().decode().split()
    gone = [each for each in found if each.partition("-index")[0] in names]
    if gone:
        asked = urllib.request.Request(f"{address}/{','.join(gone)}", method="DELETE")
        urllib.request.urlopen(asked, timeout=120).close()


def _clean_store(names: set[str]) -> None:
    with psycopg.connect(os.environ["MURAGAT_TEST_POSTGRES"], autocommit=True) as connection:
        query = "SELECT schema_name FROM information_schema.schemata WHERE schema_name = ANY(%s)"
        for (name,) in connection.execute(query, [sorted(names)]).fetchall():
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))
