"""The parameters of a search page, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from werkzeug.datastructures import MultiDict

from archive.errors import InvalidRequest
from index.request import Match
from workspace.sampling import MOST_SEED, SEED, Order

FILTERS = ("region", "topic", "speaker", "person", "source", "lang")
#: What only quotations are asked for.
QUOTE_FILTERS = ("kind", "confidence")
MOST_PER_PAGE = 100
LAST_PAGE = 100_000
LAST_HIT = 9_999_999


@dataclass(frozen=True, slots=True)
class SearchForm:
    """What the reader asked for; the whole of it stands in the address."""

    q: str
    filters: dict[str, tuple[str, ...]]
    date_from: str | None
    date_to: str | None
    undated: bool
    sort: Order
    match: Match
    exact_letters: bool
    page: int
    per_page: int
    cursor: int | None = None
    seed: int = SEED

    @classmethod
    def read(
        cls, args: MultiDict[str, str], sorted_elsewhere: bool = False, also: tuple[str, ...] = ()
    ) -> SearchForm:
        """From the parameters of the address; InvalidRequest for what can't be used. On a page that puts
        something else than articles in order, ``sorted_elsewhere``, ``sort`` is left to that page; ``also``
        names filters that only this page has."""
        filters = {name: tuple(v for v in args.getlist(name) if v.strip()) for name in (*FILTERS, *also)}
        return cls(
            q=advanced(args),
            filters={name: values for name, values in filters.items() if values},
            date_from=args.get("from", "").strip() or None,
            date_to=args.get("to", "").strip() or None,
            undated=args.get("date") == "none",
            sort="relevance" if sorted_elsewhere else one_of(args, "sort", get_args(Order), "relevance"),
            match=one_of(args, "match", get_args(Match), "all"),
            exact_letters=args.get("letters") == "exact",
            page=number(args, "page", 1, LAST_PAGE),
            per_page=number(args, "per_page", 20, MOST_PER_PAGE),
            cursor=number(args, "cursor", 0, LAST_HIT) if args.get("cursor") else None,
            seed=number(args, "seed", SEED, MOST_SEED),
        )

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.per_page if self.cursor is None else self.cursor

    @property
    def query(self) -> str:
        """The query; everything when only filters were chosen."""
        return self.q or "*"

    def as_search(self, **changes: Any) -> dict[str, Any]:
        """Arguments of ``workspace.search_text``."""
        asked: dict[str, Any] = {
            "filters": self.filters,
            "date_from": self.date_from,
            "date_to": self.date_to,
            "undated": self.undated,
            "match": self.match,
            "sort": self.sort,
            "seed": self.seed,
            "offset": self.offset,
            "limit": self.per_page,
            "facets": True,
            "exact_letters": self.exact_letters,
        }
        return asked | changes


def advanced(args: MultiDict[str, str]) -> str:
    """The query with what the advanced panel adds to it: words, a phrase, a form, words to leave out."""
    parts = [args.get("q", "").strip(), args.get("all", "").strip()]
    phrase = args.get("phrase", "").strip().strip('"«»“”„')
    parts.append(f"«{phrase}»" if phrase else "")
    parts += [f"={word}" for word in args.get("form", "").split()]
    parts += [f"-{word}" for word in args.get("none", "").split()]
    return " ".join(part for part in parts if part)


def one_of(args: MultiDict[str, str], name: str, values: tuple[str, ...], default: str) -> Any:
    value = args.get(name, default) or default
    if value not in values:
        raise InvalidRequest(name, value, ", ".join(values))
    return value


def number(args: MultiDict[str, str], name: str, default: int, most: int) -> int:
    value = args.get(name, "") or str(default)
    if not (value.isascii() and value.isdigit() and len(value) < 8 and 1 <= int(value) <= most):
        raise InvalidRequest(name, value[:40], f"1–{most}")
    return int(value)
