"""The grammar under the stemmer: layers as data, sound changes, and one space of candidates."""

from __future__ import annotations

import gzip
import time
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazakh.harmony import FINAL_CLASSES, VOWELS, harmony
from kazakh.morph.candidates import candidates
from kazakh.morph.endings import parses
from kazakh.morph.lemma import lemmatizer
from kazakh.morph.model import EVIDENCE, EXCEPTIONS, WEIGHTS, exceptions, frequent_forms, ranker
from kazakh.morph.rank import Ranker
from kazakh.suffixes import LONGEST_FORM, NOMINAL, VERBAL, forms_by_surface, layers

LETTERS = "аәбвгғдежзийкқлмнңоөпрстуұүхшыі"
DATA = files("kazakh").joinpath("data")


def test_every_layer_attaches_to_layers_that_exist() -> None:
    known = {NOMINAL, VERBAL, *layers()}
    for layer in layers().values():
        assert layer.attaches_to <= known, layer.name
        assert layer.forms, layer.name
        assert layer.meaning


def test_no_form_is_longer_than_the_reader_looks() -> None:
    assert max(map(len, forms_by_surface())) <= LONGEST_FORM


def test_every_letter_is_in_one_final_class() -> None:
    classes = sorted("".join("".join(letters) for letters in FINAL_CLASSES.values()))
    assert len(classes) == len(set(classes))
    assert set(LETTERS) <= set(classes)


CHAINS = [
    ("ларымыздағылардың", ("PL", "P1P", "ATR", "PL", "GEN")),
    ("ғандықтан", ("PP", "LYQ", "ABL")),
    ("майтын", ("NEG", "HAB")),
    ("ылмайтындығын", ("PAS", "NEG", "HAB", "LYQV", "P3", "ACCP")),
    ("сақ", ("CND", "K1P")),
]


@pytest.mark.parametrize(("ending", "chain"), CHAINS)
def test_endings_are_cut_into_layers(ending: str, chain: tuple[str, ...]) -> None:
    assert chain in [parse.layers for parse in parses(ending)]


NO_ENDINGS = ["ларде", "дерлар", "шаны", "нінгы", "қала"]


@pytest.mark.parametrize("text", NO_ENDINGS)
def test_wrong_harmony_or_order_is_no_ending(text: str) -> None:
    assert not [parse for parse in parses(text) if len(parse.layers) < 3]


REPAIRED = [
    ("халқы", "халық", "e"),
    ("ерні", "ерін", "e"),
    ("аузы", "ауыз", "e"),
    ("қаупіне", "қауіп", "e"),
    ("кітабы", "кітап", "v"),
    ("жүрегім", "жүрек", "v"),
    ("аяғыңыз", "аяқ", "v"),
    ("табады", "тап", "v"),
    ("егеді", "ек", "v"),
    ("шығу", "шық", "v"),
    ("тауып", "тап", "w"),
    ("жауыпты", "жап", "w"),
    ("оқу", "оқы", "u"),
    ("еру", "ері", "u"),
    ("қояды", "қой", "y"),
    ("сүю", "сүй", "y"),
    ("жоятын", "жой", "y"),
    ("оқиды", "оқы", "i"),
    ("дамитын", "дамы", "i"),
    ("ериді", "ері", "i"),
]


@pytest.mark.parametrize(("word", "stem", "repair"), REPAIRED)
def test_sound_changes_are_undone(word: str, stem: str, repair: str) -> None:
    assert (stem, repair) in {(found.lemma, found.repair) for found in candidates(word)}


@given(st.text(alphabet=LETTERS, min_size=1, max_size=20))
def test_the_ranker_scores_exactly_the_candidates_of_the_grammar(word: str) -> None:
    """``candidates`` is the readable definition, ``Ranker`` the fast one: the same space."""
    plain = {(found.lemma, found.kind, found.repair) for found in candidates(word)}
    ranked = {(option.lemma, option.kind, option.repair) for option in ranker().options(word)}
    assert plain == ranked


@given(st.text(alphabet=LETTERS, min_size=1, max_size=20))
def test_best_is_the_first_of_the_options(word: str) -> None:
    options = ranker().options(word)
    top = max(option.score for option in options)
    assert ranker().best(word) in {option.lemma for option in options if option.score == top}


def test_harmony_is_of_the_last_vowel_that_has_one() -> None:
    assert [harmony(word) for word in ("қала", "көше", "Жетісу".lower(), "су")] == ["b", "f", "f", "-"]
    assert set("аәеиоөуұүыіэюяё") == VOWELS


def test_an_untrained_ranker_leaves_words_alone_or_takes_a_candidate() -> None:
    blank = Ranker({}, {}, {kind: [0.0] for kind in "NVI"})
    assert blank.best("қаланың") in {found.lemma for found in candidates("қаланың")}


def test_the_model_is_plain_text_small_and_says_its_sources() -> None:
    size = 0
    for name in (WEIGHTS, EVIDENCE, EXCEPTIONS, "suffixes.tsv", "closed.tsv"):
        data = DATA.joinpath(name).read_bytes()
        size += len(data)
        text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")
        assert text.startswith("# "), name
        assert "Licence" in text[:900] or "Apache-2.0" in text[:900], name
    assert size < 3_000_000


def test_the_model_loads_in_a_tenth_of_a_second() -> None:
    """Best of a few loads, so that a busy machine does not fail it."""

    def seconds() -> float:
        ranker.cache_clear()
        exceptions.cache_clear()
        started = time.process_time()
        ranker()
        exceptions()
        return time.process_time() - started

    assert min(seconds() for _ in range(5)) < 0.1


def test_frequent_forms_are_what_the_grammar_answers() -> None:
    """After a change of the stemmer: ``python -m training.frequent``."""
    lemma = lemmatizer(ranker(), exceptions())
    known = frequent_forms()
    assert len(known) > 40_000
    assert {form: stem for form, stem in known.items() if lemma(form) != stem} == {}
