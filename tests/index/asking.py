"""Short ways to ask an engine in tests."""

from __future__ import annotations

from typing import Any

from index.engine import SearchEngine
from index.hits import SearchPage
from index.query.parser import parse
from index.request import SearchRequest


def ask(engine: SearchEngine, query: str, **chosen: Any) -> SearchPage:
    return engine.search(SearchRequest(query=parse(query), **({"limit": 100} | chosen)))


def found(engine: SearchEngine, query: str, **chosen: Any) -> str:
    """Ids of all hits in their own order, without the letter: ``01 02``."""
    return " ".join(sorted(hit.id.removeprefix("a") for hit in ask(engine, query, **chosen).hits))


def ranked(engine: SearchEngine, query: str, **chosen: Any) -> list[str]:
    return [hit.id for hit in ask(engine, query, **chosen).hits]
