"""What the API offers: every path with its parameters. The OpenAPI document is written from this table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, get_args

from index.concordance import KwicSort
from index.periods import Step
from index.request import Match
from webui.asked import MOST_QUERIES, MOST_WORDS
from webui.asked_words import MOST_LEAST
from webui.params import LAST_HIT, LAST_PAGE, MOST_PER_PAGE
from workspace.collocations import CollocateSort, Unit
from workspace.quotations import CONFIDENCE, KINDS
from workspace.sampling import MOST_SEED, Order
from workspace.trends import TrendUnit

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}


def one_of(values: tuple[str, ...]) -> Schema:
    return {"type": "string", "enum": list(values)}


def whole(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the address; ``repeated`` ones mean OR inside, AND between them."""

    name: str
    schema: Schema
    about: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One path; ``answer`` names its schema in ``webui.api.schemas``."""

    path: str
    view: str
    about: str
    answer: str
    parameters: tuple[Parameter, ...]
    refusals: tuple[int, ...] = field(default=(400,))


def _sort(values: tuple[str, ...]) -> Parameter:
    return Parameter("sort", one_of(values), "Order of what is found.")


QUERY = Parameter("q", TEXT, "The query, in the language of /help. Everything when left out.")
MATCH = Parameter("match", one_of(get_args(Match)), "All words are required, or any.")
LETTERS = Parameter("letters", one_of(("exact",)), "`exact`: letters are not repaired.")
FILTERS = (
    *(
        Parameter(name, TEXTS, f"Only this {name}: a name, an abbreviation or a code.")
        for name in ("region", "topic", "speaker", "source", "lang")
    ),
    Parameter("from", TEXT, "First year, month or day, such as 2023, 2023-06 or 2023-06-12."),
    Parameter("to", TEXT, "Last year, month or day, inclusive."),
    Parameter("date", one_of(("none",)), "`none`: also articles without a date, or only these."),
)
PAGING = (
    Parameter("per_page", whole(1, MOST_PER_PAGE), "How many at once."),
    Parameter("page", whole(1, LAST_PAGE), "The page, from 1."),
    Parameter("cursor", whole(1, LAST_HIT), "`next` of the answer before."),
)
ORDER = (
    _sort(get_args(Order)),
    Parameter("seed", whole(1, MOST_SEED), "Which random order, with `sort=random`."),
)
ASKED = (QUERY, MATCH, LETTERS, *FILTERS)
QUOTED = (
    *ASKED,
    Parameter("kind", {"type": "array", "items": one_of(KINDS)}, "Words said verbatim or reported."),
    Parameter("confidence", {"type": "array", "items": one_of(CONFIDENCE)}, "How sure it is."),
    *ORDER,
    *PAGING,
)
NAME = Parameter("q", TEXT, "The beginning of a word or name.")
LIMIT = Parameter("per_page", whole(1, MOST_PER_PAGE), "How many at most.")
WORDS = (
    Parameter("unit", one_of(get_args(Unit)), "Words as in the dictionary, or as they stand."),
    Parameter("min", whole(1, MOST_LEAST), "Words that are rarer are left out."),
    Parameter("closed", one_of(("show", "hide")), "`hide`: function words are left out, and counted."),
)

ENDPOINTS = (
    Endpoint("/articles", "articles", "Articles found.", "Search", (*ASKED, *ORDER, *PAGING)),
    Endpoint("/articles/{id}", "article", "One article.", "Article", (), (404,)),
    Endpoint("/quotes", "quotes", "Quotations by the words said.", "Quotes", QUOTED),
    Endpoint("/facets", "facets", "How many articles have each value; every value.", "Facets", ASKED),
    Endpoint(
        "/kwic",
        "kwic",
        "Every place where the query stands.",
        "Kwic",
        (
            *ASKED,
            _sort(get_args(KwicSort)),
            Parameter("window", whole(1, MOST_WORDS), "Words on each side."),
            *PAGING,
        ),
    ),
    Endpoint(
        "/collocations",
        "collocations",
        "Words that stand near the query.",
        "Collocations",
        (
            *ASKED,
            _sort(get_args(CollocateSort)),
            Parameter("window", whole(1, MOST_WORDS), "Words on each side."),
            *WORDS,
            *PAGING,
        ),
    ),
    Endpoint(
        "/keyness",
        "keyness",
        "Words of a query's articles against those of others.",
        "Keyness",
        (
            Parameter("q", {**TEXTS, "maxItems": MOST_QUERIES}, "The first against the others, or the rest."),
            *ASKED[1:],
            *WORDS,
            LIMIT,
        ),
    ),
    Endpoint(
        "/trend",
        "trend",
        "Queries over time, per 1,000 articles.",
        "Trend",
        (
            Parameter("q", {**TEXTS, "maxItems": MOST_QUERIES}, "Each is a series of its own."),
            *ASKED[1:],
            Parameter("by", one_of(get_args(Step)), "Length of a period."),
            Parameter("unit", one_of(get_args(TrendUnit)), "`words`: also places in a million words."),
        ),
    ),
    Endpoint(
        "/people", "people", "People and bodies who speak or are named.", "People", (NAME, LIMIT, PAGING[-1])
    ),
    Endpoint("/suggest", "suggest", "Words that begin so.", "Suggestions", (NAME, LIMIT)),
)
