"""What the score of an article must do."""

from __future__ import annotations

from index.scoring import Corpus, inverse_frequency, scorer

CORPUS = Corpus(articles=100, title_words=8.0, body_words=200.0)


def score(title: int, body: int, words: int = 200, articles: int = 10) -> float:
    rate = scorer(CORPUS, [(1.0, [("lemma", articles)])])
    return rate.score([[(title, body)]], 8, words)


def test_more_is_better_but_less_and_less() -> None:
    once, twice, thrice = score(0, 1), score(0, 2), score(0, 3)
    assert 0 < once < twice < thrice
    assert twice - once > thrice - twice


def test_a_rare_word_weighs_more() -> None:
    assert score(0, 1, articles=1) > score(0, 1, articles=50) > score(0, 1, articles=100) > 0
    assert inverse_frequency(0, 100) == 0.0


def test_the_title_weighs_more_than_the_body_and_a_short_body_more_than_a_long_one() -> None:
    assert score(1, 0) > score(0, 1)
    assert score(0, 1, words=50) > score(0, 1, words=800)


def test_nothing_found_is_nothing() -> None:
    assert score(0, 0) == 0.0
    assert scorer(Corpus(0, 0.0, 0.0), [(1.0, [("lemma", 0)])]).score([[(0, 0)]], 0, 0) == 0.0
