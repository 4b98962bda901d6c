"""Who is named in a text: forms of names, namesakes, pronouns, dropped subjects, bodies and groups."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.extract.reading import Reading
from tests.archive.extract.said import resolved, who

FORMS = Path(__file__).with_name("name_forms.tsv")
SPEAKERS = Path(__file__).with_name("speakers.tsv")


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8") as stream:
        facts = (line for line in stream if not line.startswith("#"))
        return list(csv.DictReader(facts, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_table_is_large_enough() -> None:
    assert len(rows(FORMS)) >= 100


@pytest.mark.parametrize("row", rows(FORMS), ids=lambda row: f"{row['full']}: {row['form']}")
def test_a_form_of_a_name(row: dict[str, str]) -> None:
    before = f"Мәтінде {row['full']} аталды." if row["full"] != "-" else "Жиын өтті."
    body = f"{before} «Мысал мәтін», – деп хабарланды. Дереккөз: {row['form']}."
    assert who(body, row["form"])[0] == row["person"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # An occupation instead of an office.
        ("Премьер-министр Серік Ахметов аталды. «Мысал мәтін», – деді Серік Ахметов.",
         "Дәрігер Серік Ахметов аталды. «Мысал мәтін», – деді Серік Ахметов."),
        ("Премьер-министр Серік Ахметов аталды. «Мысал мәтін», – деді ол.",
         "Ауылда әнші Серік Ахметов аталды. «Мысал мәтін», – деді ол."),
        # Another patronymic.
        ("Серік Нығметұлы Ахметов аталды. «Мысал мәтін», – деді Серік Ахметов.",
         "Серік Болатұлы Ахметов аталды. «Мысал мәтін», – деді Серік Ахметов."),
        ("Асқар Болатұлы Сейтқанов келді. «Мысал мәтін», – деді Асқар Сейтқанов.",
         "Асқар Маратұлы Сейтқанов келді. «Мысал мәтін», – деді Асқар Сейтқанов."),
        # A surname alone is somebody of its own article.
        ("Сейтқанов келді. «Мысал мәтін», – деді Сейтқанов.",
         "Асқар Сейтқанов келді. «Мысал мәтін», – деді Сейтқанов."),
        # A woman's surname is not a man's.
        ("Нұрсұлтан Назарбаев аталды. «Мысал мәтін», – деді Назарбаев.",
         "Дариға Назарбаева аталды. «Мысал мәтін», – деді Назарбаева."),
    ],
)  # fmt: skip
def test_namesakes_stay_apart(first: str, second: str) -> None:
    def speaker(body: str) -> str | None:
        return who(body, body.rsplit("деді ", 1)[1].rstrip("."))[0]

    assert speaker(first) != speaker(second)


def test_two_of_one_surname_in_one_article() -> None:
    body = (
        "Жиынға Асқар Сейтқанов пен Болат Сейтқанов келді. «Мысал мәтін», – деді А.Сейтқанов. "
        "«Су аз», – деді Б.Сейтқанов."
    )
    found = resolved(body, ["А.Сейтқанов", "Б.Сейтқанов"]).quotations
    assert [q.speaker.id for q in found if q.speaker] == ["asqar-seitqanov", "bolat-seitqanov"]


def test_two_namesakes_in_one_article_by_patronymic() -> None:
    body = (
        "Асқар Болатұлы Сейтқанов ашты, Асқар Маратұлы Сейтқанов жапты. "
        "«Мысал мәтін», – деді Асқар Маратұлы Сейтқанов."
    )
    assert who(body, "Асқар Маратұлы Сейтқанов")[0] == "asqar-maratuly-seitqanov"


def test_the_id_does_not_depend_on_the_form_that_comes_first() -> None:
    one = who("Қ.Тоқаев аталды. «Мысал мәтін», – деді Тоқаев.", "Тоқаев")
    other = who("Қасым-Жомарт Кемелұлы Тоқаев аталды. «Мысал мәтін», – деді Тоқаев.", "Тоқаев")
    assert one[0] == other[0] == "qasym-zhomart-toqaev"


SOURCES = rows(SPEAKERS)


def asked(row: dict[str, str]) -> tuple[tuple[str | None, str], tuple[str | None, str]]:
    """Who is found, and who should be."""
    source, speaker = (None if row[key] == "-" else row[key] for key in ("source", "speaker"))
    return who(row["body"], source), (speaker, row["evidence"].removeprefix("!"))


@pytest.mark.parametrize(
    "row", [row for row in SOURCES if row["evidence"][0] != "!"], ids=lambda row: row["body"]
)
def test_who_speaks(row: dict[str, str]) -> None:
    found, wanted = asked(row)
    assert found == wanted


@pytest.mark.xfail(strict=True, reason="two people under one pronoun; a title of somebody not named")
@pytest.mark.parametrize(
    "row", [row for row in SOURCES if row["evidence"][0] == "!"], ids=lambda row: row["body"]
)
def test_known_misses(row: dict[str, str]) -> None:
    found, wanted = asked(row)
    assert found == wanted


def test_a_surname_is_found_through_the_headline() -> None:
    body = "Сейтқанов хабарлама таратты. «Мысал мәтін», – деді Сейтқанов."
    assert who(body, "Сейтқанов", title="Асқар Сейтқанов жол туралы айтты")[0] == "asqar-seitqanov"


def test_who_is_only_spoken_of_is_no_antecedent() -> None:
    body = "«Болат Ескенов келді», – деді Асқар Сейтқанов. «Мысал мәтін», – деді ол."
    assert who(body, "ол")[0] == "asqar-seitqanov"


def test_everyone_named_is_kept_with_the_places() -> None:
    body = "Асқар Сейтқанов Айгүл Оразбековамен кездесті. «Мысал мәтін», – деді Сейтқанов."
    found = resolved(body, ["Сейтқанов"])
    assert [person.name for person in found.people] == ["Асқар Сейтқанов", "Айгүл Оразбекова"]
    assert [body[m.start : m.end] for m in found.mentions if m.target == "asqar-seitqanov"] == [
        "Асқар Сейтқанов",
        "Сейтқанов",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Абай ауданында жол жөнделді.",
        "Жамбыл облысының тұрғындары келді.",
        "Алматы мен Астанада қар жауды.",
        "Кеше Қарағандыда жиын өтті.",
        "«Абай жолы» романы шықты.",
        "Назарбаев университеті емтихан өткізді.",
        "Бүгін Ресейде сайлау өтті.",
        "Достық станциясына пойыз келді.",
        "Тәуелсіздік күні мерекесі өтті.",
        "Қазақстан Үкіметі қаулы қабылдады.",
        "Мұхтар Әуезов атындағы театр ашылды.",
    ],
)
def test_places_and_bodies_are_no_people(body: str) -> None:
    names = [body[ref.start : ref.end] for ref in Reading(body).refs if ref.kind in ("name", "titled")]
    assert names == []


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Асқар Сейтқанов қала тұрғындарымен кездесті.", ["Асқар Сейтқанов"]),
        ("Асқар Сейтқанов ауыл әкімдерін жинады.", ["Асқар Сейтқанов"]),
        ("Жиында Асқар Түгел сөйледі.", ["Асқар Түгел"]),
        ("Асқар Сейтқанов Болат Ескеновке хат жазды.", ["Асқар Сейтқанов", "Болат Ескеновке"]),
        ("Кеше Асқар Сейтқанов келді.", ["Асқар Сейтқанов"]),
        ("Асқар Сейтқанов көшесі ашылды.", []),
        ("Ғалымның айтуынша, су бар.", []),
    ],
)
def test_where_a_name_begins_and_ends(body: str, names: list[str]) -> None:
    assert [body[ref.start : ref.end] for ref in Reading(body).refs if ref.kind == "name"] == names


@given(st.text(alphabet="Асқар Тоқаев.«»-–\n,ның министрі Қ", max_size=200))
def test_references_lie_in_the_body_in_order(body: str) -> None:
    reading = Reading(body)
    refs = reading.refs
    assert all(0 <= ref.start < ref.end <= len(body) and ref.first < ref.last for ref in refs)
    assert all(left.end <= right.start for left, right in zip(refs, refs[1:], strict=False))
