"""A cited address shows the same for ever: the short form of ``python -m stress.permalinks``."""

from __future__ import annotations

from pathlib import Path

import pytest

from stress.permalinks import CHANGES, another_order, bodies, differing
from tests.places import servers
from workspace import Workspace

#: Every seventh address: some of each kind.
EACH = 7


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Samples that these tests may change."""
    return Workspace.open_demo(tmp_path_factory.mktemp("own") / "demo", **servers())


@pytest.fixture(scope="module")
def before(own: Workspace) -> dict[str, bytes]:
    return bodies(own, EACH)


def test_some_of_each_kind_are_compared(before: dict[str, bytes]) -> None:
    for kind in ("/a/", "/person/", "/search", "/quotes", "/kwic", "/trend", "/export.", "/api/v1/articles"):
        assert any(address.startswith(kind) and found.startswith(b"200") for address, found in before.items())
    assert any(b'id="q' in found for found in before.values())


@pytest.mark.parametrize("change", CHANGES)
def test_every_address_survives(own: Workspace, before: dict[str, bytes], change: str) -> None:
    CHANGES[change](own)
    assert differing(before, bodies(own, EACH)) == []


def test_the_same_files_in_an_empty_folder_in_another_order(before: dict[str, bytes], tmp_path: Path) -> None:
    with another_order(tmp_path / "other", **servers()) as other:
        assert differing(before, bodies(other, EACH)) == []


def test_a_difference_would_be_seen() -> None:
    assert differing({"/a/1": b"200 x", "/a/2": b"200 y"}, {"/a/1": b"200 z", "/a/3": b"200 y"}) == [
        "/a/1", "/a/2", "/a/3",
    ]  # fmt: skip
