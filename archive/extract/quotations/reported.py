"""Indirect and mixed quotations: what the article says that somebody said, without quoting the words.

The extractor looks only at sentences that hold a verb of saying or «айтуынша»; direct quotations found
before are left alone. Source and cue are as written; who the speaker is, the speakers step resolves.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import replace

from archive.extract.marks import SAID, SPOT
from archive.extract.quotations import reported_clauses as clauses
from archive.extract.quotations import reported_dep as dep
from archive.extract.quotations import reported_rules as rules
from archive.extract.quotations.reported_cues import Cue, find_cues
from archive.extract.quotations.reported_page import Found, Page
from archive.extract.reading import Reading
from archive.model import Annotations, Article, Quotation, Source

_FRAGMENT = re.compile(r"[«“\"]\s*[а-яёәғқңөұүһі][^»”\"]{3,}[»”\"]")
#: In words; what is longer is no sentence, and is read in pieces so that time stays linear.
_LONGEST_SENTENCE = 400
#: A full stop behind a word of four letters and a capital after it, with no blank or a bullet between.
_RUN_ON = re.compile(r"(?<=[а-яёәғқңөұүһі]{4}[.!?…])[^\w«»\"“”„()]*(?=[А-ЯЁӘҒҚҢӨҰҮҺІ])")


def reported(article: Article, reading: Reading, found: Annotations) -> Annotations:
    """The annotations with the reported quotations of the body added, in order of their first spans."""
    direct = [span for quotation in found.quotations for span in quotation.spans]
    page = Page(reading, direct)
    new = [_quotation(article.id, page, one) for one in find_reported(page)]
    kept = _without_overlaps(new, direct)
    if not kept:
        return found
    quotations = sorted((*found.quotations, *kept), key=lambda quotation: quotation.spans[0])
    return replace(found, quotations=tuple(quotations))


def find_reported(page: Page) -> list[Found]:
    """Reported quotations in word numbers, sentence by sentence."""
    reading = page.reading
    hits = reading.marked(SAID)
    found: list[Found] = []
    done = -1
    for at in hits:
        number = reading.sentence_at(reading.starts[at])
        if number > done and not page.blocked[at]:
            done = number
            found += _in_sentence(page, number, _last_word(found))
    return found


def _in_sentence(page: Page, number: int, used: int) -> list[Found]:
    reading = page.reading
    previous = reading.word_range(*reading.sentences[number - 1]) if number else None
    found: list[Found] = []
    for first, last in _pieces(page, *reading.sentences[number]):
        for low, high in _segments(page, first, last):
            found += _in_segment(page, low, high, previous if low == first else None, used)
            used = max(used, _last_word(found))
        previous = first, last
    return found


def _pieces(page: Page, start: int, end: int) -> list[tuple[int, int]]:
    """Word ranges of a sentence, cut once more where scraped text lost the blank behind a full stop."""
    cuts = [match.end() for match in _RUN_ON.finditer(page.body, start, end)]
    bounds = [page.reading.word_at(offset) for offset in (start, *cuts)]
    return list(zip(bounds, [*bounds[1:], page.reading.word_at(end)], strict=True))


def _segments(page: Page, first: int, last: int) -> list[tuple[int, int]]:
    """Runs of words outside direct quotations, none longer than a sentence can be."""
    runs, begin = [], first
    for at in range(first, last + 1):
        if at == last or page.blocked[at] or at - begin == _LONGEST_SENTENCE:
            if at > begin:
                runs.append((begin, at))
            begin = at + 1 if at == last or page.blocked[at] else at
    return runs


def _in_segment(page: Page, low: int, high: int, previous: tuple[int, int] | None, used: int) -> list[Found]:
    found: list[Found] = []
    cues = find_cues(page, low, high)
    bound, lower, lists, marks = low, page.lower, page.lists, page.reading.marks
    by_at = {cue.at: cue for cue in cues}
    for at in range(low, high):
        if at < bound or not marks[at] & SPOT:
            continue
        one: Found | None = None
        word = lower[at]
        if word in lists.by or word in lists.by_with:
            one = rules.according_to(page, at, bound, high)
        elif word in lists.like:
            one = rules.as_said(page, at, bound, high)
        elif word == "сілтеме":
            one = rules.citing(page, at, low, high) if not found else None
        elif word in ("деп", "деген", "дегенді", "дегенін"):
            one = dep.with_dep(page, at, cues, bound, high, low)
            if one is None and word == "деген":
                one = dep.opinion(page, at, bound, high)
        elif at in by_at:
            one = _of_verb(page, by_at[at], bound, high, low, previous, used)
            if by_at[at].kind != "past":
                bound = max(bound, by_at[at].last)
        if one is not None:
            found.append(one)
            bound = max(bound, _last_word(found))
    return found


def _of_verb(
    page: Page,
    cue: Cue,
    low: int,
    high: int,
    whole: int,
    previous: tuple[int, int] | None,
    used: int,
) -> Found | None:
    if "q" in cue.verb.takes:
        return dep.unmarked_said(page, cue, low, high)
    one = clauses.factive(page, cue, low, high, whole)
    if one is None and previous and used <= previous[0]:
        one = rules.sentence_before(page, cue, low, high, previous)
    return one


def _last_word(found: list[Found]) -> int:
    """Past the last word that the last quotation took, cue included; -1 without one."""
    return max(found[-1].cue[1], found[-1].parts[-1][1]) if found else -1


def _quotation(article_id: str, page: Page, found: Found) -> Quotation:
    body = page.body
    spans = tuple(page.span(*part) for part in found.parts)
    content = tuple(body[start:end] for start, end in spans)
    starts, ends = page.reading.starts, page.reading.ends
    source = None
    if found.source is not None:
        start, end = page.span(*found.source)
        source = Source(body[start:end], (start, end))
    mixed = any(_FRAGMENT.search(part) for part in content)
    return Quotation(
        id=f"{article_id}-{spans[0][0]}",
        article_id=article_id,
        content=content,
        spans=spans,
        kind="mixed" if mixed else "indirect",
        cue=body[starts[found.cue[0]] : ends[found.cue[1] - 1]],
        source=source,
        speaker=None,
        confidence=0.0,
        rule=found.rule,
    )


def _without_overlaps(new: list[Quotation], direct: list[tuple[int, int]]) -> list[Quotation]:
    """Each new one that shares no letter with a direct quotation or with one kept before it."""
    taken = sorted(direct)
    kept: list[Quotation] = []
    for quotation in new:
        if all(_free(span, taken) for span in quotation.spans):
            kept.append(quotation)
            for span in quotation.spans:
                insort(taken, span)
    return kept


def _free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    at = bisect_left(taken, span)
    before_ends = at == 0 or taken[at - 1][1] <= span[0]
    return before_ends and (at == len(taken) or taken[at][0] >= span[1])
