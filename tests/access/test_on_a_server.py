"""The fence of the store where a PostgreSQL server keeps it; skipped without one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.errors import ArticleNotFound
from tests.access.archive import HELD, TODAY, cut_record, held_record, ids, ingest, open_records
from tests.archive.servers import postgres_address
from workspace import Workspace
from workspace.access import terms_of


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setattr(Workspace, "today", lambda self: TODAY)
    address = postgres_address()
    with Workspace.open(tmp_path / "a", "memory", create=True, store=address) as workspace:
        held = [{**held_record("byrecord"), "access": "closed"}, held_record("byarticle")]
        ingest(workspace, tmp_path, "in", [cut_record(), *held, *open_records()])
        yield workspace


def test_the_public_reads_what_is_public(archive: Workspace) -> None:
    known = ids(archive)
    archive.access.articles([known["byarticle"]], terms_of("closed"), "Гүлнар")
    public = archive.public()
    assert set(public.store.revisions()) == {known[name] for name in known if name not in HELD}
    assert public.store.get(known["uzindi"]).body == ""
    assert public.bodies([known["uzindi"]])[known["uzindi"]] != ""
    assert public.stats().articles == 6
    assert "tantabai-borgulov" not in public.store.people()
    assert {person.name for person in public.store.people_list()} == set(public.store.people().values())
    for hidden in ("byrecord", "byarticle"):
        with pytest.raises(ArticleNotFound):
            public.store.get(known[hidden])
        with pytest.raises(ArticleNotFound):
            public.store.original(known[hidden])
    assert public.search_text("*").page.total == 6
    archive.access.undo(1, "Гүлнар")
    assert archive.public().search_text("*").page.total == 7
    assert archive.store.get(known["byrecord"]).body != ""
