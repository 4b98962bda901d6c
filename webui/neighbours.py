"""From an article opened out of a list: the way back, and the hits before and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from archive.errors import QueryError
from webui import links
from webui.params import LAST_HIT, SearchForm

if TYPE_CHECKING:
    from workspace import Workspace


def of(workspace: Workspace) -> tuple[str | None, str | None]:
    """Addresses of the hits before and after this one; none when it was not opened from a list."""
    hit = _place()
    if not hit:
        return None, None
    own = 1 if hit > 1 else 0
    try:
        form = SearchForm.read(request.args)
        asked = form.as_search(offset=hit - 1 - own, limit=2 + own, facets=False)
        hits = workspace.search_text(form.query, **asked).page.hits
    except QueryError:
        return None, None
    return (
        links.article(hits[0].id, hit - 1) if own and hits else None,
        links.article(hits[own + 1].id, hit + 1) if len(hits) > own + 1 else None,
    )


def back() -> str:
    """The page of the list that this article was opened from."""
    pairs = [(k, v) for k, v in request.args.items(multi=True) if k not in ("ui", "hit")]
    per_page = request.args.get("per_page", "20")
    if _place() and per_page.isascii() and per_page.isdigit() and int(per_page[:4]) > 0:
        page = (_place() - 1) // int(per_page[:4]) + 1
        pairs = [pair for pair in pairs if pair[0] != "page"] + ([("page", str(page))] if page > 1 else [])
    return links.search(pairs)


def _place() -> int:
    """The number of the hit, 0 when there is none to be used."""
    typed = request.args.get("hit", "")
    return int(typed) if typed.isascii() and typed.isdigit() and int(typed[:8]) <= LAST_HIT else 0
