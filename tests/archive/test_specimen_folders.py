"""The folder of all specimens taken in at once, as a librarian would: every broken file is rejected with its
reason, and nothing else is lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from archive.ingest import IngestOptions, ingest
from archive.readers import files
from archive.store import Store
from tests.archive import (
    test_bombs,
    test_mets,
    test_readers_archives,
    test_readers_documents,
    test_readers_xml,
    test_specimens,
)

SPECIMENS = Path(__file__).parents[1] / "specimens"
#: Whose titles stand in no table: what is taken from before a cut, and the same archive's broken header.
MORE = {"formats/cut.jsonl.gz": (3992, ["damaged"]), "formats/broken_header.tar": (4, ["damaged"])}
ISSUES = {"mets/issue/1935-06-12_mets.xml": (4, ["missing_page", "missing_page"])}
ISSUES |= {f"mets/issue/alto/000{number}.xml": (0, []) for number in (1, 2, 4)}
ISSUES |= {"mets/broken/mets.xml": (0, ["bad_xml"]), "mets/broken/alto/0001.xml": (1, [])}
ISSUES |= {"mets/wrong_page/alto/1.xml": (0, ["no_records"])}


def expected() -> dict[str, tuple[int, list[str]]]:
    """How many articles, and which refusals, every file has by the tables of the other tests."""
    found: dict[str, tuple[int, list[str]]] = {}
    for name, titles, refusals in test_specimens.EXPECTED:
        found[name] = (len(titles), [reason for _, reason in refusals])
    for name, titles, inside in test_readers_archives.EXPECTED:
        found[f"formats/{name}"] = (len(titles), [reason for _, reason in inside])
    for name, titles, reasons in test_readers_documents.EXPECTED:
        found[f"formats/{name}"] = (len(titles), reasons)
    for name, _, titles, refusals in test_readers_xml.EXPECTED:
        found[f"formats/{name}"] = (len(titles), [reason for _, reason in refusals])
    for name, titles, reasons in test_bombs.EXPECTED:
        found[f"bombs/{name}"] = (len(titles), reasons)
    for name, articles, reasons in test_mets.BROKEN:
        if f"mets/{name}/mets.xml" not in ISSUES:
            found[f"mets/{name}/mets.xml"] = (
                articles,
                [one for one in reasons if one != "no_records"] or reasons,
            )
    del found["missing.txt"]
    return found | MORE | ISSUES


def test_every_file_is_in_a_table() -> None:
    walked = {Path(str(path)).relative_to(SPECIMENS).as_posix() for path in files([SPECIMENS])}
    assert walked == set(expected())


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Counter[str]], Counter[str], int]:
    """Refusals by file, and the file of every article, of one run over the whole folder."""
    folder = tmp_path_factory.mktemp("archive")
    with Store.open(folder / "store.sqlite3", create=True) as store:
        report = ingest([SPECIMENS], store, IngestOptions())
        articles = Counter(_file(article.provenance.path) for article in store.articles())
    refused: dict[str, Counter[str]] = {}
    for error in report.rejects:
        refused.setdefault(_file(error.path), Counter())[error.reason] += 1
    return refused, articles, report.taken


def _file(path: str) -> str:
    return Path(path.partition("!/")[0]).relative_to(SPECIMENS).as_posix()


def test_each_broken_file_is_rejected_with_its_reason(
    taken: tuple[dict[str, Counter[str]], Counter[str], int],
) -> None:
    wanted = {name: Counter(reasons) for name, (_, reasons) in expected().items() if reasons}
    assert taken[0] == wanted


def test_nothing_else_is_lost(taken: tuple[dict[str, Counter[str]], Counter[str], int]) -> None:
    counts = {name: count for name, (count, _) in expected().items()}
    # Every record that can be read was taken: as a new article, or as the same text once more.
    assert taken[2] == sum(counts.values())
    assert set(taken[1]) <= {name for name, count in counts.items() if count != 0}
