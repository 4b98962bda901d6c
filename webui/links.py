"""Addresses that keep the language and the search."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from workspace.sampling import MOST_SEED, SEED

Pairs = Iterable[tuple[str, str]]


def url(endpoint: str, **values: object) -> str:
    """An address of the site in the language of this page."""
    ui = request.args.get("ui")
    parts: dict[str, Any] = {**values, "ui": ui} if ui else values
    return url_for(endpoint, **parts)


def own_path() -> str:
    """The path of this page, with the prefix that the archive stands below."""
    return request.script_root + request.path


def here(**changes: str | None) -> str:
    """This page with some parameters changed; ``None`` takes one out."""
    kept = MultiDict((key, value) for key, value in request.args.items(multi=True) if key not in changes)
    for key, value in changes.items():
        if value is not None:
            kept.add(key, value)
    return joined(own_path(), kept.items(multi=True))


def narrowed(**changes: str | None) -> str:
    """This search with some parameters changed, from its first page."""
    return here(**{"page": None, **changes})


def without(key: str, value: str | None = None) -> str:
    """This search without one value of a parameter, or without the parameter."""
    pairs = [
        (name, chosen)
        for name, chosen in request.args.items(multi=True)
        if name != "page" and not (name == key and value in (None, chosen))
    ]
    return joined(own_path(), pairs)


def search(pairs: Pairs) -> str:
    """A search with these parameters, in the language of this page."""
    return to("search.search", pairs)


def to(endpoint: str, pairs: Pairs) -> str:
    """A page with these parameters, in the language of this one."""
    ui = request.args.get("ui")
    return joined(url_for(endpoint), [*pairs, *([("ui", ui)] if ui else [])])


def view(endpoint: str, query: str | None = None, **changes: str) -> str:
    """The same search as another view of it, from its first page; ``query`` instead of the one typed."""
    own = {"page", "per_page", "sort", "by", "window", "kind", "confidence", "seed"}
    own |= {"unit", "min", "closed", "cursor", *changes}
    if query is not None:
        own |= {"q", "all", "phrase", "form", "none"}
    pairs = [(key, value) for key, value in request.args.items(multi=True) if key not in own and value]
    typed = [("q", query)] if query else []
    return joined(url_for(endpoint), [*typed, *pairs, *changes.items()])


def export(name: str, limit: int | None = None) -> str:
    """A file of every hit of this search, or of the first ``limit`` in its order."""
    own = ("page", "per_page", "cursor", "limit")
    pairs = [(key, value) for key, value in request.args.items(multi=True) if key not in own]
    if limit:
        pairs.append(("limit", str(limit)))
    return joined(url_for("files.export", name=name), pairs)


def page(number: int) -> str:
    """Another page of this search."""
    return here(page=str(number) if number > 1 else None)


def sorted_by(sort: str) -> str:
    seed = request.args.get("seed", str(SEED)) if sort == "random" else None
    return narrowed(sort=sort if sort != "relevance" else None, seed=seed)


def drawn_anew(seed: int) -> str:
    """This search in the random order of the next seed."""
    return narrowed(sort="random", seed=str(seed % MOST_SEED + 1))


def article(article_id: str, hit: int | None = None) -> str:
    """An article opened from this search, with the search beside it for the marks and the way back; ``hit``
    is its place in the list, for the way to the next one."""
    pairs = [(key, value) for key, value in request.args.items(multi=True) if key != "hit"]
    if hit is not None:
        pairs = [pair for pair in pairs if pair[0] != "page"] + [("hit", str(hit))]
    return joined(url_for("article.show", article_id=article_id), pairs)


class Fixed:
    """Addresses that the templates ask for by name."""

    @property
    def here(self) -> str:
        """This page as it stands."""
        return here()

    @property
    def exact(self) -> str:
        """This search without repairs."""
        return narrowed(letters="exact")

    @property
    def feed(self) -> str:
        """New articles of this search."""
        return view("feeds.atom")

    def quotes(self, name: str) -> str:
        """Every quotation of this page as a file."""
        return joined(url_for("files.quotes", name=name), request.args.items(multi=True))

    @property
    def kwic_csv(self) -> str:
        """Every line of this concordance as a table."""
        return joined(url_for("files.kwic"), request.args.items(multi=True))

    @property
    def collocations_csv(self) -> str:
        """Every collocate of this page as a table."""
        return joined(url_for("files.collocations"), request.args.items(multi=True))

    @property
    def function_words(self) -> str:
        """This page with function words hidden, or shown again."""
        return narrowed(closed=None if request.args.get("closed") else "hide")

    @property
    def as_trend(self) -> str:
        """The queries of this comparison over time."""
        return joined(url_for("trend.trend"), request.args.items(multi=True))

    @property
    def as_comparison(self) -> str:
        """The queries of this trend side by side."""
        pairs = [(key, value) for key, value in request.args.items(multi=True) if key != "by"]
        return joined(url_for("compare.compare"), pairs)

    @property
    def trend_csv(self) -> str:
        """The numbers of this trend as a table."""
        return joined(url_for("files.trend"), request.args.items(multi=True))

    def sorted(self, by: str) -> str:
        """This page in another order."""
        return narrowed(sort=by)

    @property
    def clear(self) -> str:
        """This search without its filters."""
        kept = ("q", "ui", "sort", "match", "letters")
        return joined(own_path(), [(k, v) for k, v in request.args.items(multi=True) if k in kept])


def joined(path: str, pairs: Pairs) -> str:
    """A path with parameters."""
    query = urlencode(list(pairs))
    return f"{path}?{query}" if query else path
