"""What counts as nearly the same, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.duplicates import compare, features, may_be_alike, sign, stars
from tests.archive.duplicates.texts import BODY, OTHER, OTHER_TITLE, PARAGRAPHS, TITLE, forecast

ENDINGS = BODY.replace("ауылында", "ауылынан").replace("ғимараттың", "ғимаратқа").replace("мектеп", "мектебі")
ALIKE = {
    "another headline": (BODY, "near"),
    "a paragraph added": (f"{BODY}\n{OTHER[:160]}", "near"),
    "other case endings": (ENDINGS, "near"),
    "capitals": (BODY.upper(), "near"),
    "cut to half": ("\n".join(PARAGRAPHS[:2]), "part"),
    "a junk line": (f"Telegram арнамызға жазылыңыз!\n{BODY}\nБөлісу Пікір қалдыру", "near"),
}


@pytest.mark.parametrize("name", ALIKE)
def test_alike(name: str) -> None:
    body, relation = ALIKE[name]
    one, other = sign(TITLE, BODY), sign("Ауыл балалары жаңа мектепке көшті", body)
    assert set(one.keys) & set(other.keys) or one.digest == other.digest
    assert may_be_alike((one.size, one.sketch), (other.size, other.sketch))
    found = compare(features(TITLE, BODY), features("Ауыл балалары жаңа мектепке көшті", body))
    assert found is not None
    assert found.relation == relation


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BODY, OTHER),
        (forecast(3, 14, 6), forecast(4, 9, 11)),
        (forecast(3, 14, 6), forecast(17, 8, 4)),
    ],
)
def test_not_alike(one: str, other: str) -> None:
    assert compare(features("", one), features("", other)) is None


def test_equal_words_have_one_digest_whatever_the_headline() -> None:
    assert sign(TITLE, BODY).digest == sign(OTHER_TITLE, f"  {BODY.upper()} ").digest
    assert sign(TITLE, BODY).digest != sign(TITLE, OTHER).digest


def test_of_a_short_text_the_headline_is_a_part() -> None:
    video = "Видеоны сілтемеден көріңіз."
    assert sign("Қар жауды", video).digest != sign("Қар еріді", video).digest
    assert sign("Қар жауды", video).keys == ()


def test_signatures_are_these() -> None:
    """Stored ones are compared with new ones: another library version that hashes otherwise must be told."""
    signature = sign(TITLE, BODY)
    assert (signature.digest, signature.size) == ("5491f0e50b843a403cc2efb389cc9aab", 91)
    assert signature.keys[:2] == (4214249174956411739, 1130042763890345437)
    assert signature.sketch[:6].hex() == "8523f2179351"


@given(st.text(), st.text(), st.text(), st.text())
def test_any_text_can_be_compared_either_way(t1: str, b1: str, t2: str, b2: str) -> None:
    one, other = features(t1, b1), features(t2, b2)
    assert compare(one, other) == compare(other, one)
    assert compare(one, one) is not None
    assert len(set(sign(t1, b1).keys)) in (0, 32)


PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda p: p[0] != p[1]), max_size=20)


@given(PAIRS, st.permutations(range(10)))
def test_a_group_is_a_star_whatever_the_numbers(pairs: list[tuple[int, int]], numbers: list[int]) -> None:
    alike: dict[int, set[int]] = {}
    for one, other in pairs:
        alike.setdefault(one, set()).add(other)
        alike.setdefault(other, set()).add(one)
    heads = stars(alike, {text: (str(text),) for text in alike})
    assert all(head == text or text in alike[head] for text, head in heads.items())
    renamed = {numbers[text]: {numbers[other] for other in others} for text, others in alike.items()}
    again = stars(renamed, {numbers[text]: (str(text),) for text in alike})
    assert again == {numbers[text]: numbers[head] for text, head in heads.items()}
