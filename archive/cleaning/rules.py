"""The rules of the cleaner, small and in order; each changes the draft and notes what it did."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from archive.cleaning.draft import Draft
from archive.cleaning.junk import junk_rules
from archive.cleaning.letters import kazakh_letters
from kazakh.alphabet import normalize, repair_lookalikes, strip_soft_hyphens

Rule = Callable[[Draft], None]
#: Junk stands near the top or the bottom of a page: this many lines with text from either end.
_EDGE_LINES = 6
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_EMPTY_LINES = re.compile(r"\n{3,}")
_QUIET = re.compile(r"[\s\"'«»“”„‘’.!?…,:;()–—-]+")
_EXAMPLES = 5
#: One look at a text tells whether the first rule has something to do.
_UNUSUAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
#: Every scrap of markup has one of them.
_MARKUP = re.compile("[<=]")
_ENTITIES = {
    "nbsp": " ", "shy": "", "zwnj": "", "laquo": "«", "raquo": "»", "ndash": "–", "mdash": "—", "hellip": "…",
    "quot": '"', "ldquo": "“", "rdquo": "”",
}  # fmt: skip
_ENTITY = re.compile(f"&({'|'.join(_ENTITIES)});", re.IGNORECASE)


def line_ends(draft: Draft) -> None:
    """One kind of line end; no control characters."""
    if not _UNUSUAL.search(draft.title) and not _UNUSUAL.search(draft.body):
        return
    draft.title = _BREAKS.sub(" ", draft.title)
    draft.body = _BREAKS.sub("\n", draft.body)
    draft.title, first = _CONTROL.subn("", draft.title)
    draft.body, second = _CONTROL.subn("", draft.body)
    if first + second:
        draft.note("control_characters", count=first + second)


def unicode_form(draft: Draft) -> None:
    """NFC, the form in which spans are counted."""
    if not unicodedata.is_normalized("NFC", draft.title + "\n" + draft.body):
        draft.title, draft.body = normalize(draft.title), normalize(draft.body)
        draft.note("unicode_nfc")


def soft_hyphens(draft: Draft) -> None:
    """Invisible word breaks go; without them a word is whole again."""
    draft.title, first = strip_soft_hyphens(draft.title)
    draft.body, second = strip_soft_hyphens(draft.body)
    if first + second:
        draft.note("soft_hyphens", count=first + second)


def lookalikes(draft: Draft) -> None:
    """Latin letters inside Cyrillic words become the Kazakh letters they were typed for."""
    before = f"{draft.title}\n{draft.body}"
    draft.title, first = repair_lookalikes(draft.title)
    draft.body, second = repair_lookalikes(draft.body)
    if first + second:
        after = f"{draft.title}\n{draft.body}"
        changed = [a for a, b in zip(before.split(), after.split(), strict=False) if a != b]
        draft.note("lookalikes", ", ".join(dict.fromkeys(changed[:_EXAMPLES])), first + second)


def entities(draft: Draft) -> None:
    """Signs that a page's export left as HTML entities. ``&amp;`` and the like are left alone: they may be
    what the text is about."""
    draft.title, first = _without_entities(draft.title)
    draft.body, second = _without_entities(draft.body)
    if first + second:
        draft.note("html_entities", count=first + second)


def _without_entities(text: str) -> tuple[str, int]:
    if "&" not in text:
        return text, 0
    total, count = 0, 1
    while count:
        text, count = _ENTITY.subn(lambda match: _ENTITIES[match[1].lower()], text)
        total += count
    return text, total


def blanks(draft: Draft) -> None:
    """No blanks at the ends of lines. Inside a line they stay as they are, so that what was said is kept
    to the letter."""
    draft.title = " ".join(draft.title.split())
    draft.body = "\n".join(map(str.strip, draft.body.split("\n")))


def scraps(draft: Draft) -> None:
    """Scraps of markup inside lines, by the rules of junk_lines.tsv."""
    if _MARKUP.search(draft.body) is None:
        return
    for rule in junk_rules():
        while rule.where == "inline" and (found := rule.pattern.findall(draft.body)):
            draft.note(rule.name, " ".join(dict.fromkeys(map(str.strip, found))), len(found))
            draft.body = rule.pattern.sub("", draft.body)
    blanks(draft)


def junk(draft: Draft) -> None:
    """Lines that belong to the page and not to the article, by the rules of junk_lines.tsv.

    Where a junk line goes, the next one comes to the edge: hence again, until nothing is left to remove.
    """
    lines = draft.body.split("\n")
    while True:
        full = [number for number, line in enumerate(lines) if line]
        edges = {*full[:_EDGE_LINES], *full[-_EDGE_LINES:]}
        kept = [line for number, line in enumerate(lines) if not _is_junk(draft, line, number in edges)]
        if len(kept) == len(lines):
            break
        lines = kept
    draft.body = "\n".join(lines)


def _is_junk(draft: Draft, line: str, at_edge: bool) -> bool:
    for rule in junk_rules():
        here = rule.where == "anywhere" or (rule.where == "edge" and at_edge)
        if line and here and rule.pattern.fullmatch(line):
            draft.note(rule.name, line)
            return True
    return False


def repeated_headline(draft: Draft) -> None:
    """The headline stands once, as title: lines of the body that only repeat it go."""
    wanted = _quiet(draft.title)
    if not wanted:
        return
    lines = draft.body.split("\n")
    first = wanted.split(" ", 1)[0]
    kept = [line for line in lines if first not in line.casefold() or _quiet(line) != wanted]
    if len(kept) < len(lines):
        draft.note("repeated_headline", draft.title, len(lines) - len(kept))
        draft.body = "\n".join(kept)


def _quiet(text: str) -> str:
    return _QUIET.sub(" ", text).strip().casefold()


def empty_lines(draft: Draft) -> None:
    """At most one empty line between paragraphs, none at the ends."""
    if "\n\n\n" in draft.body:
        draft.body = _EMPTY_LINES.sub("\n\n", draft.body)
    draft.body = draft.body.strip("\n")


#: The order matters: letters are mended before lines are compared, and lines go before the empty ones.
RULES: tuple[Rule, ...] = (
    line_ends,
    soft_hyphens,
    entities,
    unicode_form,
    kazakh_letters,
    lookalikes,
    blanks,
    scraps,
    repeated_headline,
    junk,
    empty_lines,
)
