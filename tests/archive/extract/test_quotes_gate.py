"""Extraction keeps its floors on annotated articles, its confidence means something, the seed is whole."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from archive.cleaning import Stamp, clean
from archive.extract import annotate
from archive.extract.confidence import ANY, probability
from archive.gazetteers.tables import rows
from archive.model import Article, Quotation, RawArticle
from archive.readers import ReadOptions, records
from eval.quotes.calibrate import by_tenth, cases, crossed
from eval.quotes.gate import below, read_floors
from eval.quotes.gold import GoldArticle, dev_half, digest, sample_archive, sample_digest
from eval.quotes.score import tally
from tests.shared_data import shared

STAMP = Stamp("2026-11-23T00:00:00Z", "muragat 0", dt.date(2026, 11, 23))


@cache
def dev() -> list[GoldArticle]:
    return dev_half(shared("data", "quotes"))


@cache
def samples() -> list[GoldArticle]:
    return sample_archive()


def test_samples_hold_their_floors() -> None:
    floors = [floor for floor in read_floors() if floor.data == "samples"]
    assert {floor.digest for floor in floors} == {sample_digest()}, "the floors are for other samples"
    assert not below(tally(samples()), floors)


def test_the_dev_half_holds_its_floors() -> None:
    folder = shared("data", "quotes")
    floors = [floor for floor in read_floors() if floor.data == "dev"]
    assert {floor.digest for floor in floors} == {digest(folder)}, "the floors are for another gold"
    assert not below(tally(dev()), floors)


def test_nobody_is_named_where_the_gold_knows_nobody() -> None:
    assert tally(dev()).counts["unknown left unknown no"] == 0


def test_of_those_marked_nine_tenths_nine_in_ten_are_right() -> None:
    judged = cases([*samples(), *dev()])
    top = by_tenth(judged, crossed(judged))[0]
    tenth, size, said, right = top
    assert (tenth, size > 200) == (9, True)
    assert right >= 0.9
    assert abs(said - right) < 0.05


def test_the_table_falls_back_to_coarser_groups() -> None:
    table = {(row["kind"], row["rule"], row["evidence"]): float(row["probability"]) for row in rows(TABLE)}
    known = quotation("marked_say", "named")
    assert probability(known) == table["direct", "marked_say", "named"]
    assert probability(quotation("no such rule", "no such evidence")) == table["direct", ANY, ANY]
    assert probability(quotation("no such rule", "named")) == table["direct", ANY, "named"]
    assert all(0 < value < 1 for value in table.values())


TABLE = "quote_confidence.tsv"


def quotation(rule: str, evidence: str) -> Quotation:
    return Quotation("a-1", "a", ("сөз",), ((1, 4),), "direct", None, None, None, 0.0, rule, evidence)


#: First and last words of the thirteen quotations of the seed article.
SEED = """Бүгінде Жетісу … шаралар қабылдасын
Қант қызылшасын … кесірінен болды
Бірнеше жылдан … болатынын көреміз
Осы кәсіпорынның … салу қажет
Достық станциясында … шешу қажет
Тағы бір … қарастыруға тиіс
Алматы – … түспеуі қажет
Кербұлақ және … басты байлығымыз
Облыстың ерекшелігін … мүмкіндік береді
Көздеген мақсатқа … етуді тапсырамын
Алакөл мен … инвесторлар тартылды
Мұндай жағдайда … тұруы керек
Шын мәнінде … аттауға болмайды"""


def _seed() -> Article:
    folder: Path = shared("data", "seed")
    (record,) = records(str(next(folder.glob("*.txt"))), ReadOptions())
    assert isinstance(record, RawArticle)
    return clean(record, STAMP)


def test_the_seed_article_is_read_whole() -> None:
    article = _seed()
    found = [one for one in annotate(article).quotations if one.kind == "direct"]
    for one, ends in zip(found, SEED.split("\n"), strict=True):
        first, last = ends.split(" … ")
        (content,) = one.content
        assert content.strip("«,").startswith(first)
        assert content.endswith(last)
        start, end = one.spans[0]
        assert "«" in article.body[start - 1 : start + 1]
        assert article.body[end : end + 8] == "», – дед"
    assert {(one.speaker.name if one.speaker else None) for one in found} == {"Қасым-Жомарт Тоқаев"}
    assert len({one.speaker.id for one in found if one.speaker}) == 1


@pytest.mark.parametrize("one", ["samples", "dev"])
def test_every_floor_is_for_a_figure_that_is_measured(one: str) -> None:
    figures = tally([]).figures()
    named = {floor.figure for floor in read_floors() if floor.data == one}
    assert named
    assert named <= set(figures)
