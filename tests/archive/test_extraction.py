"""Extraction anew: what is due, in batches, taken up where it was broken off, on the date that holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import extraction
from archive.extract import EXTRACTOR_VERSION
from archive.extraction import extract_stale
from archive.model import Annotations, Article, Correction, PartialDate
from archive.store import Store
from tests.archive.quoted_article import BODY, annotations, article

IDS = [letter * 14 for letter in "abcdefg"]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Seven articles, the first read by the present extractors, the last by none; batches of two."""
    monkeypatch.setattr(extraction, "BATCH", 2)
    with Store.open(tmp_path / "store.sqlite3", create=True) as opened:
        for id in IDS:
            one = article(id=id)
            version = EXTRACTOR_VERSION if id == IDS[0] else "older"
            opened.put(one, BODY.encode(), None if id == IDS[-1] else annotations(one, version))
        yield opened


class Reader:
    """Stands for the extractors: finds one more quotation than before, and breaks off after so many."""

    def __init__(self, most: int = 100) -> None:
        self.read: list[Article] = []
        self.most = most

    def __call__(self, one: Article) -> Annotations:
        if len(self.read) == self.most:
            raise KeyboardInterrupt
        self.read.append(one)
        return annotations(one, EXTRACTOR_VERSION)


def test_only_what_is_due_is_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, told = Reader(), []
    monkeypatch.setattr(extraction, "annotate", reader)
    report = extract_stale(store, progress=lambda done, due: told.append((done, due)))
    assert (report.extracted, report.changed, report.unchanged, report.current) == (6, 1, 5, 1)
    assert [one.id for one in reader.read] == IDS[1:]
    assert told == [(2, 6), (4, 6), (6, 6)]
    assert len(store.get(IDS[-1]).quotes) == 2
    assert extract_stale(store).extracted == 0


def test_a_run_that_was_broken_off_is_taken_up(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "annotate", Reader(most=3))
    with pytest.raises(KeyboardInterrupt):
        extract_stale(store, everything=True)
    rest = Reader()
    monkeypatch.setattr(extraction, "annotate", rest)
    report = extract_stale(store)
    assert report.extracted == len(rest.read) == 5, "the two of the whole batch are kept"
    assert store.stats(EXTRACTOR_VERSION).extraction_due == 0


def test_the_extractors_read_the_record_with_the_date_that_holds(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.correct(Correction(IDS[1], "date", "", "2023-09-01", "2018-05", "Айгүл", "2026-11-23T05:00:00Z"))
    store.correct(Correction(IDS[1], "region", "KZ-71", "absent", "main", "Айгүл", "2026-11-23T05:00:00Z"))
    reader = Reader()
    monkeypatch.setattr(extraction, "annotate", reader)
    extract_stale(store)
    assert reader.read[0].date == PartialDate(2018, 5)
    assert [tag.code for tag in reader.read[0].regions] == ["KZ-33"]
    assert reader.read[0].quotes == ()


def test_an_article_that_comes_again_is_due_where_its_date_was_corrected(store: Store) -> None:
    store.correct(Correction(IDS[0], "date", "", "2023-09-01", "2018", "Айгүл", "2026-11-23T05:00:00Z"))
    before = store.stats(EXTRACTOR_VERSION).extraction_due
    again = article(id=IDS[0], title="Жаңа мектеп туралы")
    store.put(again, b"again", annotations(again, EXTRACTOR_VERSION))
    assert store.stats(EXTRACTOR_VERSION).extraction_due == before + 1
