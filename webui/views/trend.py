"""``/trend``."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, get_args

from flask import Blueprint, current_app, render_template

from index.periods import Step, bounds
from webui import chart, language, links, present
from webui.asked import asked_trend

if TYPE_CHECKING:
    from workspace.trends import Series

blueprint = Blueprint("trend", __name__)


@blueprint.get("/trend")
def trend() -> str:
    """Up to four queries over time, per 1,000 articles."""
    workspace, ui = current_app.extensions["workspace"], language.current()
    form, found = asked_trend()
    return render_template(
        "trend.html",
        form=form,
        steps=get_args(Step),
        trend=found,
        chart=chart.chart(found, dt.datetime.now(dt.UTC).date()),
        table=chart.rows_shown(found),
        period_link=_lines_link if found.unit == "words" else _period_link,
        chips=list(present.chips(workspace, form, ui)),
        links=links.Fixed(),
    )


def _period_link(series: Series, period: str) -> str:
    """The articles behind one number of the table."""
    first, last = bounds(period)
    return links.view("search.search", series.query, **{"from": first, "to": last})


def _lines_link(series: Series, period: str) -> str:
    """The places behind one number of the table."""
    first, last = bounds(period)
    return links.view("kwic.kwic", series.query, **{"from": first, "to": last})
