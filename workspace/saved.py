"""Searches that somebody comes back to, and what is new in them since the last time.

Kept in the data folder: ``saved.json`` holds the searches by name, ``saved/<digest>.ids`` the articles each
has shown, one id a line. Both are replaced whole.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.errors import InvalidRequest, StoreError
from archive.vault.durable import whole_file

if TYPE_CHECKING:
    from archive.model import Article
    from workspace.core import Workspace

FILE, FOLDER = "saved.json", "saved"


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """``asked`` are arguments of ``search_text``; times are UTC, ISO 8601, ``seen_at`` empty before the first
    look."""

    name: str
    query: str
    asked: Mapping[str, Any] = field(default_factory=dict)
    created_at: str = ""
    seen_at: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """The articles of a saved search that were not shown before, newest first, and how many it has in all."""

    search: SavedSearch
    articles: tuple[Article, ...]
    total: int


def saved_searches(folder: Path) -> dict[str, SavedSearch]:
    """All of them by name; none when there is no file. StoreError when it can't be read."""
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return {name: SavedSearch(name, **value) for name, value in kept.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise StoreError(path=str(folder / FILE), reason=str(error)) from error


def add(workspace: Workspace, name: str, query: str, asked: Mapping[str, Any]) -> SavedSearch:
    """Keep a search that works; what it finds now counts as new at the first look. QueryError for one that
    can't be asked, InvalidRequest for a name that is taken."""
    known = saved_searches(workspace.folder)
    if name in known:
        raise InvalidRequest("name", name, "new_name")
    workspace.search_text(query, limit=0, **_arguments(asked))
    plain = {key: value for key, value in asked.items() if value not in (None, (), {}, "", False)}
    search = SavedSearch(name, query, plain, _now())
    _write(workspace.folder, {**known, name: search})
    return search


def remove(folder: Path, name: str) -> None:
    """Forget a search and what it has shown."""
    known = saved_searches(folder)
    _known(known, name)
    _write(folder, {key: value for key, value in known.items() if key != name})
    _seen_file(folder, name).unlink(missing_ok=True)


def news(workspace: Workspace, name: str, keep: bool = False) -> News:
    """What a saved search finds that it has not shown; ``keep`` leaves it new for the next time."""
    known = saved_searches(workspace.folder)
    search = _known(known, name)
    answer = workspace.search_text(search.query, limit=0, sort="-date", **_arguments(search.asked))
    found = list(workspace.ids(answer))
    seen = _seen(workspace.folder, name)
    fresh = [article_id for article_id in found if article_id not in seen]
    articles = tuple(workspace.articles(fresh))
    if not keep:
        _see(workspace.folder, name, found)
        _write(workspace.folder, {**known, name: _looked_at(search)})
    return News(search, articles, len(found))


def _known(known: Mapping[str, SavedSearch], name: str) -> SavedSearch:
    if name not in known:
        raise InvalidRequest("name", name, ", ".join(sorted(known)) or "saved_none")
    return known[name]


def _arguments(asked: Mapping[str, Any]) -> dict[str, Any]:
    """As ``search_text`` takes them, also after a way through JSON."""
    filters = {key: tuple(values) for key, values in asked.get("filters", {}).items()}
    return {**asked, "filters": filters}


def _looked_at(search: SavedSearch) -> SavedSearch:
    return SavedSearch(search.name, search.query, search.asked, search.created_at, _now())


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _write(folder: Path, searches: Mapping[str, SavedSearch]) -> None:
    value = {
        name: {
            "query": search.query,
            "asked": dict(search.asked),
            "created_at": search.created_at,
            "seen_at": search.seen_at,
        }
        for name, search in searches.items()
    }
    _replace(folder / FILE, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def _seen_file(folder: Path, name: str) -> Path:
    return folder / FOLDER / f"{sha256(name.encode('utf-8', 'replace')).hexdigest()[:16]}.ids"


def _seen(folder: Path, name: str) -> frozenset[str]:
    try:
        return frozenset(_seen_file(folder, name).read_text(encoding="utf-8").split())
    except FileNotFoundError:
        return frozenset()


def _see(folder: Path, name: str, ids: Iterable[str]) -> None:
    """What was shown once counts as shown, also when the search does not find it for a while."""
    seen = sorted({*_seen(folder, name), *ids})
    _replace(_seen_file(folder, name), "".join(f"{article_id}\n" for article_id in seen))


def _replace(path: Path, text: str) -> None:
    with whole_file(path) as file:
        file.write(text.encode())
