"""Answers as lines for a terminal and as the JSON of the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from messages import number, text

if TYPE_CHECKING:
    from workspace import SearchAnswer, Workspace


def repair_lines(answer: SearchAnswer, lang: str) -> Iterator[str]:
    for repair in answer.repairs:
        yield text(f"cli.repair.{repair.kind}", lang, typed=repair.typed, fixed=repair.read_as)
    if answer.repairs:
        yield text("cli.repair.undo", lang)


def hit_lines(workspace: Workspace, answer: SearchAnswer, lang: str) -> Iterator[str]:
    """A heading with the exact total, then each hit with its date, source, id and best snippets."""
    page = answer.page
    if not page.total:
        yield text("cli.nothing", lang)
        for near in workspace.spellings(answer):
            yield text("cli.did_you_mean", lang, query=near.query, n=number(near.articles, lang))
        return
    yield text("results.count", lang, n=number(page.total, lang))
    ids = [hit.id for hit in page.hits]
    snippets, levels = workspace.snippets(ids, answer.node), workspace.levels(ids)
    for position, hit in enumerate(page.hits, start=answer.request.offset + 1):
        yield ""
        yield f"{position}. {hit.title}"
        held = f" · {text(f'access.level.{levels[hit.id]}', lang)}" if hit.id in levels else ""
        yield f"   {hit.date or text('date.unknown', lang)} · {hit.source} · {hit.id}{held}"
        for part in snippets.get(hit.id, ())[:2]:
            yield f"   {_marked(part)}"


def _marked(part: Any) -> str:
    pieces, at = [], 0
    for start, end in part.marks:
        pieces += [part.text[at:start], "[", part.text[start:end], "]"]
        at = end
    body = "".join([*pieces, part.text[at:]]).replace("\n", " ")
    return ("… " if part.cut_left else "") + body + (" …" if part.cut_right else "")


def facet_lines(workspace: Workspace, answer: SearchAnswer, lang: str) -> Iterator[str]:
    for field, rows in answer.page.facets.items():
        if not rows:
            continue
        yield ""
        yield text("facet.date" if field == "date_year" else f"facet.{field}", lang)
        for row in rows[:20]:
            undated = field == "date_year" and row.value == "none"
            label = text("date.unknown", lang) if undated else workspace.label(field, row.value, lang)
            yield f"   {number(row.count, lang):>8}  {label}"


def explain_lines(explanation: Mapping[str, Any], lang: str) -> Iterator[str]:
    yield f"{text('cli.explain.read', lang)}: {explanation['parsed']}"
    for repair in explanation["repairs"]:
        yield text(f"cli.repair.{repair['kind']}", lang, typed=repair["typed"], fixed=repair["read_as"])
    for term in explanation["terms"]:
        yield f"   {term['typed']} → {term['field']}:{term['term']}  {number(term['articles'], lang)}"
    yield text("results.count", lang, n=number(explanation["total"], lang))
