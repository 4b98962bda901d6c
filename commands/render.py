"""Answers as lines for a terminal and as the JSON of the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from index.hits import Hit
from messages import number, text

if TYPE_CHECKING:
    from workspace import SearchAnswer, Workspace


def search_json(workspace: Workspace, answer: SearchAnswer) -> dict[str, Any]:
    """The JSON of ``search --json``; snippets as plain text, the span of every marked word beside it."""
    page = answer.page
    snippets = workspace.snippets([hit.id for hit in page.hits], answer.node)
    return {
        "query": {
            "raw": answer.raw,
            "parsed": answer.parsed,
            "repairs": [repair.as_json() for repair in answer.repairs],
        },
        "total": page.total,
        "items": [_hit_json(workspace, hit, snippets.get(hit.id, ())) for hit in page.hits],
        "facets": {
            field: [
                {"value": row.value, "label": workspace.label(field, row.value, "kk"), "count": row.count}
                for row in rows
            ]
            for field, rows in page.facets.items()
        },
        "set_aside": page.set_aside,
        "next": page.next,
    }


def _hit_json(workspace: Workspace, hit: Hit, snippets: Any) -> dict[str, Any]:
    return {
        "id": hit.id,
        "source_id": hit.source_id,
        "title": hit.title,
        "date": hit.date,
        "source": hit.source,
        "score": round(hit.score, 6),
        "regions": list(hit.regions),
        "speakers": [{"id": key, "name": workspace.speaker_name(key)} for key in hit.speakers],
        "topics": list(hit.topics),
        "snippets": [{"text": part.text, "marks": [list(mark) for mark in part.marks]} for part in snippets],
    }


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
    snippets = workspace.snippets([hit.id for hit in page.hits], answer.node)
    for position, hit in enumerate(page.hits, start=answer.request.offset + 1):
        yield ""
        yield f"{position}. {hit.title}"
        yield f"   {hit.date or text('date.unknown', lang)} · {hit.source} · {hit.id}"
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
