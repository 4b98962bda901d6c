"""What the address asks of the tools that count words, asked of the workspace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from flask import current_app, request

from webui.asked import MOST_READ, MOST_WORDS, filters, queries
from webui.params import MOST_PER_PAGE, SearchForm, number, one_of
from workspace.collocations import LEAST, WINDOW_WORDS, CollocateSort, Unit, collocations
from workspace.keyness import LEAST as LEAST_KEY
from workspace.keyness import keyness

if TYPE_CHECKING:
    from workspace.collocations import Collocations
    from workspace.keyness import Keyness

MOST_LEAST = 10_000
ROWS = 50


@dataclass(frozen=True, slots=True)
class AskedCollocations:
    """A page of collocates and how it was asked for."""

    form: SearchForm
    by: CollocateSort
    unit: Unit
    window: int
    least: int
    hide: bool
    per_page: int
    found: Collocations


def asked_collocations(everything: bool = False) -> AskedCollocations:
    """The page of collocates that the address asks for, or all of them. Raises QueryError."""
    args = request.args
    form = SearchForm.read(args, sorted_elsewhere=True)
    by: CollocateSort = one_of(args, "sort", get_args(CollocateSort), "score")
    unit: Unit = one_of(args, "unit", get_args(Unit), "lemma")
    window = number(args, "window", WINDOW_WORDS, MOST_WORDS)
    least = number(args, "min", LEAST, MOST_LEAST)
    rows = number(args, "per_page", ROWS, MOST_PER_PAGE)
    offset = (form.page - 1) * rows if form.cursor is None else form.cursor
    found = collocations(
        current_app.extensions["workspace"],
        form.query,
        window_words=window,
        unit=unit,
        least=least,
        hide_empty=hidden(),
        most=MOST_READ,
        by=by,
        offset=0 if everything else offset,
        limit=None if everything else rows,
        **filters(form),
    )
    return AskedCollocations(form, by, unit, window, least, hidden(), rows, found)


def asked_keyness() -> Keyness:
    """The first ``q`` of the address against the others, or all other articles. Raises QueryError."""
    form = SearchForm.read(request.args, sorted_elsewhere=True)
    unit: Unit = one_of(request.args, "unit", get_args(Unit), "lemma")
    first, *others = queries() or ["*"]
    return keyness(
        current_app.extensions["workspace"],
        first,
        others,
        unit=unit,
        least=number(request.args, "min", LEAST_KEY, MOST_LEAST),
        hide_empty=hidden(),
        most=MOST_READ // 2,
        **filters(form),
    )


def hidden() -> bool:
    """Whether the reader wants function words left out."""
    return bool(one_of(request.args, "closed", ("show", "hide"), "show") == "hide")
