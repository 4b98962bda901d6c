"""What the address asks of the researcher's tools, asked of the workspace; for pages, files and the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from flask import current_app, request

from archive.errors import InvalidRequest
from index.concordance import KwicSort
from index.periods import Step
from webui.params import SearchForm, number, one_of
from workspace.comparing import compare
from workspace.concordances import concordance
from workspace.trends import TrendUnit, trend

if TYPE_CHECKING:
    from workspace.comparing import Comparison
    from workspace.concordances import Concordance
    from workspace.trends import Trend

WINDOW_WORDS = 5
MOST_WORDS = 50
MOST_QUERIES = 4
#: So many articles are read word by word for a page, its file and the API, some seconds; commands read more.
MOST_READ = 2_000


@dataclass(frozen=True, slots=True)
class AskedKwic:
    """A page of a concordance and how it was asked for."""

    form: SearchForm
    by: KwicSort
    window: int
    found: Concordance


def asked_kwic(everything: bool = False) -> AskedKwic:
    """The page of lines that the address asks for, or all lines of its query. Raises QueryError."""
    form = SearchForm.read(request.args, sorted_elsewhere=True)
    by: KwicSort = one_of(request.args, "sort", get_args(KwicSort), "L1")
    window = number(request.args, "window", WINDOW_WORDS, MOST_WORDS)
    asked = filters(form)
    place = {"offset": 0, "limit": None} if everything else {"offset": form.offset, "limit": form.per_page}
    workspace = current_app.extensions["workspace"]
    found = concordance(workspace, form.query, by=by, window_words=window, **place, **asked)
    return AskedKwic(form, by, window, found)


def asked_trend() -> tuple[SearchForm, Trend]:
    """Each ``q`` of the address over time; everything when there is none. Raises QueryError."""
    form = SearchForm.read(request.args, sorted_elsewhere=True)
    by: Step = one_of(request.args, "by", get_args(Step), "year")
    unit: TrendUnit = one_of(request.args, "unit", get_args(TrendUnit), "articles")
    return form, trend(
        current_app.extensions["workspace"], queries() or ["*"], by, unit, MOST_READ, **filters(form)
    )


def asked_comparison() -> tuple[SearchForm, Comparison]:
    """Each ``q`` of the address as a side of a comparison. Raises QueryError."""
    form = SearchForm.read(request.args, sorted_elsewhere=True)
    return form, compare(current_app.extensions["workspace"], queries(), **filters(form))


def queries() -> list[str]:
    """The queries of the address that are not empty; InvalidRequest for too many."""
    queries = [query.strip() for query in request.args.getlist("q") if query.strip()]
    if len(queries) > MOST_QUERIES:
        raise InvalidRequest("q", str(len(queries)), f"1–{MOST_QUERIES}")
    return queries


def filters(form: SearchForm) -> dict[str, Any]:
    """What a search was asked, without what only a list of articles has."""
    own = ("facets", "sort", "seed", "offset", "limit")
    return {name: value for name, value in form.as_search().items() if name not in own}
