"""A research bundle: every article of a search with its original bytes, and how the search was made, as a bag
(BagIt 1.0, RFC 8493) that anybody can check and read back without this program."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.errors import ReadError
from archive.extract import EXTRACTOR_VERSION
from archive.fixity import sha256
from archive.ingest import SOFTWARE
from archive.to_json import article_json
from index.fingerprint import fingerprint
from workspace.exporting.tables import csv_rows
from workspace.giving import with_levels

if TYPE_CHECKING:
    import bagit

    from archive.model import Article
    from workspace.answers import SearchAnswer
    from workspace.core import Workspace

QUERY, ARTICLES, TABLE, ORIGINALS = "query.json", "articles.jsonl", "articles.csv", "originals"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle says of itself, its digests found right. ``articles`` is counted, not believed."""

    query: Mapping[str, Any]
    articles: int


def write_bundle(workspace: Workspace, folder: Path, query: str, asked: Mapping[str, Any]) -> Bundle:
    """Every hit into a new folder. QueryError; ReadError when the folder holds something already.

    ``data/articles.jsonl`` has the object of ``show --json`` a line, ``data/articles.csv`` the same as a
    table, ``data/originals/<sha256>`` the bytes each was made from, ``data/query.json`` the question.
    """
    import bagit

    if folder.exists() and any(folder.iterdir()):
        raise ReadError(str(folder), 0, "not_empty")
    answer = workspace.search_text(query, limit=0, **asked)
    (folder / ORIGINALS).mkdir(parents=True, exist_ok=True)
    ids = list(workspace.ids(answer))
    with (folder / ARTICLES).open("w", encoding="utf-8") as lines:
        for article in with_levels(workspace, workspace.articles(ids)):
            lines.write(json.dumps(article_json(article), ensure_ascii=False) + "\n")
            if article.id not in workspace.cut:
                _keep_original(workspace, folder, article)
    with (folder / TABLE).open("w", encoding="utf-8", newline="") as table:
        table.writelines(csv_rows(workspace.articles(ids)))
    facts = _facts(workspace, answer, asked, len(ids))
    (folder / QUERY).write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    info = {"External-Description": f"Articles found by: {query}", "Bag-Software-Agent": SOFTWARE}
    bagit.make_bag(str(folder), info, checksums=["sha256"])
    return Bundle(facts, len(ids))


def _keep_original(workspace: Workspace, folder: Path, article: Article) -> None:
    path = folder / ORIGINALS / article.provenance.sha256
    if not path.exists():
        path.write_bytes(workspace.original(article.id))


def _facts(
    workspace: Workspace, answer: SearchAnswer, asked: Mapping[str, Any], count: int
) -> dict[str, Any]:
    return {
        "query": answer.raw,
        "parsed": answer.parsed,
        "repairs": [repair.as_json() for repair in answer.repairs],
        "filters": {key: list(values) for key, values in asked.get("filters", {}).items()},
        "asked": {key: value for key, value in asked.items() if key != "filters" and value},
        "total": answer.page.total,
        "articles": count,
        "archive": workspace.store.count(),
        "software": SOFTWARE,
        "engine": workspace.engine_name,
        "index": fingerprint(),
        "extractor": EXTRACTOR_VERSION,
    }


def read_bundle(folder: Path) -> Bundle:
    """A bundle whose digests, articles and originals all agree; ReadError with what does not."""
    _validated(folder)
    data = folder / "data"
    try:
        facts = json.loads((data / QUERY).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReadError(str(data / QUERY), 0, "unreadable") from error
    count = 0
    for line, record in enumerate(articles_of(folder), start=1):
        digest = record["provenance"]["sha256"]
        original = data / ORIGINALS / digest
        if not original.exists() and _is_cut(record):
            count += 1
            continue
        if not original.exists() or sha256(original.read_bytes()) != digest:
            raise ReadError(str(data / ARTICLES), line, "original_missing")
        count += 1
    if count != facts["articles"]:
        raise ReadError(str(data / ARTICLES), count, "count_differs")
    return Bundle(facts, count)


def _is_cut(record: Mapping[str, Any]) -> bool:
    """Whether an article was given without its text, because only snippets of it are public."""
    return bool(record.get("access")) and not record["body"]


def articles_of(folder: Path) -> Iterator[dict[str, Any]]:
    """The articles of a bundle as the objects of ``show --json``, streamed."""
    with (folder / "data" / ARTICLES).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _validated(folder: Path) -> bagit.Bag:
    import bagit

    try:
        bag = bagit.Bag(str(folder))
        bag.validate()
    except (bagit.BagError, OSError) as error:
        raise ReadError(str(folder), 0, "bag_invalid", detail=str(error)[:300]) from error
    return bag
