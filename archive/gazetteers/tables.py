"""Reading the tables of ``archive/data``: comment lines, a header row, tab-separated facts."""

from __future__ import annotations

import csv
import re
import unicodedata
from importlib.resources import files

_SPACE = re.compile(r"[\s\u00a0]+")


def rows(name: str) -> list[dict[str, str]]:
    """Rows of one table; lines that start with ``#`` say where it is from."""
    with files("archive").joinpath("data", name).open(encoding="utf-8") as stream:
        facts = (line for line in stream if not line.startswith("#"))
        return list(csv.DictReader(facts, delimiter="\t", quoting=csv.QUOTE_NONE))


def folded(text: str) -> str:
    """The form in which names are compared: NFC, one case, one space, one hyphen, ``ё`` as ``е``.

    >>> folded(" ШЫҒЫС  Қазақстан–облысы")
    'шығыс қазақстан-облысы'
    """
    text = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return _SPACE.sub(" ", re.sub("[‐-―−]", "-", text)).strip(" .,;:«»\"'")
