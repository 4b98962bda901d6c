"""Every address answers the same after a rebuild, a new extraction, and in a folder filled in another order.

    python -m stress.permalinks

What may differ is named in ``MAY_DIFFER``: the moment an article came into the archive, which the page of an
article, its JSON and a feed tell. Everything else must be equal to the byte, places of quotations (``#q626``)
too.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING

from archive.ingest import IngestOptions
from archive.readers import ReadOptions
from archive.samples import sample_sources
from stress.places import LANGS, addresses, in_language
from webui import create_app
from workspace import Workspace, settings

if TYPE_CHECKING:
    from flask.testing import FlaskClient

#: The moments of coming in: on a page, in JSON, and the newest of them in a feed.
MAY_DIFFER = tuple(
    re.compile(pattern)
    for pattern in (
        rb'<time datetime="\d{4}-\d\d-\d\dT[^"]+">[^<]+</time>',
        rb'"ingested_at": ?"[^"]+"',
        rb"<updated>[^<]+</updated>",
    )
)
SEARCHES = (
    "*",
    "мектеп",
    "су OR жол",
    "казакстан",
    "«ауыл тұрғындары»",
    "өңір:ШҚО",
    "date:none",
    "quote:мектеп",
)
VIEWS = (
    "/search?q={q}&per_page=100", "/search?q={q}&sort=random&seed=7", "/search?q={q}&sort=-date&page=2",
    "/quotes?q={q}", "/kwic?q={q}", "/trend?q={q}", "/search.atom?q={q}", "/export.csv?q={q}",
    "/export.jsonl?q={q}", "/export.ris?q={q}", "/quotes.csv?q={q}", "/kwic.csv?q={q}", "/trend.csv?q={q}",
    "/api/v1/articles?q={q}", "/api/v1/quotes?q={q}", "/api/v1/facets?q={q}",
)  # fmt: skip


def permalinks(workspace: Workspace) -> Iterator[str]:
    """Articles, people, kinds of pages in three languages, and searches in every view and as every file."""
    for article_id in sorted(workspace.article_ids()):
        yield from (f"/a/{article_id}", f"/a/{article_id}?q=мектеп&ui=ru", f"/api/v1/articles/{article_id}")
    for each in workspace.people_list("", 0, 10_000).people:
        yield f"/person/{each.id}"
    yield from (in_language(address, lang) for address, lang in product(addresses(), LANGS))
    yield from (view.format(q=query) for view, query in product(VIEWS, SEARCHES))
    yield from ("/sitemap.xml", "/sitemap-1.xml", "/opensearch.xml", "/api/v1/openapi.json", "/healthz")


def body(client: FlaskClient, address: str) -> bytes:
    """What an address answers, without what may differ."""
    answer = client.get(address)
    found = b"%d " % answer.status_code + answer.get_data()
    for pattern in MAY_DIFFER:
        found = pattern.sub(b"", found)
    return found


def bodies(workspace: Workspace, each: int = 1) -> dict[str, bytes]:
    """Addresses with their answers: all, or every ``each``-th."""
    client = create_app(workspace).test_client()
    return {address: body(client, address) for address in islice(permalinks(workspace), 0, None, each)}


def another_order(folder: Path, **servers: str) -> Workspace:
    """The samples in an empty folder (or on servers), the last file first."""
    workspace = Workspace.open(folder, create=True, **servers)  # type: ignore[arg-type]
    settings.change(folder, demo=True)
    workspace.is_demo = True
    for path, source in reversed(list(sample_sources())):
        workspace.ingest([str(path)], IngestOptions(read=ReadOptions(source=source)))
    return workspace


CHANGES: dict[str, Callable[[Workspace], object]] = {
    "index rebuild": lambda workspace: workspace.rebuild(),
    "extract --all": lambda workspace: workspace.extract(everything=True),
}


def differing(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """Addresses that are gone, new, or answer otherwise."""
    every = {*before, *after}
    return sorted(address for address in every if before.get(address) != after.get(address))


def main() -> int:
    """Compare after each change, and with another folder."""
    faults = 0
    with tempfile.TemporaryDirectory() as folder, Workspace.open_demo(Path(folder) / "demo") as workspace:
        before = bodies(workspace)
        print(f"{len(before)} addresses")
        for name, change in CHANGES.items():
            change(workspace)
            found = differing(before, bodies(workspace))
            faults += len(found)
            print(f"{name}: {len(found)} differ", *found[:20], sep="\n  ", flush=True)
        with another_order(Path(folder) / "other") as other:
            found = differing(before, bodies(other))
        faults += len(found)
        print(f"an empty folder in another order: {len(found)} differ", *found[:20], sep="\n  ")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
