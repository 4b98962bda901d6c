"""Articles and quotations as the JSON of the contract (``show --json``, jsonl export), and back."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from archive.access.terms import stated_json
from archive.model import (
    Annotations,
    Article,
    CleaningStep,
    Correction,
    Mention,
    PartialDate,
    Provenance,
    Quotation,
    RegionTag,
    Source,
    Speaker,
    TopicTag,
)

Json = dict[str, Any]


def article_json(article: Article) -> Json:
    """The contract's object; ``people author section rights corrections extra`` follow it, and ``access``
    where the article is held back, or its record says who may read it."""
    date = article.date
    return {
        "id": article.id,
        "source": article.source,
        "source_id": article.source_id,
        "url": article.url,
        "title": article.title,
        "date": date.isoformat() if date else None,
        "date_precision": date.precision if date else None,
        "date_origin": article.date_origin,
        "lang": article.lang,
        "body": article.body,
        "regions": [region_json(tag) for tag in article.regions],
        "topics": [topic_json(tag) for tag in article.topics],
        "speakers": [speaker_json(speaker) for speaker in article.speakers],
        "quotes": [quote_json(quote) for quote in article.quotes],
        "provenance": provenance_json(article.provenance),
        "people": [speaker_json(person) for person in article.people],
        "author": article.author,
        "section": article.section,
        "rights": article.rights,
        "corrections": [correction_json(correction) for correction in article.corrections],
        "extra": dict(article.extra),
    } | ({"access": stated_json(article.access)} if article.access else {})


def from_json(value: Mapping[str, Any]) -> Article:
    """The article an ``article_json`` was made from."""
    date = value["date"]
    return Article(
        id=value["id"],
        source=value["source"],
        source_id=value["source_id"],
        url=value["url"],
        title=value["title"],
        body=value["body"],
        lang=value["lang"],
        provenance=provenance_from(value["provenance"]),
        date=PartialDate.parse(date) if date else None,
        date_origin=value["date_origin"],
        author=value.get("author"),
        section=value.get("section"),
        rights=value.get("rights"),
        regions=tuple(RegionTag(**tag) for tag in value["regions"]),
        topics=tuple(TopicTag(**tag) for tag in value["topics"]),
        speakers=tuple(Speaker(**speaker) for speaker in value["speakers"]),
        people=tuple(Speaker(**person) for person in value.get("people", ())),
        quotes=tuple(map(quote_from, value["quotes"])),
        corrections=tuple(map(correction_from, value.get("corrections", ()))),
        extra=MappingProxyType(dict(value.get("extra") or {})),
    )


def region_json(tag: RegionTag) -> Json:
    return {"code": tag.code, "main": tag.main, "by": tag.by}


def topic_json(tag: TopicTag) -> Json:
    return {"code": tag.code, "score": tag.score, "by": tag.by}


def speaker_json(speaker: Speaker) -> Json:
    return {"id": speaker.id, "name": speaker.name}


def quote_json(quote: Quotation) -> Json:
    """A quotation of ``quotes --json``; ``source_id`` there is added by who knows the article."""
    return {
        "id": quote.id,
        "article_id": quote.article_id,
        "content": list(quote.content),
        "spans": [list(span) for span in quote.spans],
        "kind": quote.kind,
        "cue": quote.cue,
        "source": _source_json(quote.source),
        "speaker": speaker_json(quote.speaker) if quote.speaker else None,
        "confidence": quote.confidence,
        "rule": quote.rule,
        "evidence": quote.evidence,
    }


def _source_json(source: Source | None) -> Json | None:
    if source is None:
        return None
    return {"text": source.text, "span": list(source.span) if source.span else None}


def quote_from(value: Mapping[str, Any]) -> Quotation:
    source, speaker = value["source"], value["speaker"]
    span = tuple(source["span"]) if source and source["span"] else None
    return Quotation(
        id=value["id"],
        article_id=value["article_id"],
        content=tuple(value["content"]),
        spans=tuple((start, end) for start, end in value["spans"]),
        kind=value["kind"],
        cue=value["cue"],
        source=Source(source["text"], span) if source else None,
        speaker=Speaker(**speaker) if speaker else None,
        confidence=value["confidence"],
        rule=value["rule"],
        evidence=value.get("evidence", ""),
    )


def correction_json(correction: Correction) -> Json:
    return {
        "number": correction.number,
        "article_id": correction.article_id,
        "target": correction.target,
        "key": correction.key,
        "old": value_json(correction.old),
        "new": value_json(correction.new),
        "who": correction.who,
        "at": correction.at,
        "reason": correction.reason,
        "undone_by": correction.undone_by,
        "undone_at": correction.undone_at,
    }


def value_json(value: Speaker | str | None) -> Json | str | None:
    """The value of a correction: a speaker as an object, the others as they are."""
    return speaker_json(value) if isinstance(value, Speaker) else value


def correction_from(value: Mapping[str, Any]) -> Correction:
    return Correction(**{**value, "old": _value(value["old"]), "new": _value(value["new"])})


def _value(value: Json | str | None) -> Speaker | str | None:
    return Speaker(**value) if isinstance(value, dict) else value


def provenance_json(provenance: Provenance) -> Json:
    return {
        "path": provenance.path,
        "record": provenance.record,
        "line": provenance.line,
        "offset": provenance.offset,
        "sha256": provenance.sha256,
        "format": provenance.format,
        "encoding": provenance.encoding,
        "ingested_at": provenance.ingested_at,
        "software": provenance.software,
        "cleaning": [{"rule": s.rule, "text": s.text, "count": s.count} for s in provenance.cleaning],
    }


def provenance_from(value: Mapping[str, Any]) -> Provenance:
    steps = tuple(CleaningStep(**step) for step in value["cleaning"])
    return Provenance(**{**value, "cleaning": steps})


def annotations_json(annotations: Annotations) -> Json:
    return {
        "quotations": [quote_json(quote) for quote in annotations.quotations],
        "mentions": [[m.kind, m.target, m.start, m.end, m.rule] for m in annotations.mentions],
        "regions": [region_json(tag) for tag in annotations.regions],
        "topics": [topic_json(tag) for tag in annotations.topics],
        "speakers": [speaker_json(speaker) for speaker in annotations.speakers],
        "people": [speaker_json(person) for person in annotations.people],
    }


def annotations_from(version: str, value: Mapping[str, Any]) -> Annotations:
    return Annotations(
        version=version,
        quotations=tuple(map(quote_from, value["quotations"])),
        mentions=tuple(Mention(*row) for row in value["mentions"]),
        regions=tuple(RegionTag(**tag) for tag in value["regions"]),
        topics=tuple(TopicTag(**tag) for tag in value["topics"]),
        speakers=tuple(Speaker(**speaker) for speaker in value["speakers"]),
        people=tuple(Speaker(**person) for person in value.get("people", ())),
    )
