"""Titles as people type them: in any case, Kazakh or Russian, with a name or without."""

from __future__ import annotations

from collections.abc import Iterator

from archive.extract.people.lexicon import classify
from archive.gazetteers.titles import office_of

_KAZAKH_CASES = (
    "ның", "нің", "дың", "дің", "тың", "тің", "нан", "нен", "дан", "ден", "тан", "тен", "мен", "пен", "бен",
    "ға", "ге", "қа", "ке", "на", "не", "ны", "ні", "ды", "ді", "ты", "ті", "да", "де", "та", "те", "н",
)  # fmt: skip


def nominative_title(typed: str) -> str:
    """A title in any case as the tables have it: the last word, in Russian the first, without its ending.

    >>> nominative_title("Мемлекет басшысының"), nominative_title("Главы государства")
    ('Мемлекет басшысы', 'глава государства')
    """
    text = " ".join(typed.split())
    if office_of(text):
        return text
    for ending in _KAZAKH_CASES:
        if text.lower().endswith(ending) and office_of(text[: -len(ending)]):
            return text[: -len(ending)]
    first, _, rest = text.lower().partition(" ")
    for form in _russian_nominatives(first):
        if office_of(f"{form} {rest}".strip()):
            return f"{form} {rest}".strip()
    return text


def _russian_nominatives(word: str) -> Iterator[str]:
    """Главы, главе, главу, главой as глава; президента, президенту, президентом as президент."""
    for ending in ("ой", "ы", "е", "у"):
        if word.endswith(ending):
            yield word.removesuffix(ending) + "а"
    for ending in ("ом", "ем", "а", "у", "е", "я", "ю"):
        if word.endswith(ending):
            yield word.removesuffix(ending)
            yield word.removesuffix(ending) + "ь"


def without_titles(typed: str) -> str:
    """The name of a title with a name; all of what was typed when there is nothing else.

    >>> without_titles("министр Асқар Оразов"), without_titles("қала әкімдігі")
    ('Асқар Оразов', 'қала әкімдігі')
    """
    words = typed.split()
    kept = [word for word in words if not _is_title_word(word.lower())]
    return " ".join(kept) if kept else typed


def _is_title_word(lower: str) -> bool:
    word = classify(lower)
    return word is not None and word.kind in ("role", "org", "modifier") and word.sub != "adjective"
