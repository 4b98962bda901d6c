"""The rules of the cleaner, small and in order; each changes the draft and notes what it did."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from archive.cleaning.draft import Draft
from archive.cleaning.junk import Junk, junk_rules
from kazakh.alphabet import normalize, repair_lookalikes, strip_soft_hyphens

Rule = Callable[[Draft], None]
#: Junk stands near the top or the bottom of a page: this many lines with text from either end.
_EDGE_LINES = 6
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BLANKS = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_EMPTY_LINES = re.compile(r"\n{3,}")
_QUIET = re.compile(r"[\s\"'«»“”„‘’.!?…,:;()–—-]+")
_EXAMPLES = 5


def line_ends(draft: Draft) -> None:
    """One kind of line end; no control characters."""
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


def blanks(draft: Draft) -> None:
    """Other kinds of blank become a space; spaces at the ends of lines go. Spaces inside a line stay as
    they are, so that what was said is kept to the letter."""
    draft.title = " ".join(_BLANKS.sub(" ", draft.title).split())
    draft.body = "\n".join(line.strip(" ") for line in _BLANKS.sub(" ", draft.body).split("\n"))


def junk(draft: Draft) -> None:
    """Lines and scraps that belong to the page and not to the article, by the rules of junk_lines.tsv."""
    lines = draft.body.split("\n")
    full = [number for number, line in enumerate(lines) if line]
    edges = {*full[:_EDGE_LINES], *full[-_EDGE_LINES:]}
    kept: list[str] = []
    for number, line in enumerate(lines):
        cleaned = _without_junk(draft, line, number in edges)
        if cleaned is not None:
            kept.append(cleaned)
    draft.body = "\n".join(kept)


def _without_junk(draft: Draft, line: str, at_edge: bool) -> str | None:
    """The line without scraps; ``None`` when the whole line is junk."""
    if not line:
        return line
    for rule in junk_rules():
        if rule.where == "inline":
            line = _without_scrap(draft, rule, line)
        elif (rule.where == "anywhere" or at_edge) and rule.pattern.fullmatch(line):
            draft.note(rule.name, line)
            return None
    return line or None


def _without_scrap(draft: Draft, rule: Junk, line: str) -> str:
    found = rule.pattern.findall(line)
    if not found:
        return line
    draft.note(rule.name, "".join(found).strip(), len(found))
    return rule.pattern.sub("", line).strip(" ")


def repeated_headline(draft: Draft) -> None:
    """The headline stands once, as title: lines of the body that only repeat it go."""
    wanted = _quiet(draft.title)
    if not wanted:
        return
    lines = draft.body.split("\n")
    kept = [line for line in lines if not line or _quiet(line) != wanted]
    if len(kept) < len(lines):
        draft.note("repeated_headline", draft.title, len(lines) - len(kept))
        draft.body = "\n".join(kept)


def _quiet(text: str) -> str:
    return _QUIET.sub(" ", text).strip().casefold()


def empty_lines(draft: Draft) -> None:
    """At most one empty line between paragraphs, none at the ends."""
    draft.body = _EMPTY_LINES.sub("\n\n", draft.body).strip("\n")


#: The order matters: letters are mended before lines are compared, and lines go before the empty ones.
RULES: tuple[Rule, ...] = (
    line_ends,
    soft_hyphens,
    unicode_form,
    lookalikes,
    blanks,
    junk,
    repeated_headline,
    empty_lines,
)
