"""People, regions and topics as their pages show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.gazetteers import regions as gazetteer
from archive.gazetteers import topics as topic_table
from archive.gazetteers.offices import all_terms
from archive.model import PartialDate
from messages import date, number, text
from webui import links, present, quoting
from webui.histogram import Histogram, histogram_of
from workspace.subjects import Subject, counted, subject

if TYPE_CHECKING:
    from webui.present import Found
    from webui.quoting import Said
    from workspace import Workspace
    from workspace.persons import Held, PersonFacts

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
    sure: bool


@dataclass(frozen=True, slots=True)
class About:
    """One page: what is known (``others`` are further names, each with its language), the newest
    quotations and articles, articles by year, lists at the side."""

    kind: str
    name: str
    others: tuple[tuple[str, str], ...]
    summary: str
    cards: list[Said]
    records: list[Found]
    histogram: Histogram | None
    offices: tuple[Office, ...]
    verified: str
    forms: tuple[Ranked, ...]
    topics: tuple[Ranked, ...]
    speakers: tuple[Ranked, ...]
    regions: tuple[Ranked, ...]
    all_quotes: str
    all_articles: str


def person(workspace: Workspace, facts: PersonFacts, lang: str) -> About:
    found = subject(workspace, "person", facts.id)
    others = tuple((name, key) for key, name in facts.names.items() if key != "kk")
    notes = [(text(f"person.kind.{facts.kind}", lang), lang)] + [
        (text("person.local", lang), lang)
    ] * facts.local
    checked = max((t.verified_until for t in all_terms() if t.holder == facts.id), default=None)
    return _about(
        workspace,
        found,
        facts.name,
        (*others, *notes),
        lang,
        tuple(_office(held, lang) for held in facts.offices),
        date(PartialDate(checked.year, checked.month, checked.day), lang) if checked else "",
        tuple(Ranked(form, count, "") for form, count in facts.forms[:ROWS]),
    )


def region(workspace: Workspace, code: str, lang: str) -> About:
    names = [(gazetteer.label(code, each), each) for each in ("kk", "ru", "en") if each != lang]
    here = gazetteer.label(code, lang)
    others = (*(pair for pair in names if pair[0] != here), (code, "en"))
    return _about(workspace, subject(workspace, "region", code), here, others, lang)


def topic(workspace: Workspace, code: str, lang: str) -> About:
    names = [(topic_table.label(code, each), each) for each in ("kk", "ru", "en") if each != lang]
    here = topic_table.label(code, lang)
    others = (*(pair for pair in names if pair[0] != here), (f"medtop:{code}", "en"))
    return _about(workspace, subject(workspace, "topic", code), here, others, lang)


def _about(
    workspace: Workspace,
    found: Subject,
    name: str,
    others: tuple[tuple[str, str], ...],
    lang: str,
    held: tuple[Office, ...] = (),
    verified: str = "",
    forms: tuple[Ranked, ...] = (),
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
        forms=forms,
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


def _office(held: Held, lang: str) -> Office:
    first = date(PartialDate.parse(held.since), lang)
    last = date(PartialDate.parse(held.until), lang) if held.until else text("office.open", lang)
    return Office(held.office, f"{first} – {last}", held.sure)


@dataclass(frozen=True, slots=True)
class Named:
    """A line of the list of people: articles that name them, quotations they said."""

    name: str
    kind: str
    articles: int
    quotations: int
    link: str


@dataclass(frozen=True, slots=True)
class Listing:
    q: str
    total: int
    rows: tuple[Named, ...]
    pages: present.Pages


def people(workspace: Workspace, beginning: str, page: int, lang: str) -> Listing:
    """Everyone one of whose names begins so; those told apart in a single article only are left out."""
    found = workspace.people_list(beginning, (page - 1) * PER_PAGE, PER_PAGE)
    rows = tuple(
        Named(
            each.name,
            text(f"person.kind.{each.kind}", lang),
            each.articles,
            each.quotations,
            links.url("subjects.person", person_id=each.id),
        )
        for each in found.people
    )
    return Listing(beginning, found.total, rows, present.Pages.numbered(found.total, page, PER_PAGE))


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
