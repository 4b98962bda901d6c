"""Thirty short articles of our own for the engine contract; people and papers are invented."""

from __future__ import annotations

from pathlib import Path

from archive.model import PartialDate
from index.document import IndexDocument, QuoteDocument, as_number

_TABLE = Path(__file__).with_name("articles.tsv")

QUOTES = (
    ("a01", "s-arman", "Мектеп құрылысы аяқталды, енді оқулық керек."),
    ("a01", "s-saule", "Балалар өте қуанышты."),
    ("a08", "s-arman", "Жеңіске жетеміз деп ойладық."),
    ("a11", "s-saule", "Дәрігерлер ауылға келсе, үй береміз."),
    ("a22", "s-arman", "Цифрлы жүйе уақыт үнемдейді."),
    ("a22", "s-dana", "Мектеп басшылары оқудан өтті."),
)


def documents() -> list[IndexDocument]:
    return [_document(line.split("\t")) for line in _TABLE.read_text(encoding="utf-8").splitlines()[1:]]


def _document(row: list[str]) -> IndexDocument:
    key, date, source, regions, topics, speakers, title, body = row
    known = PartialDate(*map(int, date.split("-"))) if date else None
    quotes = [(number, quote) for number, quote in enumerate(QUOTES) if quote[0] == key]
    said = sorted({speaker for _, (_, speaker, _) in quotes} | {name for name in speakers.split(",") if name})
    return IndexDocument(
        id=key,
        title=title,
        body=body,
        source=source,
        source_id=f"n-{key}",
        url="",
        author="Айгүл Сәрсен" if key in ("a01", "a05") else "",
        lang="ru" if key == "a28" else "kk",
        date=date,
        date_first=as_number(known),
        date_last=as_number(known, last=True),
        regions=tuple(part for part in regions.split(",") if part),
        topics=tuple(part for part in topics.split(",") if part),
        speakers=tuple(said),
        persons=tuple(said),
        quotes=tuple(
            QuoteDocument(f"{key}-{number}", key, text, speaker, "direct", 0.9)
            for number, (_, speaker, text) in quotes
        ),
        revision="1",
    )
