"""The indexes of articles and of quotations follow the store, also where a run was broken off."""

from __future__ import annotations

import dataclasses

import pytest

from archive.model import Annotations, PartialDate
from index.sync import SyncReport
from tests.archive.quoted_article import BODY, GULNAR, MARAT, SECOND, annotations, article
from tests.workspace.conftest import FIRST_ID, SECOND_ID
from workspace import Workspace


def test_both_indexes_follow_the_store(archive: Workspace) -> None:
    longer = article(id=FIRST_ID, body="Кеше. " + BODY)
    archive.store.put(longer, b"longer", annotations(longer, "2", second=MARAT))
    without = article(id=SECOND_ID, title="Мектеп", date=PartialDate(2022))
    archive.store.put(without, b"without", Annotations("2"))
    archive.sync()
    answer = archive.quotes_text()
    assert [item.quotation.speaker for item in answer.items] == [GULNAR, MARAT]
    for item in answer.items:
        spans = item.quotation.spans
        assert tuple(longer.body[start:end] for start, end in spans) == item.quotation.content
    assert not answer.search.stale
    status = archive.index_status()
    assert (status["quotations_indexed"], status["quotations_stored"], status["state"]) == (2, 2, "in_step")


def test_a_rebuild_makes_both(archive: Workspace) -> None:
    archive.rebuild()
    assert archive.quotes_text(SECOND).total == 2
    assert archive.search_text("мектеп").page.total == 2


def test_a_quotation_that_the_store_has_lost_is_left_out_until_the_next_sync(archive: Workspace) -> None:
    gone = dataclasses.replace(article(id=SECOND_ID), title="Басқа тақырып")
    archive.mark_behind()
    archive.store.put(gone, b"gone", Annotations("2"))
    answer = archive.quotes_text()
    assert (answer.total, len(answer.items), answer.search.stale) == (4, 2, True)
    archive.sync()
    assert archive.quotes_text().total == 2


@pytest.mark.parametrize("which", ["_articles", "_quotations"])
def test_a_sync_broken_off_between_the_indexes_is_told_and_taken_up(
    archive: Workspace, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    def broken(*_: object) -> SyncReport:
        raise KeyboardInterrupt

    changed = article(id=SECOND_ID, title="Басқа тақырып")
    with monkeypatch.context() as patched:
        patched.setattr(archive, which, dataclasses.replace(getattr(archive, which), step=broken))
        archive.mark_behind()
        archive.store.put(changed, b"changed", Annotations("2"))
        with pytest.raises(KeyboardInterrupt):
            archive.sync()
    assert archive.is_stale()
    assert archive.is_quotes_stale()
    archive.sync()
    assert not archive.is_stale()
    assert (archive.search_text("басқа").page.total, archive.quotes_text().total) == (1, 2)
