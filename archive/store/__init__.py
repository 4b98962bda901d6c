"""The store: the truth of an archive, and the only place that speaks SQL.

Its parts are imported when they are asked for: who only reads the text of a few articles
(``archive.store.bodies``) does not load the database toolkit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.store.schema import SCHEMA_VERSION
    from archive.store.stats import StoreStats
    from archive.store.store import Store
    from archive.store.writing import Outcome

__all__ = ["SCHEMA_VERSION", "Outcome", "Store", "StoreStats"]
_WHERE = {"SCHEMA_VERSION": "schema", "Outcome": "writing", "Store": "store", "StoreStats": "stats"}


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(name)
    import importlib

    for tables in ("oai", "similar_schema", "access_tables"):  # they belong to every store
        importlib.import_module(f"archive.store.{tables}")
    return getattr(importlib.import_module(f"archive.store.{_WHERE[name]}"), name)
