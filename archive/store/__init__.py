"""The store: the truth of an archive, and the only place that speaks SQL."""

from __future__ import annotations

from archive.store import oai as _oai  # noqa: F401 its tables belong to every store
from archive.store import similar_schema as _similar_schema  # noqa: F401 its tables belong to every store
from archive.store.schema import SCHEMA_VERSION
from archive.store.stats import StoreStats
from archive.store.store import Store
from archive.store.writing import Outcome

__all__ = ["SCHEMA_VERSION", "Outcome", "Store", "StoreStats"]
