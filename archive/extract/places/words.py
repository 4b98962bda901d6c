"""The words around a name that say what kind of place it is, or that it is none (``place_words.tsv``)."""

from __future__ import annotations

import re
from functools import cache

from archive.gazetteers.tables import rows

_FOREIGN_CAPITALS = re.compile(
    "мәскеу|москв|вашингтон|пекин|бейжің|анкара|ташкент|бішкек|бишкек|киев|брюссель|лондон|тегеран|душанбе"
    "|ашхабад|баку|минск|тбилиси|ереван|кремль|ақ үй"
)
_MEMO_SIZE = 20_000
_memo: dict[str, str | None] = {}


@cache
def _table(side: str, match: str) -> dict[str, str]:
    found = (row for row in rows("place_words.tsv") if (row["side"], row["match"]) == (side, match))
    return {row["form"]: row["kind"] for row in found}


def kind_after(word: str) -> str | None:
    """What the lower-case word after a name says: ``region city district settlement village land``, with
    ``+`` when it is plural, or ``street nature foreign brand`` for what is no such place; ``none`` for
    a word that looks like one but tells nothing; ``None`` for all others.

    >>> [kind_after(word) for word in ("облысында", "аудандарының", "даңғылы", "өзені", "келді")]
    ['region', 'district+', 'street', 'nature', None]
    """
    try:
        return _memo[word]
    except KeyError:
        if len(_memo) > _MEMO_SIZE:
            _memo.clear()
        found = _memo[word] = _read(word)
        return found


def _read(word: str) -> str | None:
    if (whole := _table("after", "whole").get(word)) is not None:
        return whole
    return next((kind for stem, kind in _table("after", "start").items() if word.startswith(stem)), None)


def kind_before(word: str) -> str | None:
    """What the word before a name says, in the same terms: «в городе Абай», «ресми Астана».

    >>> kind_before("городе"), kind_before("ресми"), kind_before("кеше")
    ('city', 'brand', None)
    """
    return _table("before", "whole").get(word)


def foreign_capital(word: str) -> bool:
    """Whether a word is a foreign seat of power: «Астана мен Мәскеу» are governments, not cities.

    >>> foreign_capital("мәскеудің")
    True
    """
    return bool(_FOREIGN_CAPITALS.match(word))
