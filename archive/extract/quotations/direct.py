"""Direct quotations: the words somebody said, exactly as they stand in the body.

Rules look only around quotation marks and around dashes before a word of saying. They run from left to
right; where a quotation's clause ends, the next may begin.
"""

from __future__ import annotations

from dataclasses import replace

from archive.extract.quotations.direct_bare import bare_pairs
from archive.extract.quotations.direct_marked import marked
from archive.extract.quotations.direct_page import Found, Page
from archive.extract.quotations.direct_plain import plain
from archive.extract.reading import Reading
from archive.model import Annotations, Article, Quotation, Source


def direct(article: Article, reading: Reading, found: Annotations) -> Annotations:
    """The annotations with the direct quotations of the body added, in order of their first spans."""
    new = tuple(_quotation(article.id, reading.body, one) for one in find_direct(reading))
    if not new:
        return found
    quotations = sorted((*found.quotations, *new), key=lambda quotation: quotation.spans[0])
    return replace(found, quotations=tuple(quotations))


def find_direct(reading: Reading) -> list[Found]:
    """Direct quotations as spans, in order, not overlapping.

    >>> body = "«Көпірді биыл бітіреміз, – деді Асан Үсенов. – Жол да жөнделеді»."
    >>> [[body[a:b] for a, b in one.spans] for one in find_direct(Reading(body))]
    [['Көпірді биыл бітіреміз', 'Жол да жөнделеді']]
    """
    page = Page(reading)
    anchors = [(mark.at, index, 0) for index, mark in enumerate(page.marks) if not mark.opens]
    anchors += [(at, -1, after) for at, after in page.leads if _unmarked(page, at, after)]
    anchors.sort()
    found: list[Found] = []
    for at, index, after in anchors:
        if at < page.used:
            continue
        found += marked(page, index) if index >= 0 else plain(page, at, after)
    return _in_order(page, [*found, *bare_pairs(page, found)])


def _unmarked(page: Page, at: int, after: int) -> bool:
    """Whether no closing mark stands before a dash; those are anchors themselves."""
    near = page.marks_in(at - 4, after)
    return not near or page.body[near[-1].at + 1 : at].strip() != ""


def _in_order(page: Page, found: list[Found]) -> list[Found]:
    """Sorted by place, without one that overlaps an earlier one or repeats its words."""
    kept: list[Found] = []
    said: set[str] = set()
    end = 0
    for one in sorted(found, key=lambda one: one.spans[0]):
        start, last = one.spans[0][0], one.spans[-1][1]
        words = page.body[start:last]
        if start >= end and words not in said:
            kept.append(one._replace(spans=page.without_full_stop(one.spans)))
            said.add(words)
            end = last
    return kept


def _quotation(article_id: str, body: str, one: Found) -> Quotation:
    return Quotation(
        id=f"{article_id}-{one.spans[0][0]}",
        article_id=article_id,
        content=tuple(body[start:end] for start, end in one.spans),
        spans=one.spans,
        kind="direct",
        cue=None if one.cue is None else body[slice(*one.cue)],
        source=None if one.source is None else Source(body[slice(*one.source)], one.source),
        speaker=None,
        confidence=0.0,
        rule=one.rule,
    )
