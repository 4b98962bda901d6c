"""Answers as what the templates show: records, facets, chips, pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from archive.model import PartialDate
from index.hits import FacetCount, Hit
from index.query.analysis import words
from index.request import IN_TIME
from messages import text
from messages.table import has
from webui import language, links
from webui.marking import marked, snippet
from webui.params import SearchForm

if TYPE_CHECKING:
    from workspace import SearchAnswer, Workspace

FACETS = ("topic", "region", "speaker", "source")
QUOTE_FACETS = ("speaker", "confidence", "kind", "topic", "region", "source")
SHOWN_VALUES = 6
#: So few hits, and those of some of the words are offered too.
FEW = 5
#: So many more values stand behind the fold; the rest is counted.
FOLDED_VALUES = 30
OPEN_DATES: dict[str, object] = {"date_from": None, "date_to": None, "undated": False}


@dataclass(frozen=True, slots=True)
class Value:
    """One checkbox of a facet; ``share`` is the width of its bar in per cent."""

    value: str
    label: str
    count: int
    chosen: bool
    share: float


@dataclass(frozen=True, slots=True)
class Facet:
    """The values shown at once, the next behind a fold, and how many more there are."""

    name: str
    shown: tuple[Value, ...]
    more: tuple[Value, ...]
    rest: int


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and this search without it."""

    label: str
    value: str
    link: str


@dataclass(frozen=True, slots=True)
class Tag:
    kind: str
    label: str
    link: str


@dataclass(frozen=True, slots=True)
class Found:
    """One article of the list; ``lang`` is the language of its title, ``access`` in words where not open."""

    id: str
    title: Markup
    lang: str
    date: PartialDate | None
    source: str
    snippets: tuple[Markup, ...]
    tags: tuple[Tag, ...]
    access: str = ""


def facets(
    workspace: Workspace, answer: SearchAnswer, lang: str, names: Sequence[str] = FACETS
) -> Iterator[Facet]:
    """The facets that have values, chosen values always among those shown."""
    for name in names:
        rows = answer.page.facets.get(name, ())
        chosen = answer.request.filters.get(name, ())
        if rows or chosen:
            late = [row for row in rows[SHOWN_VALUES:] if row.value in chosen] if chosen else []
            # Of thousands of values only these are looked at.
            next_ones = rows[SHOWN_VALUES : SHOWN_VALUES + FOLDED_VALUES + len(late)]
            others = [row for row in next_ones if row.value not in chosen][:FOLDED_VALUES]
            most = max((row.count for row in (rows if name in IN_TIME else rows[:1])), default=0) or 1
            more = tuple(_values(workspace, name, others, (), lang, most))
            shown = tuple(_values(workspace, name, [*rows[:SHOWN_VALUES], *late], chosen, lang, most))
            yield Facet(name, shown, more, max(0, len(rows) - SHOWN_VALUES) - len(late) - len(more))


def _values(
    workspace: Workspace,
    name: str,
    rows: Sequence[FacetCount],
    chosen: Sequence[str],
    lang: str,
    most: int,
) -> list[Value]:
    """Only what is shown is named: a large archive has a hundred thousand people."""
    found = [
        Value(
            r.value,
            label(workspace, name, r.value, lang),
            r.count,
            r.value in chosen,
            round(100 * r.count / most, 1),
        )
        for r in rows
    ]
    known = {value.value for value in found}
    missing = [Value(v, label(workspace, name, v, lang), 0, True, 0.0) for v in chosen if v not in known]
    return found + missing


def chips(workspace: Workspace, form: SearchForm, lang: str) -> Iterator[Chip]:
    """Every filter that is on."""
    for name, values in form.filters.items():
        for value in values:
            label = _shown(workspace, name, value, lang)
            yield Chip(text(f"facet.{name}", lang), label, links.without(name, value))
    if form.date_from:
        yield Chip(text("adv.from", lang), form.date_from, links.without("from"))
    if form.date_to:
        yield Chip(text("adv.to", lang), form.date_to, links.without("to"))
    if form.undated:
        yield Chip(text("facet.date", lang), text("date.unknown", lang), links.without("date"))


def _shown(workspace: Workspace, name: str, value: str, lang: str) -> str:
    """A filter as typed (a code or any name), as a person reads it."""
    return label(workspace, name, workspace.names.values(name, value)[0], lang)


def label(workspace: Workspace, name: str, value: str, lang: str) -> str:
    """A facet value as a person reads it; kinds and confidence in words."""
    key = {"kind": f"quote.{value}", "confidence": f"sure.{value}"}.get(name, "")
    return text(key, lang) if key and has(key) else workspace.label(name, value, lang)


