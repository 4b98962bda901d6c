"""Tokens and sentences with offsets into the text as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazakh.tokens import Token, sentences, tokenize, words

CASES = [
    # hyphens
    ("азық-түлік", ["азық-түлік"]),
    ("Қасым-Жомарт Тоқаев", ["Қасым-Жомарт", "Тоқаев"]),
    ("сондай-ақ", ["сондай-ақ"]),
    ("Алматы–Талдықорған", ["Алматы", "Талдықорған"]),
    ("су‑жаңа", ["су‑жаңа"]),
    ("– деді ол –", ["деді", "ол"]),
    ("-x --y", ["x", "y"]),
    ("екі - үш", ["екі", "үш"]),
    ("қазақ-\nтүрік", ["қазақ", "түрік"]),
    # numbers
    ("2020-сыншы жылы", ["2020-сыншы", "жылы"]),
    ("70-жылдары", ["70-жылдары"]),
    ("40-тан", ["40-тан"]),
    ("1,2 млн. теңге", ["1,2", "млн", "теңге"]),
    ("3.5 пайыз", ["3.5", "пайыз"]),
    ("12.06.2023", ["12.06.2023"]),
    ("20%-ға өсті", ["20%-ға", "өсті"]),
    ("20% өсті", ["20%", "өсті"]),
    ("2023.Жаңа", ["2023", "Жаңа"]),
    ("2020–2025", ["2020", "2025"]),
    ("№5 мектеп", ["5", "мектеп"]),
    ("5-інде", ["5-інде"]),
    ("км²", ["км²"]),
    # abbreviations, Latin, Roman numerals
    ("АҚШ-тың, БҰҰ-ға", ["АҚШ-тың", "БҰҰ-ға"]),
    ("iPhone-ның", ["iPhone-ның"]),
    ("XIX және ХІХ", ["XIX", "және", "ХІХ"]),
    ("O'zbek Qazaqs'tan", ["O'zbek", "Qazaqs'tan"]),
    ("'сөз'", ["сөз"]),
    ("a_b", ["a", "b"]),
    # a suffix alone behind a closing mark
    ("«Қайрат»-тан озды", ["Қайрат", "озды"]),
    ("“Нұр Отан”-ға", ["Нұр", "Отан"]),
    ("(БҰҰ)-ның", ["БҰҰ"]),
    ("«Астана»-Арена", ["Астана", "Арена"]),
    ('"Самұрық"-тың', ["Самұрық"]),
    # soft hyphens and stress marks
    ("мем\u00adле\u00adкет", ["мемлекет"]),
    ("Алматы\u0301да", ["Алматыда"]),
    ("мем\u00ad-лекет", ["мем-лекет"]),
    # nothing
    ("", []),
    ("– — - … ? !", []),
    ("😀", []),
    ("___", []),
    # other scripts
    ("қазақ قازاق", ["қазақ", "قازاق"]),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_tokens(text: str, words: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == words


def test_offsets_are_those_of_the_text() -> None:
    text = "«Қайрат»-тан мем\u00adлекет"
    assert tokenize(text) == [Token("Қайрат", 1, 7), Token("мемлекет", 13, 22)]


@given(st.text(st.sampled_from("абқ-‑–12.,%»\"' \u00ad\u0301_xX\n") | st.characters(), max_size=80))
def test_tokens_are_slices_in_order(text: str) -> None:
    end = 0
    for token in tokenize(text):
        assert end <= token.start < token.end <= len(text)
        assert token.text
        assert set(token.text) <= set(text[token.start : token.end])
        assert token.text[0].isalnum()
        end = token.end


@given(st.text(st.sampled_from("абқ-12 \n«»"), max_size=80))
def test_plain_tokens_equal_their_slice_and_read_the_same_alone(text: str) -> None:
    for token in tokenize(text):
        assert text[token.start : token.end] == token.text
        assert [one.text for one in tokenize(token.text)] == [token.text]


SENTENCES = [
    ("Бірінші сөйлем. Екінші сөйлем.", ["Бірінші сөйлем.", "Екінші сөйлем."]),
    ("А. Байтұрсынов келді. Бәрі қуанды", ["А. Байтұрсынов келді.", "Бәрі қуанды"]),
    ("Қ.-Ж. Тоқаев сөйледі.", ["Қ.-Ж. Тоқаев сөйледі."]),
    ("«Барамын!» – деді ол. Кетті.", ["«Барамын!» – деді ол.", "Кетті."]),
    ("Келе ме? Білмеймін… Көрерміз!", ["Келе ме?", "Білмеймін…", "Көрерміз!"]),
    ("5 млн. Теңге емес, 5 млрд. доллар", ["5 млн. Теңге емес, 5 млрд. доллар"]),
    ("Тақырып\nБірінші жол", ["Тақырып", "Бірінші жол"]),
    ("2023 ж. Алматыда өтті.", ["2023 ж. Алматыда өтті."]),
    ("– Барасың ба? – Иә.", ["– Барасың ба?", "– Иә."]),
    ("12.06.2023 күні басталды.", ["12.06.2023 күні басталды."]),
    ("Осымен бітті.» Ол кетті.", ["Осымен бітті.»", "Ол кетті."]),
    ("", []),
    ("   \n ", []),
]


@pytest.mark.parametrize(("text", "found"), SENTENCES)
def test_sentences(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == found


@given(st.text(st.sampled_from("аАқҚ.!?…» –\n1"), max_size=60))
def test_sentences_cover_every_letter_once(text: str) -> None:
    spans = sentences(text)
    assert spans == sorted(spans)
    assert all(left[1] <= right[0] for left, right in zip(spans, spans[1:], strict=False))
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == "".join(text.split())


@pytest.mark.parametrize("sign", [".", ".»", "а", "\u00ad", "»-", "а'", "1,"])
def test_a_megabyte_of_one_sign_is_read_in_linear_time(sign: str) -> None:
    text = sign * (1_000_000 // len(sign))
    assert len(tokenize(text)) < len(text)
    assert sentences(text) == [(0, len(text))]


@given(
    st.text(alphabet="аәбғқАҚі -\u2011–«»”’'\u00ad\u0301.,%()1ixI\u200b\n_", max_size=40)
    | st.text(max_size=40)
)
def test_words_are_the_tokens_without_spans(text: str) -> None:
    assert words(text) == [token.text for token in tokenize(text)]
