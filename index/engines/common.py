"""What every engine shares: order of hits, facets as shown, cursors, checks of a request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import repeat

from archive.errors import InvalidRequest
from index.document import IndexDocument
from index.engines.plan import folded, range_of
from index.hits import FacetCount, Hit
from index.request import COUNTED, IN_TIME, SearchRequest

UNDATED = "none"
_COUNT: Callable[[tuple[str, int, bool]], FacetCount] = partial(tuple.__new__, FacetCount)
#: Fields whose values are compared without regard to case; the others hold codes and ids.
FOLDED_FIELDS = frozenset({"source", "author", "lang"})
#: Fields whose values name one document or a few: looked up one by one, never counted.
KEYS = frozenset({"id", "article"})
FILTERS = KEYS | {
    "region", "speaker", "person", "topic", "source", "lang", "author", "date_year", "kind", "confidence"
}  # fmt: skip


def document_values(document: IndexDocument, field: str) -> tuple[str, ...]:
    """Values of a facet field as they are shown; empty ones are none."""
    match field:
        case "region":
            return document.regions
        case "topic":
            return document.topics
        case "speaker":
            return document.speakers
        case "person":
            return document.persons
        case "date_year":
            return (year_of(document.date_first),)
        case "date":
            return (date_of(document.date_first, document.date_last),)
        case _:
            value = str(getattr(document, field))
            return (value,) if value else ()


def year_of(day: int) -> str:
    """The year of a ``YYYYMMDD`` number as a facet value.

    >>> year_of(20230612), year_of(0)
    ('2023', 'none')
    """
    return f"{day // 10000:04d}" if day else UNDATED


def date_of(first: int, last: int) -> str:
    """The date of a period from first to last day, both ``YYYYMMDD``, as precise as it is known.

    >>> date_of(20230612, 20230612), date_of(20230601, 20230630), date_of(20230101, 20231231), date_of(0, 0)
    ('2023-06-12', '2023-06', '2023', 'none')
    """
    if not first:
        return UNDATED
    year, month = f"{first // 10000:04d}", f"{first // 100 % 100:02d}"
    if first == last:
        return f"{year}-{month}-{first % 100:02d}"
    return f"{year}-{month}" if first // 100 == last // 100 else year


def value_key(field: str, value: str) -> str:
    """Key under which two values of a field are the same."""
    return folded(value) if field in FOLDED_FIELDS else value


def check(request: SearchRequest) -> None:
    """Refuses what no engine can answer.

    Raises:
        InvalidRequest: unknown filter or facet, negative offset or limit.
        InvalidDate: a date that is none.
    """
    for name, number in (("offset", request.offset), ("limit", request.limit)):
        if number < 0:
            raise InvalidRequest(name, str(number), "not_negative")
    for field in request.filters:
        if field not in FILTERS:
            raise InvalidRequest("filter", field, "field")
    for field in request.facets:
        if field not in COUNTED:
            raise InvalidRequest("facet", field, "field")
    if request.sort not in ("relevance", "date", "-date"):
        raise InvalidRequest("sort", request.sort, "sort")
    range_of(request.date_from, request.date_to)


def chosen(request: SearchRequest) -> dict[str, frozenset[str]]:
    """Filters with at least one value, values as keys."""
    return {
        field: frozenset(value_key(field, value) for value in values)
        for field, values in request.filters.items()
        if values
    }


def sort_key(sort: str, score: float, day: int, article_id: str) -> tuple[float, int, str]:
    """Hits stand in the order of this key: best, earliest or latest first; undated last; then by id."""
    if sort == "relevance":
        return (-score, 0, article_id)
    if not day:
        return (1.0, 0, article_id)
    return (0.0, day if sort == "date" else -day, article_id)


def facet(
    field: str, counts: Mapping[str, int], request: SearchRequest, ordered: bool = False
) -> tuple[FacetCount, ...]:
    """Counts of a facet in the order they are shown; a chosen value is there also with no hit.

    ``ordered`` says that ``counts`` already stand so: most first, then by value, none of them 0.
    """
    picked = selected(field, request)
    if ordered and not picked and field not in IN_TIME:
        # Thousands of values, none of which needs a look: made without a step of Python for each.
        return tuple(map(_COUNT, zip(counts, counts.values(), repeat(False))))
    values = {value: count for value, count in counts.items() if count}
    values |= {value: 0 for value in sorted(picked) if value not in values}
    rows = list(values.items())
    if field in IN_TIME:
        rows.sort(key=lambda pair: (pair[0] == UNDATED, pair[0]))
    elif not ordered:
        rows.sort(key=lambda pair: (-pair[1], pair[0]))
    return tuple([FacetCount(value, count, value in picked) for value, count in rows])


def selected(field: str, request: SearchRequest) -> frozenset[str]:
    """Values of a facet that the request has chosen."""
    values = set(request.filters.get(field, ()))
    if field == "date_year":
        if request.undated:
            values.add(UNDATED)
        if request.date_from and request.date_from == request.date_to and len(request.date_from) == 4:
            values.add(request.date_from)
    return frozenset(values)


def hit(document: IndexDocument, score: float) -> Hit:
    return Hit(
        id=document.id,
        score=score,
        title=document.title,
        source=document.source,
        source_id=document.source_id or None,
        date=document.date or None,
        regions=document.regions,
        topics=document.topics,
        speakers=document.speakers,
    )


def cursor(request: SearchRequest, total: int) -> str | None:
    """What asks for the next page; None on the last."""
    after = request.offset + request.limit
    return str(after) if request.limit and after < total else None


def mean(numbers: Iterable[int], count: int) -> float:
    return sum(numbers) / count if count else 0.0