def records(workspace: Workspace, answer: SearchAnswer, lang: str) -> list[Found]:
    """The articles of this page, with the places that show why each was found."""
    ids = [hit.id for hit in answer.page.hits]
    shown, spoken = workspace.snippets(ids, answer.node), workspace.languages(ids)
    levels = workspace.levels(ids)

    def found(hit: Hit) -> Found:
        title = hit.title or text("web.untitled", lang)
        return Found(
            id=hit.id,
            title=marked(title, workspace.marks(title, answer.node)),
            lang=language.of_text(spoken.get(hit.id, "")) if hit.title else lang,
            date=PartialDate.parse(hit.date) if hit.date else None,
            source=hit.source,
            snippets=tuple(snippet(piece) for piece in shown.get(hit.id, ())),
            tags=tuple(tags(workspace, hit.regions, hit.topics, lang)),
            access=text(f"access.level.{levels[hit.id]}", lang) if hit.id in levels else "",
        )

    return [found(hit) for hit in answer.page.hits]


def tags(workspace: Workspace, regions: Sequence[str], topics: Sequence[str], lang: str) -> Iterator[Tag]:
    """Links to everything of a region or topic."""
    for kind, values in (("region", regions), ("topic", topics)):
        for value in values:
            yield Tag(kind, workspace.label(kind, value, lang), links.search([(kind, value)]))


@dataclass(frozen=True, slots=True)
class Pages:
    """Numbers to link to, ``None`` where some are left out."""

    current: int
    last: int
    numbers: tuple[int | None, ...]

    @classmethod
    def of(cls, total: int, form: SearchForm) -> Pages:
        return cls.numbered(total, form.page, form.per_page)

    @classmethod
    def numbered(cls, total: int, page: int, per_page: int) -> Pages:
        last = max(1, -(-total // per_page))
        near = {1, last, *range(page - 2, page + 3)}
        wanted = sorted(n for n in near if 1 <= n <= last)
        numbers: list[int | None] = []
        for number in wanted:
            if numbers and numbers[-1] is not None and number - numbers[-1] > 1:
                numbers.append(None)
            numbers.append(number)
        return cls(page, last, tuple(numbers))


@dataclass(frozen=True, slots=True)
class Loosened:
    """This search without one filter, and what it would find."""

    label: str
    link: str
    count: int


def loosened(workspace: Workspace, form: SearchForm, lang: str) -> Iterator[Loosened]:
    """Which filter blocks how many; and how many hold any of the words."""
    for name, values in form.filters.items():
        chosen = ", ".join(_shown(workspace, name, value, lang) for value in values)
        rest = {key: values for key, values in form.filters.items() if key != name}
        yield _without(
            workspace,
            form,
            f"{text(f'facet.{name}', lang)}: {chosen}",
            links.without(name),
            {"filters": rest},
            lang,
        )
    if form.date_from or form.date_to or form.undated:
        link = links.narrowed(**{"from": None, "to": None, "date": None})
        yield _without(workspace, form, text("facet.date", lang), link, OPEN_DATES, lang)
    if len(form.filters) + bool(form.date_from or form.date_to or form.undated) > 1:
        asked = form.as_search(filters={}, **OPEN_DATES, limit=0, offset=0, facets=False)
        total = workspace.search_text(form.query, **asked).page.total
        yield Loosened(text("filters.clear", lang), links.Fixed().clear, total)
    if form.match == "all":
        count = workspace.search_text(
            form.query, **form.as_search(match="any", limit=0, offset=0, facets=False)
        )
        label = text("web.any_word", lang)
        yield Loosened(label, links.narrowed(match="any"), count.page.total)


def _without(
    workspace: Workspace, form: SearchForm, name: str, link: str, changes: Mapping[str, object], lang: str
) -> Loosened:
    asked = form.as_search(limit=0, offset=0, facets=False, **changes)
    label = text("empty.without", lang, filter=name)
    return Loosened(label, link, workspace.search_text(form.query, **asked).page.total)


def spellings(workspace: Workspace, form: SearchForm, answer: SearchAnswer) -> Iterator[Loosened]:
    """Near spellings of unknown words: the query that asks for them, and how many articles it finds with the
    filters that are on; without them where these leave none."""
    typed: dict[str, None] = dict.fromkeys(("all", "phrase", "form", "none"))
    for near in workspace.spellings(answer):
        ways: tuple[tuple[str, Mapping[str, object]], ...] = (
            (links.narrowed(q=near.query, **typed), {}),
            (links.search([("q", near.query)]), {"filters": {}, **OPEN_DATES}),
        )
        for link, changes in ways:
            asked = form.as_search(limit=0, offset=0, facets=False, **changes)
            total = workspace.search_text(near.query, **asked).page.total
            if total:
                yield Loosened(near.query, link, total)
                break


def some_words(workspace: Workspace, form: SearchForm, answer: SearchAnswer) -> Loosened | None:
    """Where few articles have all the words: those that have some, when there are more of them."""
    if form.match != "all" or answer.page.total > FEW or len(words(answer.node)) < 2:
        return None
    total = workspace.search_text(
        form.query, **form.as_search(match="any", limit=0, offset=0, facets=False)
    ).page.total
    if total <= answer.page.total:
        return None
    return Loosened("", links.narrowed(match="any"), total)
