"""Every address of an archive that a reader can ask, with every word that could find something."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlencode

from flask import Flask

from tests.access.archive import CUT_SPEAKER, CUT_WORD, HELD
from workspace.exporting import FORMATS
from workspace.exporting.quotes import QUOTE_FORMATS

_PLAIN = ("*", "мектеп", "керек", "кере*", "а*", "мектпе~1", "-мектеп", CUT_WORD)
QUERIES = (*_PLAIN, *(word for row in HELD.values() for word in row[:2]))
#: Misspelt, cut short, on another layout.
NEAR = tuple(row[1][:-1] + "й" for row in HELD.values()) + ("зымғатшб",)
_SEARCHES = ("/search", "/quotes", "/kwic", "/collocations", "/trend", "/search.atom", "/said", "/compare",
             "/kwic.csv", "/collocations.csv", "/keyness.csv", "/trend.csv",
             *(f"/export.{name}" for name in FORMATS),
             *(f"/quotes.{name}" for name in QUOTE_FORMATS))  # fmt: skip
_API = ("articles", "quotes", "facets", "kwic", "collocations", "keyness", "trend", "people", "suggest")
_OAI = ("Identify", "ListSets", "ListMetadataFormats")


def paths(app: Flask, ids: dict[str, str]) -> Iterator[str]:
    """Every route filled in with every article, person, region, topic and number."""
    people = [_person(row[2]) for row in HELD.values()] + [_person(CUT_SPEAKER), "aigul-sarsenova"]
    values = {
        "article_id": list(ids.values()),
        "other": list(ids.values()),
        "person_id": people,
        "code": [row[4] for row in HELD.values()] + [row[5] for row in HELD.values()] + ["KZ-33"],
        "name": [*FORMATS, *QUOTE_FORMATS],
        "number": ["1", "2"],
        "filename": ["style.css"],
    }
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.rule.startswith("/librarian"):
            continue
        found: list[dict[str, str]] = [{}]
        for name in sorted(rule.arguments):
            found = [{**known, name: value} for known in found for value in values[name]]
        for arguments in found:
            yield rule.build(arguments)[1]  # type: ignore[index]


def searches() -> Iterator[str]:
    """Every page, file and answer that takes a query, with every query."""
    for query in (*QUERIES, *NEAR):
        for path in (*_SEARCHES, *(f"/api/v1/{name}" for name in _API)):
            words = {"s" if path == "/said" else "q": query, "per_page": "100"}
            yield f"{path}?{urlencode(words)}"
    for row in HELD.values():
        for prefix in (row[0][:3], row[1][:3], row[2].split()[0][:3]):
            yield f"/api/v1/suggest?q={quote(prefix.lower())}"
            yield f"/people?q={quote(prefix)}"
        for name, value in (("speaker", row[2]), ("source", row[3]), ("region", row[4]), ("topic", row[5])):
            for path in ("/search", "/quotes", "/api/v1/articles", "/export.jsonl", "/search.atom"):
                yield f"{path}?q=*&{name}={quote(value)}"
    yield "/trend?q=*&by=month"
    yield "/search?q=*&sort=random&per_page=100&same=all"
    yield "/api/v1/kwic?q=а*&window=50&per_page=100&sort=L1"
    yield "/compare?q=*&q=мектеп"


def oai(ids: dict[str, str]) -> Iterator[str]:
    """Every verb with every prefix, set and record."""
    yield from (f"/oai?verb={verb}" for verb in _OAI)
    for prefix in ("oai_dc", "muragat"):
        for verb in ("ListRecords", "ListIdentifiers"):
            yield f"/oai?verb={verb}&metadataPrefix={prefix}"
        for id in ids.values():
            yield f"/oai?verb=GetRecord&metadataPrefix={prefix}&identifier=oai:muragat:{id}"


def _person(name: str) -> str:
    from archive.people import person_id

    return person_id(name)
