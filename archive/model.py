"""The articles of the archive and what is known about them, as frozen values.

Shapes follow the JSON contract of ``show --json`` (docs/architecture.md). Spans are half-open
``[start, end)`` in code points of the NFC body.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Precision = Literal["year", "month", "day"]
Origin = Literal["metadata", "url", "text", "person"]
By = Literal["metadata", "text", "person"]
QuoteKind = Literal["direct", "indirect", "mixed"]
EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day.

    >>> PartialDate(2023, 6).isoformat()
    '2023-06'
    >>> PartialDate(2023, 2).last_day
    datetime.date(2023, 2, 28)
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """``2023``, ``2023-06`` or ``2023-06-12``; anything else is a ValueError.

        >>> PartialDate.parse("2023-06-12").precision
        'day'
        """
        parts = text.split("-")
        lengths = tuple(len(part) for part in parts)
        if lengths not in ((4,), (4, 2), (4, 2, 2)) or not all(p.isascii() and p.isdigit() for p in parts):
            raise ValueError(text)
        numbers = [int(part) for part in parts]
        value = cls(*numbers)
        _ = value.first_day, value.last_day
        return value

    @property
    def precision(self) -> Precision:
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def isoformat(self) -> str:
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One record as a reader found it: text fields under the recognised names, the rest in ``extra``.

    ``fields`` holds ``source_id title body date url source author lang region speaker topic section
    rights access embargo`` where the record has them; values are strings, several regions, speakers or topics
    are a tuple. ``record`` is the 1-based number of the record in its file, ``line`` the 1-based line where
    it starts, ``offset`` its first byte; ``raw`` the record's original bytes.
    """

    fields: Mapping[str, str | tuple[str, ...]]
    path: str
    record: int
    line: int
    offset: int
    raw: bytes
    sha256: str
    format: str
    encoding: str
    extra: Mapping[str, str] = field(default_factory=lambda: EMPTY)


@dataclass(frozen=True, slots=True)
class CleaningStep:
    """One change the cleaner made: ``rule`` (a name), the ``text`` removed or changed, ``count`` of times."""

    rule: str
    text: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an article came from: file, record, offset, digest of the original bytes, and what was done."""

    path: str
    record: int
    line: int
    offset: int
    sha256: str
    format: str
    encoding: str
    ingested_at: str
    software: str
    cleaning: tuple[CleaningStep, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionTag:
    """A region the article is about: ``code`` such as ``KZ-33``, ``main`` or only passing, how known."""

    code: str
    main: bool = True
    by: By = "metadata"


@dataclass(frozen=True, slots=True)
class TopicTag:
    """An IPTC Media Topic: eight digits, a score from 0 to 1, how known."""

    code: str
    score: float = 1.0
    by: By = "metadata"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or organisation that speaks: a stable id and the name to show."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name the speaker in the text, with their span, or ``None`` when outside the body."""

    text: str
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words said: ``body[start:end]`` of each span is the part of ``content`` at the same place.

    ``confidence`` is a probability from 0 to 1; ``evidence`` a short code of how the speaker is known.
    """

    id: str
    article_id: str
    content: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    kind: QuoteKind
    cue: str | None
    source: Source | None
    speaker: Speaker | None
    confidence: float
    rule: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place or person named in the body: ``target`` is a region code, a KATO code or a person id."""

    kind: Literal["region", "person"]
    target: str
    start: int
    end: int
    rule: str


CorrectionTarget = Literal["speaker", "quotation", "region", "topic", "date"]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said against, or beside, what was read or extracted; it wins until it is undone.

    ``key`` says what of the article is meant: the code of a region or topic, for ``speaker`` and
    ``quotation`` the quotation by start and digest of its words, so that it is found again after a new
    extraction (see ``archive.extract.corrected``), nothing for ``date``. ``old`` and ``new`` are a speaker or
    none, a date or none, or for the others ``absent``, ``present`` or (regions) ``main``. ``at`` and
    ``undone_at`` are UTC. ``number`` is 0 until it is kept.
    """

    article_id: str
    target: CorrectionTarget
    key: str
    old: Speaker | str | None
    new: Speaker | str | None
    who: str
    at: str
    reason: str = ""
    number: int = 0
    undone_by: str | None = None
    undone_at: str | None = None


@dataclass(frozen=True, slots=True)
class Annotations:
    """What was extracted from one article, by which extractor version; recomputable, never the truth.

    ``speakers`` are those who are quoted, ``people`` everyone named, speakers included.
    """

    version: str
    quotations: tuple[Quotation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    regions: tuple[RegionTag, ...] = ()
    topics: tuple[TopicTag, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    people: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """The running text of an article, with the date that holds now, for counting and cutting pieces out."""

    id: str
    date: PartialDate | None
    body: str


@dataclass(frozen=True, slots=True)
class Article:
    """A clean article. ``date`` is ``None`` when unknown; ``date_origin`` says where it came from.

    ``regions``, ``topics`` and ``speakers`` are what holds now: the record's own metadata, joined with
    what was extracted from the text, a person's correction winning over both. ``people`` are all who are
    named, whether they speak or not. ``corrections`` are those in force. ``access`` is what the record itself
    states, as a code (``archive.access``), ``None`` where it says nothing.
    """

    id: str
    source: str
    source_id: str | None
    url: str | None
    title: str
    body: str
    lang: str
    provenance: Provenance
    date: PartialDate | None = None
    date_origin: Origin | None = None
    author: str | None = None
    section: str | None = None
    rights: str | None = None
    regions: tuple[RegionTag, ...] = ()
    topics: tuple[TopicTag, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    people: tuple[Speaker, ...] = ()
    quotes: tuple[Quotation, ...] = ()
    corrections: tuple[Correction, ...] = ()
    extra: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    access: str | None = None
