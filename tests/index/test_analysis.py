"""Terms of articles and of queries."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import analyzed, entries, explain_tokens, field_terms, query_terms

ARTICLE_TERMS = [
    ("Халқының", [("халық",)]),
    ("азық-түлікті", [("азық-түлік", "азық", "түлік")]),
    ("Қасым-Жомарт", [("қасым-жомарт", "қасым", "жомарт")]),
    ("2020-сыншы жылы", [("2020",), ("жыл",)]),
    ("АҚШ-тың", [("ақш",)]),
    ("20%-ға", [("20%",)]),
    ("кiтаптар", [("кітап",)]),
    ("мемле\u00adкеттің", [("мемлекет",)]),
    ("«Қайрат»-тан", [("қайрат",)]),
    ("На заседании министерства", [("на",), ("заседание",), ("министерство",)]),
]


@pytest.mark.parametrize(("text", "wanted"), ARTICLE_TERMS)
def test_terms_of_an_article(text: str, wanted: list[tuple[str, ...]]) -> None:
    assert [entry.lemmas for entry in entries(text)] == wanted


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("мектептің", ("мектеп",)),
        ("школы", ("школ", "школа")),
        ("АЗЫҚ-ТҮЛІК", ("азық-түлік",)),
        ("Tengrinews.kz", ("tengrinews", "kz")),
        ("№", ()),
        ("", ()),
        ("😀", ()),
    ],
)
def test_terms_of_a_query_word(word: str, wanted: tuple[str, ...]) -> None:
    assert query_terms(word) == wanted


def test_particles_behind_a_hyphen_are_no_words() -> None:
    assert entries("Сондай-ақ")[0].lemmas == ("сондай-ақ",) or "ақ" not in entries("Сондай-ақ")[0].lemmas


@given(st.text(alphabet="аәбғқұүіһ -–«»\u00adixAБ1,.%\n", max_size=60))
def test_spans_lie_in_the_text_and_every_word_finds_itself(text: str) -> None:
    terms = field_terms(text)
    rows = analyzed(text)
    assert terms.length == len(rows)
    for position, (entry, start, end) in enumerate(rows):
        assert 0 <= start < end <= len(text)
        assert entry.cut4 == tuple(dict.fromkeys(lemma[:4] for lemma in entry.lemmas))
        assert entry.cut5 == tuple(dict.fromkeys(lemma[:5] for lemma in entry.lemmas))
        assert position in terms.form[entry.form]
        assert all(position in terms.lemma[lemma] for lemma in entry.lemmas)
        assert set(query_terms(text[start:end])) & set(entry.lemmas)
    for positions in (*terms.lemma.values(), *terms.form.values()):
        assert positions == sorted(set(positions))


def test_a_word_without_end_is_cut() -> None:
    (entry,) = entries("қ" * 1_000_000)
    assert len(entry.form) <= 120
    assert all(len(lemma) <= 120 for lemma in entry.lemmas)


def test_explained_tokens_show_every_step() -> None:
    row = explain_tokens("Мектептеріміздің")[0]
    assert (row["lemma"], row["terms"], row["start"], row["end"]) == ("мектеп", ["мектеп"], 0, 16)
    assert "".join([row["lemma"], *(layer["surface"] for layer in row["layers"])]) == "мектептеріміздің"
    assert explain_tokens("заседания")[0]["rule"] == "russian"


PIECES = st.text(
    alphabet="аәбғқАҚі -\u2011–«»”’'\u00ad\u0301.,%()1ixIAе\u200b\n\u2028_/", max_size=40
) | st.text(max_size=40)


@given(st.lists(PIECES | st.sampled_from(["заседания", "президент", "қаланың", "Ақорда", "«Қайрат»-тан"])))
def test_a_text_in_pieces_reads_like_the_whole(pieces: list[str]) -> None:
    """Texts are looked up between blanks; spans come from the whole text: both must see the same."""
    text = " ".join(pieces)
    assert entries(text) == [entry for entry, _, _ in analyzed(text)]


def test_a_hyphenated_word_gives_the_beginnings_of_its_parts() -> None:
    (entry,) = entries("интернет-алаяқтықтан")
    assert entry.cut4 == ("инте", "алая")
    assert entry.cut5 == ("интер", "алаяқ")


@pytest.mark.parametrize(
    "text", ["", "қаласындағы" * 90_000, "заседание," * 10_000, "қaлaдa", "😀қала", "қа\x00ла", "قازاقستان"]
)
def test_bad_input_is_analysed_in_bounded_time(text: str) -> None:
    started = time.process_time()
    assert field_terms(text).length == len(explain_tokens(text))
    assert time.process_time() - started < 20
