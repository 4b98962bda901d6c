"""Stable ids of people and organisations, made from their names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# One way from Cyrillic to a–z, for ids only: the 2021 Latin alphabet without its marks.
_LATIN = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh",
    "з": "z", "и": "i", "й": "i", "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "ң": "ng", "о": "o",
    "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "h",
    "һ": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "і": "i", "ь": "", "э": "e",
    "ю": "yu", "я": "ya",
}  # fmt: skip
_TABLE = str.maketrans(_LATIN)


@lru_cache(maxsize=100_000)
def person_id(name: str) -> str:
    """URL-safe id of a name; equal for spellings that differ in case, spaces or hyphens only.

    >>> person_id("Айгүл  Сәрсенова"), person_id("АЙГҮЛ СӘРСЕНОВА")
    ('aigul-sarsenova', 'aigul-sarsenova')
    """
    text = unicodedata.normalize("NFC", name).casefold()
    latin = text.translate(_TABLE)
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return slug or "x" + text.encode("utf-8", "replace").hex()[:24]
