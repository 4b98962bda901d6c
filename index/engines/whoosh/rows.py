"""An article as a row of the Whoosh index, and its facts back."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from typing import Any, NamedTuple

from index.document import IndexDocument, QuoteDocument
from index.engines.common import document_values
from index.engines.whoosh.layout import ANYBODY, QUOTE_GAP, SPEAKER, VALUES
from index.engines.whoosh.lexicon import Lexicon
from index.hits import Hit


class Text(NamedTuple):
    """Tokens of a text as numbers of a lexicon, and their positions."""

    entries: array[int]
    positions: array[int]


class Row(NamedTuple):
    """All of an article that is indexed.

    ``columns``: bytes and numbers by column; ``values``: whole values by field; ``texts``: title, body and
    all quotations behind each other; ``said``: by term of that field, where its quotations begin and end.
    """

    columns: dict[str, Any]
    values: dict[str, tuple[str, ...]]
    texts: dict[str, Text]
    said: dict[str, list[int]]


def row(document: IndexDocument, lexicon: Lexicon) -> Row:
    """The row of one article, its words numbered by ``lexicon``."""
    title, body = _text(document.title, lexicon), _text(document.body, lexicon)
    quote, said = _quotes(document.quotes, lexicon)
    columns: dict[str, Any] = {
        "id": document.id.encode(),
        "date_first": document.date_first,
        "date_last": document.date_last,
        "title_words": len(title.entries),
        "body_words": len(body.entries),
        "quote_words": len(quote.entries),
        "revision": document.revision.encode(),
        "facts": _facts(document),
    }
    values = {name: tuple(dict.fromkeys(document_values(document, name))) for name in VALUES}
    values["id"] = (document.id,)
    return Row(columns, values, {"title": title, "body": body, "quote": quote}, said)


def _text(text: str, lexicon: Lexicon) -> Text:
    numbers = lexicon.numbers(text)
    return Text(numbers, array("I", range(len(numbers))))


def _quotes(quotes: Sequence[QuoteDocument], lexicon: Lexicon) -> tuple[Text, dict[str, list[int]]]:
    """All quotations as one text with gaps, and the positions [start, end) of each by its speaker."""
    whole = Text(array("I"), array("I"))
    said: dict[str, list[int]] = {}
    start = 0
    for quote in quotes:
        numbers = lexicon.numbers(quote.text)
        end = start + len(numbers)
        whole.entries.extend(numbers)
        whole.positions.extend(range(start, end))
        for term in (ANYBODY, *([SPEAKER + quote.speaker] if quote.speaker is not None else [])):
            said.setdefault(term, []).extend((start, end))
        start = end + QUOTE_GAP
    return whole, said


def _facts(document: IndexDocument) -> bytes:
    facts = {
        "title": document.title,
        "source": document.source,
        "source_id": document.source_id,
        "date": document.date,
        "regions": document.regions,
        "topics": document.topics,
        "speakers": document.speakers,
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def hit(article_id: str, raw: bytes, score: float) -> Hit:
    """What a list shows of an article, from its facts."""
    facts = json.loads(raw)
    return Hit(
        id=article_id,
        score=score,
        title=facts["title"],
        source=facts["source"],
        source_id=facts["source_id"] or None,
        date=facts["date"] or None,
        regions=tuple(facts["regions"]),
        topics=tuple(facts["topics"]),
        speakers=tuple(facts["speakers"]),
    )
