"""Whose voice a sentence without marks is: the speaker's or the article's."""

from __future__ import annotations

import re

from archive.extract.quotations.direct_clause import NAMED
from archive.extract.quotations.direct_page import Page
from kazakh.speech.verbs import OWN, OWN_ENDS, SAY, finite_forms, is_finite

#: How айтуынша, сөзінше and their like end.
BY_ENDS = ("уынша", "уінше", "сөзінше", "пікірінше", "мәліметінше", "дерегінше", "болжамынша")
_MOST_SENTENCES = 14
_SMALL_START = re.compile(r"(\w{4,40})\.\s{1,3}(?=[а-яәғқңөұүһі])")
_MOST_PARAGRAPHS = 6


def is_own(words: list[str]) -> bool:
    """Whether a sentence speaks of me, us or you.

    >>> is_own("тамыз айында тым ыстық болды".split()), is_own("біз келдік".split())
    (False, True)
    """
    return any(
        word in OWN or (len(word) > 4 and word.endswith(OWN_ENDS) and word != "тамыз") for word in words
    )


def is_narration(page: Page, start: int, end: int) -> bool:
    """A sentence of the article's own: it reports, names who did something, or is a headline."""
    words = page.words(start, end)
    if any(word.endswith(BY_ENDS) for word in words[:12]):
        return True
    refs = page.refs(start, end)
    reports = any(word in SAY or word in finite_forms() for word in words[-3:])
    if reports and any(ref.case == "nom" and ref.kind in NAMED for ref in refs):
        return True
    if is_own(words):
        return False
    if "деп" in words[-7:] and any(word in finite_forms() for word in words[words.index("деп") + 1 :]):
        return True
    if reports and any(ref.case == "nom" and ref.kind not in ("org", "common") for ref in refs):
        return True
    return any(ref.kind in NAMED for ref in refs)


def narrates(page: Page, start: int, end: int) -> bool:
    """Whether the article says something of its own between two places: a sentence that reports."""
    number = page.reading.sentence_at(start)
    for left, right in page.reading.sentences[max(0, number) : number + _MOST_SENTENCES]:
        if left >= end:
            break
        words = page.words(left, min(right, end))
        reports = any(word in finite_forms() or word in SAY for word in words[-2:])
        if reports and not is_own(words):
            return True
    return False


def goes_on(page: Page, start: int, end: int) -> bool:
    """Whether a sentence behind speech still belongs to it: not a past event told of others."""
    words = page.words(start, end)
    if is_own(words):
        return True
    return bool(words) and not is_finite(words[-1]) and not is_narration(page, start, end)


def speech_start(page: Page, at: int) -> int:
    """Where speech that ends at ``at`` and has no opening mark begins: behind the last narration."""
    reading = page.reading
    floor = max(page.used, page.line(at)[0])
    number = reading.sentence_at(at - 1)
    start = max(reading.sentences[number][0], floor)
    if (mark := page.mark_at(start)) is not None and mark.opens:
        return start if mark.mate >= 0 else start + 1
    torn = _torn_start(page, start, at)
    if torn > start:
        return torn
    for earlier in range(number - 1, max(-1, number - _MOST_SENTENCES), -1):
        span = reading.sentences[earlier]
        if span[0] < floor or is_narration(page, *span):
            break
        start = span[0]
    return start


def _torn_start(page: Page, start: int, at: int) -> int:
    """Where words without a beginning follow a full stop: … орын алды. биржа және сауда», – деді X."""
    for match in reversed(list(_SMALL_START.finditer(page.body, start, at))):
        if is_finite(match[1].lower()):
            return match.end()
    return start


def dialogue_before(page: Page, start: int) -> int:
    """Start of the paragraph whose dash opens speech that runs on to the paragraph at ``start``; else -1."""
    line = page.line(start)[0]
    if start > line + 4:
        return -1
    for _ in range(_MOST_PARAGRAPHS):
        if line - 1 <= page.used:
            return -1
        above, end = page.line(line - 2) if line >= 2 else (0, 0)
        text = page.body[above:end].lstrip()
        if text[:1] in ("–", "—", "-") and text[1:2] in (" ", "\u00a0"):
            return above if above >= page.used else -1
        if not text or text[-1:] == ":" or is_narration(page, above, end):
            return -1
        line = above
    return -1
