"""Moving house and back: SQLite and Whoosh to PostgreSQL and OpenSearch, and from there into a new folder.

    python -m stress.cluster.moving FOLDER [--store postgresql://…] [--engine opensearch+…] [--queries 500]

FOLDER is an archive. Ids, revisions, digests, counts, and hits of random queries must be equal in all three.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workspace import Workspace
from workspace.copying import copy


def state(workspace: Workspace) -> dict[str, Any]:
    """All that must be equal."""
    store = workspace.store
    return {
        "revisions": dict(store.revisions()),
        "stats": store.stats(),
        "history": {id: store.history(id) for id in sorted(store.revisions())[:1000]},
        "damaged": [error for error in store.verify() if error],
        "corrections": store.corrections(),
        "people": store.people_list(),
        "indexed": dict(workspace.engine.revisions()),
        "quotations": dict(workspace.quote_engine.revisions()),
    }


def queries(workspace: Workspace, count: int, seed: int) -> Iterator[str]:
    """Words of the archive by themselves, in pairs, as phrases, wildcards, and with a filter."""
    chance = random.Random(seed)
    lemmas = [
        term for term, articles in workspace.engine.vocabulary("lemma") if articles > 1 and term.isalpha()
    ]
    forms = [term for term, _ in workspace.engine.vocabulary("form") if len(term) > 4 and term.isalpha()]
    regions = [term for term, _ in workspace.engine.vocabulary("region")]
    for _ in range(count):
        one, other, form = chance.choice(lemmas), chance.choice(lemmas), chance.choice(forms)
        shapes = [
            one,
            f"{one} {other}",
            f"{one} OR {other}",
            f'"{one} {other}"~5',
            f"{form[:4]}*",
            f"={form}",
        ]
        shapes += [f"{one} -{other}", f"{form}~1"] + [f"{one} region:{chance.choice(regions)}"] * bool(
            regions
        )
        yield chance.choice(shapes)


def answers(workspace: Workspace, asked: list[str]) -> list[tuple[int, list[str]]]:
    """Total and ids by date of each query."""
    found = []
    for query in asked:
        answer = workspace.search_text(query, sort="date", exact_letters=True, limit=0)
        found.append((answer.page.total, list(workspace.ids(answer))))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--store", default="postgresql://muragat@127.0.0.1:15432/muragat?schema=moving")
    parser.add_argument("--engine", default="opensearch+http://127.0.0.1:19200/moving")
    parser.add_argument("--queries", type=int, default=500)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as there, Workspace.open(given.folder) as first:
        wanted, asked = state(first), list(queries(first, given.queries, 1))
        hits = answers(first, asked)
        with Workspace.open(given.folder, given.engine, create=True, store=given.store) as server:
            started = time.perf_counter()
            print("to the servers", copy(first, server), f"{time.perf_counter() - started:.1f} s", flush=True)
            _compare("servers", wanted, hits, server, asked)
            with Workspace.open(Path(there), "whoosh", create=True) as back:
                started = time.perf_counter()
                print("and back", copy(server, back), f"{time.perf_counter() - started:.1f} s", flush=True)
                _compare("back", wanted, hits, back, asked)
    print(f"{len(asked)} queries, {sum(total > 0 for total, _ in hits)} with hits: the same three times")


def _compare(
    name: str,
    wanted: dict[str, Any],
    hits: list[tuple[int, list[str]]],
    workspace: Workspace,
    asked: list[str],
) -> None:
    found = state(workspace)
    unequal = [key for key in wanted if found[key] != wanted[key]]
    if unequal:
        raise SystemExit(f"{name}: {', '.join(unequal)} not equal")
    for query, one, other in zip(asked, hits, answers(workspace, asked), strict=True):
        if one != other:
            raise SystemExit(f"{name}: {query}: {one[0]} and {other[0]} hits, or in another order")


if __name__ == "__main__":
    main()
