"""Bodies with one source marked, resolved without the steps that find quotations."""

from __future__ import annotations

from archive.extract.reading import Reading
from archive.extract.speakers import speakers
from archive.model import Annotations, Article, PartialDate, Provenance, Quotation, Source

PLACE = Provenance("тест.txt", 1, 1, 0, "0" * 64, "txt", "utf-8", "2026-01-01T00:00:00Z", "test")


def article(body: str, date: str | None = None, title: str = "", key: str = "a1") -> Article:
    when = PartialDate.parse(date) if date else None
    return Article(key, "дала", key, None, title, body, "kk", PLACE, date=when)


def resolved(body: str, sources: list[str | None], date: str | None = None, title: str = "") -> Annotations:
    """Every «…» of ``body`` is a direct quotation; ``sources`` are their sources in order, ``None`` dropped.

    A source is looked for behind its quotation first, then before it.
    """
    quotations = []
    begin = 0
    for source in sources:
        start = body.index("«", begin) + 1
        end = body.index("»", start)
        found = None
        if source is not None:
            at = body.find(source, end)
            at = at if at >= 0 else body.rindex(source, 0, start)
            found = Source(source, (at, at + len(source)))
        quotations.append(
            Quotation(
                f"a1-{start}",
                "a1",
                (body[start:end],),
                ((start, end),),
                "direct",
                "деді",
                found,
                None,
                0.0,
                "x",
            )
        )
        begin = end
    found_in = Annotations("0", tuple(quotations))
    return speakers(article(body, date, title), Reading(body), found_in)


def who(body: str, source: str | None, date: str | None = None, title: str = "") -> tuple[str | None, str]:
    """Id of the speaker and the evidence of the last quotation of a body, whose source is ``source``."""
    count = body.count("«")
    quotation = resolved(body, [None] * (count - 1) + [source], date, title).quotations[-1]
    return (quotation.speaker.id if quotation.speaker else None), quotation.evidence
