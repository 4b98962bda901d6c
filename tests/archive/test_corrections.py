"""A person's correction wins over record and text, outlives both, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import ArticleNotFound, CorrectionNotFound
from archive.extract.corrected import find_quotation, quotation_key
from archive.model import Article, Correction, CorrectionTarget, PartialDate, RegionTag, Speaker
from archive.store import Store
from archive.store.people import Person
from archive.to_json import article_json, from_json
from tests.archive.quoted_article import (
    BODY,
    FIRST,
    GULNAR,
    MARAT,
    SECOND,
    annotations,
    article,
    quotation,
)

ID = article().id
AT = "2026-11-23T05:00:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.sqlite3", create=True) as opened:
        put(opened, article())
        yield opened


def put(store: Store, value: Article, version: str = "1") -> None:
    store.put(value, value.body.encode(), annotations(value, version))


def correct(
    store: Store,
    target: CorrectionTarget,
    key: str,
    new: Speaker | str | None,
    old: Speaker | str | None = None,
) -> Correction:
    return store.correct(Correction(ID, target, key, old, new, "Айгүл", AT, "газеттің өзінен қаралды"))


def key_of(words: str, of: Article | None = None) -> str:
    return quotation_key(quotation(of or article(), words, None))


def speakers(store: Store) -> list[str | None]:
    return [quote.speaker.id if quote.speaker else None for quote in store.get(ID).quotes]


@pytest.mark.parametrize(
    ("code", "new", "tags"),
    [
        (
            "KZ-71",
            "present",
            [("KZ-33", True, "metadata"), ("KZ-75", False, "text"), ("KZ-71", False, "person")],
        ),
        ("KZ-75", "main", [("KZ-75", True, "person"), ("KZ-33", False, "metadata")]),
        ("KZ-33", "absent", [("KZ-75", False, "text")]),
        ("KZ-75", "absent", [("KZ-33", True, "metadata")]),
    ],
)
def test_a_region_is_added_taken_off_or_made_the_main_one(
    store: Store, code: str, new: str, tags: list[tuple[str, bool, str]]
) -> None:
    correct(store, "region", code, new)
    assert [(tag.code, tag.main, tag.by) for tag in store.get(ID).regions] == tags


def test_topics_and_date(store: Store) -> None:
    correct(store, "topic", "05000000", "absent")
    correct(store, "topic", "07000000", "present")
    correct(store, "date", "", "2023-09-02")
    now = store.get(ID)
    assert [(tag.code, tag.by) for tag in now.topics] == [("07000000", "person")]
    assert (now.date, now.date_origin) == (PartialDate(2023, 9, 2), "person")
    correct(store, "date", "", None)
    assert (store.get(ID).date, store.get(ID).date_origin) == (None, "person")


def test_another_speaker(store: Store) -> None:
    correct(store, "speaker", key_of(SECOND), MARAT)
    now = store.get(ID)
    assert speakers(store) == [GULNAR.id, MARAT.id]
    assert (now.quotes[1].confidence, now.quotes[1].evidence) == (1.0, "corrected")
    assert set(now.speakers) == set(now.people) == {GULNAR, MARAT}
    assert store.person(MARAT.id) is not None
    assert [person.quotations for person in store.people_list()] == [1, 1]


def test_who_was_wrongly_a_speaker_leaves_unless_the_text_names_them(tmp_path: Path) -> None:
    other = article()
    found = annotations(other, second=MARAT)
    with Store.open(tmp_path / "s.sqlite3", create=True) as store:
        store.put(other, other.body.encode(), found)
        correct(store, "speaker", key_of(SECOND), GULNAR)
        assert store.get(ID).speakers == store.get(ID).people == (GULNAR,)
        assert MARAT.id not in store.people()
        correct(store, "speaker", key_of(FIRST), MARAT)
        correct(store, "speaker", key_of(SECOND), MARAT)
        assert store.get(ID).speakers == (MARAT,)
        assert set(store.get(ID).people) == {GULNAR, MARAT}, "the text names Гүлнар Омарова"


def test_what_is_no_quotation_goes(store: Store) -> None:
    correct(store, "quotation", key_of(FIRST), "absent")
    assert [quote.content for quote in store.get(ID).quotes] == [(SECOND,)]
    assert store.quoted() == {ID: store.revisions()[ID]}
    correct(store, "quotation", key_of(SECOND), "absent")
    assert store.get(ID).quotes == ()
    assert store.quoted() == {}


def test_the_latest_word_counts_and_undoing_brings_back_the_one_before(store: Store) -> None:
    before = store.revisions()[ID]
    first = correct(store, "speaker", key_of(SECOND), MARAT)
    second = correct(store, "speaker", key_of(SECOND), None)
    assert speakers(store) == [GULNAR.id, None]
    undone = store.undo(second.number, "Болат", AT)
    assert (undone.undone_by, undone.undone_at) == ("Болат", AT)
    assert speakers(store) == [GULNAR.id, MARAT.id]
    assert store.revisions()[ID] != before
    store.undo(first.number, "Болат", AT)
    assert store.revisions()[ID] == before
    assert store.get(ID).corrections == ()
    assert [made.undone_by for made in store.corrections(ID)] == ["Болат", "Болат"]
    with pytest.raises(CorrectionNotFound):
        store.undo(first.number, "Болат", AT)


def test_a_correction_outlives_new_extraction_and_a_new_text(store: Store) -> None:
    correct(store, "speaker", key_of(SECOND), MARAT)
    correct(store, "quotation", key_of(FIRST), "absent")
    correct(store, "region", "KZ-75", "absent")
    store.annotate(ID, annotations(article(), "2"))
    assert [(q.content, q.speaker) for q in store.get(ID).quotes] == [((SECOND,), MARAT)]
    longer = article("Кеше таңертең " + BODY)
    put(store, longer, "3")
    now = store.get(ID)
    assert [(q.content, q.speaker) for q in now.quotes] == [((SECOND,), MARAT)]
    assert [tag.code for tag in now.regions] == ["KZ-33"]
    assert now.body.startswith("Кеше")
    assert len(store.corrections(ID)) == len(now.corrections) == 3


def test_what_was_extracted_is_kept_apart(store: Store) -> None:
    made = correct(store, "speaker", key_of(SECOND), MARAT, old=GULNAR)
    assert made.old == GULNAR
    store.undo(made.number, "Болат", AT)
    assert speakers(store) == [GULNAR.id, GULNAR.id]
    assert store.get(ID).quotes[1].evidence == "pronoun"


def test_the_json_of_an_article_tells_them_and_is_read_back(store: Store) -> None:
    correct(store, "speaker", key_of(SECOND), MARAT, old=GULNAR)
    now = store.get(ID)
    value = article_json(now)
    assert [(made["target"], made["new"], made["who"]) for made in value["corrections"]] == [
        ("speaker", {"id": "marat-saparov", "name": "Марат Сапаров"}, "Айгүл")
    ]
    assert from_json(value) == now


def test_an_article_that_is_not_there(store: Store) -> None:
    with pytest.raises(ArticleNotFound):
        store.correct(Correction("zzzzzzzzzzzzzz", "date", "", None, "2023", "Айгүл", AT))
    assert store.corrections() == []


def test_a_batch_that_fails_keeps_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.batch():
        correct(store, "speaker", key_of(SECOND), MARAT)
        raise ZeroDivisionError
    assert store.corrections() == []
    assert store.people_list() == [Person(GULNAR.id, GULNAR.name, "person", 1, 2)]


def test_people_are_summed_over_articles(store: Store) -> None:
    put(store, article(id="bbbbbbbbbbbbbb", date=PartialDate(2021)))
    assert store.people_list() == [Person(GULNAR.id, GULNAR.name, "person", 2, 4)]
    found = store.person(GULNAR.id)
    assert found is not None
    assert found[1].forms == (("Гүлнар Омарова", 2),)
    assert (found[1].first_date, found[1].last_date) == ("2021", "2023-09-01")
    assert store.person("ешкім") is None


def test_a_quotation_is_found_by_its_words_then_by_its_place() -> None:
    moved = article("Бүгін " + BODY)
    quotes = annotations(moved).quotations
    assert find_quotation(quotes, key_of(SECOND)) is quotes[1]
    same_place = f"{quotes[0].spans[0][0]}:0000"
    assert find_quotation(quotes, same_place) is quotes[0]
    assert find_quotation(quotes, same_place, loosely=False) is None
    assert find_quotation(quotes, "3:0000") is None


REGIONS = st.tuples(st.just("region"), st.sampled_from(["KZ-33", "KZ-71", "KZ-75"]),
                    st.sampled_from(["absent", "present", "main"]))  # fmt: skip
SPEAKERS = st.tuples(
    st.just("speaker"),
    st.sampled_from([key_of(FIRST), key_of(SECOND)]),
    st.sampled_from([GULNAR, MARAT, None]),
)
DATES = st.tuples(st.just("date"), st.just(""), st.sampled_from(["2020", "2021-05", None]))


@settings(max_examples=25)
@given(st.lists(st.one_of(REGIONS, SPEAKERS, DATES), max_size=6))
def test_undoing_everything_gives_back_what_was(
    tmp_path_factory: pytest.TempPathFactory,
    made: list[tuple[CorrectionTarget, str, Speaker | str | None]],
) -> None:
    with Store.open(tmp_path_factory.mktemp("undo") / "s.sqlite3", create=True) as store:
        put(store, article())
        before, people = store.get(ID), store.people_list()
        numbers = [correct(store, *each).number for each in made]
        now = store.get(ID)
        assert sum(tag.main for tag in now.regions) <= 1
        assert len({tag.code for tag in now.regions}) == len(now.regions)
        for number in reversed(numbers):
            store.undo(number, "Болат", AT)
        assert store.get(ID) == before
        assert store.people_list() == people


def test_regions_by_person_stay_when_the_record_says_otherwise(store: Store) -> None:
    correct(store, "region", "KZ-33", "absent")
    put(store, article(regions=(RegionTag("KZ-33"), RegionTag("KZ-10"))))
    assert [tag.code for tag in store.get(ID).regions] == ["KZ-10", "KZ-75"]
