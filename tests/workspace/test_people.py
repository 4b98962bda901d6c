"""Who is in the archive: names, forms, offices, counts, and what they said."""

from __future__ import annotations

from archive.model import Annotations, Speaker
from archive.store.people import Person
from tests.archive.quoted_article import BODY, GULNAR, MARAT, article
from tests.workspace.conftest import FIRST_ID, SECOND_ID
from workspace import Workspace
from workspace.persons import Held


def test_a_person_with_forms_counts_and_dates(archive: Workspace) -> None:
    found = archive.person(GULNAR.id)
    assert found is not None
    assert (found.name, found.kind, found.local) == ("Гүлнар Омарова", "person", False)
    assert (found.articles, found.quotations) == (2, 3)
    assert found.forms == (("Гүлнар Омарова", 2),)
    assert (found.first_date, found.last_date) == ("2021", "2023-09-01")
    assert (found.offices, found.names) == ((), {})
    assert archive.person("ешкім") is None


def test_the_tables_add_spellings_and_offices(archive: Workspace) -> None:
    president = Speaker("qasym-zhomart-toqaev", "Тоқаев")
    one = article(id="cccccccccccccc")
    archive.store.put(one, b"c", Annotations("1", speakers=(president,), people=(president,)))
    found = archive.person(president.id)
    assert found is not None
    assert found.name == "Қасым-Жомарт Тоқаев"
    assert found.names["ru"] == "Касым-Жомарт Токаев"
    assert Held("Қазақстан Республикасының Президенті", "2019-03-20", None, True) in found.offices
    assert [held.since for held in found.offices] == sorted(held.since for held in found.offices)


def test_people_in_kazakh_order(archive: Workspace) -> None:
    names = ("Әлия Бек", "Асан Бек", "Қайрат Асанов", "Камила Асан", "тұрғындар")
    speakers = tuple(
        Speaker("local.cccccccccccccc" if name == "тұрғындар" else name.lower().replace(" ", "-"), name)
        for name in names
    )
    one = article(id="cccccccccccccc")
    archive.store.put(one, b"c", Annotations("1", speakers=speakers))
    archive.sync()
    assert [each.name for each in archive.people_list().people] == [
        "Асан Бек", "Әлия Бек", "Гүлнар Омарова", "Камила Асан", "Қайрат Асанов", "Марат Сапаров",
    ]  # fmt: skip
    assert [each.name for each in archive.people_list("асан").people] == [
        "Асан Бек", "Камила Асан", "Қайрат Асанов",
    ]  # fmt: skip
    page = archive.people_list(offset=2, limit=1)
    assert (page.total, page.people) == (6, (Person(GULNAR.id, GULNAR.name, "person", 2, 3),))
    assert archive.people_list(local=True).total == 7
    assert archive.people_list(kinds=("organisation",)).total == 0


def test_what_somebody_said(archive: Workspace) -> None:
    answer = archive.quotations_of(GULNAR.id, sort="date")
    assert [item.article.id for item in answer.items] == [SECOND_ID, FIRST_ID, FIRST_ID]
    assert archive.quotations_of(MARAT.id, "күттік").total == 1
    assert archive.quotations_of(GULNAR.id, filters={"kind": ("indirect",)}).total == 0


def test_mentions_stand_in_the_body(archive: Workspace) -> None:
    (mention,) = archive.mentions(FIRST_ID)
    assert BODY[mention.start : mention.end] == "Гүлнар Омарова"
    assert mention.target == GULNAR.id


def test_facets_and_every_quotation(archive: Workspace) -> None:
    answer = archive.quotes_text(limit=1, facets=True)
    speakers = {row.value: row.count for row in answer.search.page.facets["speaker"]}
    assert speakers == {GULNAR.id: 3, MARAT.id: 1}
    assert len(list(archive.all_quotations(answer))) == answer.total == 4
