"""Answers as the JSON of the contract, for the shell and the API alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from index.hits import FacetCount, Hit

if TYPE_CHECKING:
    from workspace import SearchAnswer, Workspace
    from workspace.names import NameResolver


def facets_json(workspace: Workspace, answer: SearchAnswer, most: int | None = None) -> dict[str, Any]:
    """``facets`` of a search: values with a Kazakh label and an exact count, at most so many of each field;
    how many were left out stands in ``facets_left_out`` (not there when none were)."""
    names = workspace.names
    every = answer.page.facets
    facets = {field: _rows(names, field, rows[:most]) for field, rows in every.items()}
    left_out = {field: len(rows) - most for field, rows in every.items() if most and len(rows) > most}
    return {"facets": facets} | ({"facets_left_out": left_out} if left_out else {})


def _rows(names: NameResolver, field: str, rows: Sequence[FacetCount]) -> list[dict[str, Any]]:
    labels = names.labels(field, [row.value for row in rows], "kk")
    return [
        {"value": row.value, "label": label, "count": row.count}
        for row, label in zip(rows, labels, strict=True)
    ]


def query_json(answer: SearchAnswer, undo_url: str = "") -> dict[str, Any]:
    """``query`` of a search: as typed, as read, what was repaired, and the address that asks without."""
    return {
        "raw": answer.raw,
        "parsed": answer.parsed,
        "repairs": [repair.as_json(undo_url) for repair in answer.repairs],
    }


def search_json(
    workspace: Workspace, answer: SearchAnswer, undo_url: str = "", most: int | None = None
) -> dict[str, Any]:
    """The JSON of ``search --json``; snippets as plain text, the span of every marked word beside it."""
    page = answer.page
    ids = [hit.id for hit in page.hits]
    snippets, levels = workspace.snippets(ids, answer.node), workspace.levels(ids)
    return {
        "query": query_json(answer, undo_url),
        "total": page.total,
        "items": [_hit_json(workspace, hit, snippets.get(hit.id, ()), levels) for hit in page.hits],
        **facets_json(workspace, answer, most),
        "set_aside": page.set_aside,
        "next": page.next,
    }


def _hit_json(workspace: Workspace, hit: Hit, snippets: Any, levels: Mapping[str, str]) -> dict[str, Any]:
    """``access`` is told where the article is not open."""
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
    } | ({"access": levels[hit.id]} if hit.id in levels else {})
