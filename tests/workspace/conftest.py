"""A workspace with two articles that are annotated by hand, for either engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.model import PartialDate
from index.engines.factory import ENGINES
from tests.archive.quoted_article import MARAT, annotations, article
from workspace import Workspace

FIRST_ID, SECOND_ID = "aaaaaaaaaaaaaa", "bbbbbbbbbbbbbb"


@pytest.fixture(params=ENGINES)
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "archive", engine=request.param, create=True) as workspace:
        one, two = article(id=FIRST_ID), article(id=SECOND_ID, date=PartialDate(2021))
        workspace.store.put(one, one.body.encode(), annotations(one))
        workspace.store.put(two, two.body.encode(), annotations(two, second=MARAT))
        workspace.sync()
        yield workspace
