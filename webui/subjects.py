"""People, regions and topics as their pages show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.gazetteers import offices
from archive.gazetteers import people as known_people
from archive.gazetteers import regions as gazetteer
from archive.gazetteers import topics as topic_table
from archive.model import PartialDate
from messages import date, number, text
from webui import links, present, quoting
from webui.histogram import Histogram, histogram_of
from workspace.subjects import Subject, counted, subject

if TYPE_CHECKING:
    from webui.present import Found
    from webui.quoting import Said
    from workspace import Workspace

#: The address behind a value.
Link = Callable[[str], str]
ROWS = 8
PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Ranked:
    """A line of a list at the side: ``lang`` of the label where it is not that of the page."""

    label: str
    count: int
    link: str


@dataclass(frozen=True, slots=True)
class Office:
    """A term of office as a person reads it; ``sure`` is false for a row from memory."""

    name: str
    period: str
    basis: str
    sure: bool


@dataclass(frozen=True, slots=True)
class About:
    """One page: what is known, the newest quotations and articles, articles by year, lists at the side."""

    kind: str
    name: str
    others: tuple[str, ...]
    summary: str
    cards: list[Said]
    records: list[Found]
    histogram: Histogram | None
    offices: tuple[Office, ...]
    verified: str
    topics: tuple[Ranked, ...]
    speakers: tuple[Ranked, ...]
    regions: tuple[Ranked, ...]
    all_quotes: str
    all_articles: str


def person(workspace: Workspace, person_id: str, lang: str) -> About:
    found = subject(workspace, "person", person_id)
    known = known_people.by_id(person_id)
    names = (known.name_ru, known.name_en) if known else ()
    name = known.name_kk if known else workspace.speaker_name(person_id)
    terms = [term for term in offices.all_terms() if term.holder == person_id]
    checked = max((term.verified_until for term in terms), default=None)
    return _about(
        workspace,
        found,
        name,
        tuple(filter(None, names)),
        lang,
        tuple(_office(term, lang) for term in terms),
        date(PartialDate(checked.year, checked.month, checked.day), lang) if checked else "",
    )


def region(workspace: Workspace, code: str, lang: str) -> About:
    names = [gazetteer.label(code, each) for each in ("kk", "ru", "en")]
    here = gazetteer.label(code, lang)
    others = (*(name for name in names if name != here), code)
    return _about(workspace, subject(workspace, "region", code), here, others, lang)


def topic(workspace: Workspace, code: str, lang: str) -> About:
    names = [topic_table.label(code, each) for each in ("kk", "ru", "en")]
    here = topic_table.label(code, lang)
    others = (*(name for name in names if name != here), f"medtop:{code}")
    return _about(workspace, subject(workspace, "topic", code), here, others, lang)


def _about(
    workspace: Workspace,
    found: Subject,
    name: str,
    others: tuple[str, ...],
    lang: str,
    held: tuple[Office, ...] = (),
    verified: str = "",
) -> About:
    chosen = (found.field, found.value)
    said_by = ("speaker" if found.field == "person" else found.field, found.value)
    years = found.articles.page.facets.get("date_year", ())
    articles, quotes = found.articles.page.total, found.quotes.total
    return About(
        kind=found.field,
        name=name,
        others=others,
        summary=text("subject.summary", lang, articles=number(articles, lang), quotes=number(quotes, lang)),
        cards=quoting.cards(workspace, found.quotes, 0, lang),
        records=present.records(workspace, found.articles, lang),
        histogram=histogram_of(years, lambda pairs: links.search([chosen, *pairs])),
        offices=held,
        verified=verified,
        topics=_ranked(workspace, found, "topic", said_by, lang),
        speakers=_ranked(workspace, found, "speaker", said_by, lang),
        regions=_ranked(workspace, found, "region", said_by, lang),
        all_quotes=links.to("quotes.quotes", [said_by, ("sort", "-date")]),
        all_articles=links.search([chosen, ("sort", "-date")]),
    )


def _ranked(
    workspace: Workspace, found: Subject, field: str, said_by: tuple[str, str], lang: str
) -> tuple[Ranked, ...]:
    """What its quotations are about, who says them, where; each with the quotations behind the number. Of a
    person's companions, those who speak in the same articles."""
    if field == said_by[0] == found.field:
        return ()
    if field == said_by[0]:
        rows = [r for r in found.articles.page.facets.get(field, ()) if r.value != found.value]
        link: Link = lambda value: links.search([(found.field, found.value), (field, value)])  # noqa: E731
    else:
        rows = list(found.quotes.search.page.facets.get(field, ()))
        link = lambda value: links.to("quotes.quotes", [said_by, (field, value)])  # noqa: E731
    return tuple(
        Ranked(workspace.label(field, row.value, lang), row.count, link(row.value)) for row in rows[:ROWS]
    )


def _office(term: offices.Term, lang: str) -> Office:
    last = date(term.end, lang) if term.end else text("office.open", lang)
    return Office(term.office, f"{date(term.start, lang)} – {last}", term.source, term.confidence != "memory")


@dataclass(frozen=True, slots=True)
class Named:
    """A line of the list of people: quotations they said."""

    name: str
    quotations: int
    link: str


@dataclass(frozen=True, slots=True)
class Listing:
    q: str
    total: int
    rows: tuple[Named, ...]
    pages: present.Pages


def people(workspace: Workspace, beginning: str, page: int) -> Listing:
    """Everyone one of whose names begins so."""
    from workspace.suggesting import people as named

    found = named(workspace, beginning, None)
    counts = counted(workspace, "speaker")
    shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    rows = tuple(
        Named(each["name"], counts.get(each["id"], 0), links.url("subjects.person", person_id=each["id"]))
        for each in shown
    )
    return Listing(beginning, len(found), rows, present.Pages.numbered(len(found), page, PER_PAGE))


def tiles(workspace: Workspace, field: str, lang: str) -> list[Ranked]:
    """All regions or topics, those without articles too."""
    codes: Sequence[str] = (
        [each.code for each in gazetteer.all_regions()]
        if field == "region"
        else [each.code for each in topic_table.all_topics()]
    )
    counts = counted(workspace, field)
    page = f"subjects.{field}"
    return [
        Ranked(workspace.label(field, code, lang), counts.get(code, 0), links.url(page, code=code))
        for code in codes
    ]
