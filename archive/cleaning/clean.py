"""A raw article into a clean one: text by the rules, metadata recognised or kept aside, all of it noted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType

from archive.access import UNKNOWN, stated
from archive.access.stated import of_repositories
from archive.cleaning.dateline import dateline
from archive.cleaning.dates import parse_stated, possible
from archive.cleaning.draft import Draft
from archive.cleaning.rules import RULES
from archive.cleaning.url_dates import from_url
from archive.errors import InvalidArticle
from archive.fixity import article_id, canonical_url, content_digest
from archive.gazetteers.regions import resolve_region
from archive.gazetteers.topics import resolve_topic
from archive.model import Article, Origin, PartialDate, Provenance, RawArticle, RegionTag, Speaker, TopicTag
from archive.people import person_id
from kazakh.russian import language

_LANG = re.compile(r"(kk|kz|ru|en|mixed)(?:[-_].*)?|(kaz|kazakh|қазақша)|(rus|russian|русский)", re.I)
_STDIN_SOURCE = "stdin"


@dataclass(frozen=True, slots=True)
class Stamp:
    """When, and by which software, a record is taken in; ``today`` bounds the dates it may state."""

    ingested_at: str
    software: str
    today: dt.date

    @classmethod
    def now(cls, software: str) -> Stamp:
        moment = dt.datetime.now(dt.UTC).replace(microsecond=0)
        return cls(moment.isoformat().replace("+00:00", "Z"), software, moment.date())


def clean(raw: RawArticle, stamp: Stamp) -> Article:
    """The article of a record. InvalidArticle when nothing readable is left of it.

    The text is cleaned by ``RULES``; regions, topics and speakers are the record's own metadata; names no
    table knows stay in ``extra``; an impossible date is refused and noted.
    """
    draft = Draft(_one(raw, "title") or "", _one(raw, "body") or "")
    for rule in RULES:
        rule(draft)
    if not draft.title and not draft.body:
        raise InvalidArticle("body", "", "no_text")
    extra = dict(raw.extra)
    source = _source(raw, draft)
    url, source_id = _one(raw, "url"), _one(raw, "source_id")
    date, origin = _date(raw, draft, stamp.today, extra)
    digest = content_digest(draft.title, date.isoformat() if date else None, draft.body)
    regions = tuple(RegionTag(code) for code in _codes(raw, "region", resolve_region, draft, extra))
    topics = tuple(TopicTag(code) for code in _codes(raw, "topic", resolve_topic, draft, extra))
    access = _access(raw, draft, extra)
    return Article(
        id=article_id(source, url, source_id, digest),
        source=source,
        source_id=source_id,
        url=_web_address(url, draft, extra),
        title=draft.title,
        body=draft.body,
        lang=_lang(raw, draft),
        provenance=_provenance(raw, stamp, draft),
        date=date,
        date_origin=origin,
        author=_one(raw, "author"),
        section=_one(raw, "section"),
        rights=_one(raw, "rights"),
        regions=regions,
        topics=topics,
        speakers=_speakers(raw),
        extra=MappingProxyType(extra),
        access=access,
    )


def _access(raw: RawArticle, draft: Draft, extra: dict[str, str]) -> str | None:
    """The code of what the record states. What nobody understands is noted, and kept aside."""
    access, embargo = _one(raw, "access"), _one(raw, "embargo")
    told = of_repositories(_one(raw, "rights") or "")
    if access is None and told:
        access = next((text for text in told if "/semantics/" in text), None)
        embargo = embargo or next((text for text in told if "/embargoEnd/" in text), None)
    found = stated(access, embargo)
    if found == UNKNOWN:
        draft.note("access_unknown", "; ".join(text for text in (access, embargo) if text))
        extra.update({name: text for name, text in (("access", access), ("embargo", embargo)) if text})
    return found


def _one(raw: RawArticle, name: str) -> str | None:
    value = raw.fields.get(name)
    text = "; ".join(value) if isinstance(value, tuple) else value
    return (text.strip() if name != "body" else text) or None if text else None


def _many(raw: RawArticle, name: str) -> tuple[str, ...]:
    value = raw.fields.get(name)
    return (value,) if isinstance(value, str) else value or ()


def _source(raw: RawArticle, draft: Draft) -> str:
    """The source named, else the file's base name, which is noted."""
    if named := _one(raw, "source"):
        return " ".join(named.split())
    name = PurePath(raw.path).stem if raw.path != "-" else _STDIN_SOURCE
    draft.note("source_from_file", name)
    return name


def _web_address(url: str | None, draft: Draft, extra: dict[str, str]) -> str | None:
    """The URL as the record has it, if it is a web address; anything else is kept aside (a ``javascript:``
    link must never become a link of ours)."""
    if url is None or canonical_url(url) is not None:
        return url
    extra.setdefault("url", url)
    draft.note("url_refused", url)
    return None


def _date(
    raw: RawArticle, draft: Draft, today: dt.date, extra: dict[str, str]
) -> tuple[PartialDate | None, Origin | None]:
    stated = _one(raw, "date")
    if stated is not None:
        if found := parse_stated(stated, today):
            return found, "metadata"
        # A record that states an impossible date has shown that its dates can't be trusted: none is sought.
        draft.note("date_refused", stated)
        extra.setdefault("date", stated)
        return None, None
    url = _one(raw, "url")
    if url and (found := from_url(url, today, lambda text: draft.note("date_refused", text))):
        return found, "url"
    if found := dateline(draft.body):
        if possible(found, today):
            return found, "text"
        draft.note("date_refused", found.isoformat())
    return None, None


def _codes(
    raw: RawArticle, name: str, resolve: Callable[[str], str | None], draft: Draft, extra: dict[str, str]
) -> tuple[str, ...]:
    found: list[str] = []
    unknown: list[str] = []
    for value in _many(raw, name):
        code = resolve(value)
        (found if code else unknown).append(code or value)
    if unknown:
        extra.setdefault(name, "; ".join(unknown))
        draft.note(f"{name}_unknown", "; ".join(unknown), len(unknown))
    return tuple(dict.fromkeys(found))


def _speakers(raw: RawArticle) -> tuple[Speaker, ...]:
    names = (" ".join(name.split()) for name in _many(raw, "speaker"))
    found = {person_id(name): name for name in reversed([name for name in names if name])}
    return tuple(Speaker(key, name) for key, name in reversed(found.items()))


def _lang(raw: RawArticle, draft: Draft) -> str:
    match = _LANG.fullmatch(_one(raw, "lang") or "")
    if match is None:
        return language(f"{draft.title}\n{draft.body}")
    if match[2] or (match[1] or "").lower() == "kz":
        return "kk"
    return "ru" if match[3] else match[1].lower()


def _provenance(raw: RawArticle, stamp: Stamp, draft: Draft) -> Provenance:
    return Provenance(
        path=raw.path,
        record=raw.record,
        line=raw.line,
        offset=raw.offset,
        sha256=raw.sha256,
        format=raw.format,
        encoding=raw.encoding,
        ingested_at=stamp.ingested_at,
        software=stamp.software,
        cleaning=tuple(draft.steps),
    )
