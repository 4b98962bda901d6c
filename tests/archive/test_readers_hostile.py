"""Bytes changed at random in every specimen: an answer comes, as records and refusals, whatever they are."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import ReadError
from archive.model import RawArticle
from archive.readers import ReadOptions, records
from tests.archive.make_mets import specimens
from tests.archive.make_specimens import FOLDER, zipped

SPECIMENS = [
    path
    for folder in (FOLDER, FOLDER.parent)
    for path in sorted(folder.iterdir())
    if path.is_file() and not path.name.startswith("bomb.")
]
ISSUE = [name for name in sorted(specimens()) if name.startswith("issue/")]
SECONDS = 10
Edit = tuple[float, str, bytes]
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["put", "insert", "cut", "repeat"]), st.binary(max_size=8)),
    min_size=1,
    max_size=6,
)


def changed(data: bytes, edits: list[Edit]) -> bytes:
    """The bytes after each edit at its relative place."""
    for place, kind, new in edits:
        at = int(place * len(data))
        if kind == "put":
            data = data[:at] + new + data[at + len(new) :]
        elif kind == "insert":
            data = data[:at] + new + data[at:]
        elif kind == "cut":
            data = data[:at] + data[at + 1 + len(new) * 4 :]
        else:
            data = data[:at] + data[at : at + 64] * 3 + data[at:]
    return data


def changed_issue(name: str, edits: list[Edit]) -> bytes:
    """A newspaper issue as an archive, one of its files changed."""
    members = {key: data.encode() for key, data in specimens().items() if key.startswith("issue/")}
    return zipped({**members, name: changed(members[name], edits)})


def answers(path: Path, data: bytes) -> None:
    started = time.perf_counter()
    stream = io.BytesIO(data)
    format = "packed" if path.suffix in (".gz", ".bz2", ".xz") else path.suffix.lstrip(".")
    known = path.suffix not in (".xml", ".bin", ".xyz")
    for record in records("-", ReadOptions(), format=format if known else None, stdin=stream):
        assert isinstance(record, RawArticle | ReadError)
    assert time.perf_counter() - started < SECONDS


@pytest.mark.parametrize("path", SPECIMENS, ids=[path.name for path in SPECIMENS])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
@given(edits=EDITS)
def test_no_change_of_bytes_breaks_a_reader(path: Path, edits: list[Edit]) -> None:
    answers(path, changed(path.read_bytes(), edits))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
@given(head=st.sampled_from([path.read_bytes()[:300] for path in SPECIMENS]), tail=st.binary(max_size=400))
def test_no_bytes_at_all_break_the_reading(head: bytes, tail: bytes) -> None:
    for record in records("-", ReadOptions(), stdin=io.BytesIO(head + tail)):
        assert isinstance(record, RawArticle | ReadError)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
@given(name=st.sampled_from(ISSUE), edits=EDITS)
def test_no_change_of_bytes_breaks_an_issue_of_many_files(name: str, edits: list[Edit]) -> None:
    answers(Path("issue.zip"), changed_issue(name, edits))
