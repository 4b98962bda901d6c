"""How well an article answers: the ranking that docs/ranking.md chose and measured.

First BM25F over title and body, by lemma, exact form and two beginnings of the lemma; then, among the best,
nearness of the query's words and the words of the very best articles (see ``index.engines.rerank``). Pure
functions over counts, so that every engine gives the same scores. Which articles are hits is decided before.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kazakh.stem import analyze_word

#: Kinds of evidence that a word can have, in order, with their weights.
KIND_WEIGHT = {"lemma": 1.0, "cut4": 1.0, "cut5": 0.6, "form": 0.3}
KINDS = tuple(KIND_WEIGHT)
K1 = 1.2
TITLE_WEIGHT = 2.0
B_TITLE = B_BODY = 0.5
_ASKING = """
    не кім қандай қай қалай қайда қашан қанша неше неге нешінші қайсы ма ме ба бе па пе де бол бар
    еді екен е және мен үшін ол бұл осы сол сияқты немесе болып емес ата ет қыл бой деген деп
    дегеніміз немене табу тап анықта көрсет көрсету жатқыз жат
"""
#: Words that ask, and auxiliaries, by lemma or form: they say little about what is wanted.
ASKING = frozenset(_ASKING.split())
ASKING_WEIGHT = 0.1
VERB_WEIGHT = 0.6
_FINITE_LAYERS = frozenset({"IFI", "PRS", "FUT", "CND"})
#: Agreement, the only layers that follow a finite verb; a case would make a noun of it (болар-ды).
_AGREEMENT = frozenset({"C1", "C2", "C2F", "C1P", "C2P", "C3", "K1P", "K2P", "P1", "P2", "P2F"})
NEAR_WEIGHT = 0.3
#: Words of a text, and of the query, that two words may be apart to be near.
NEAR_WINDOW, NEAR_REACH = 8, 3
FEEDBACK_WEIGHT = 0.3
FEEDBACK_ARTICLES, FEEDBACK_TERMS = 4, 40
#: Articles that nearness and feedback look at.
RESCORED = 200

#: (count in the title, count in the body).
Counts = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Number of articles and the mean number of words in their titles and bodies."""

    articles: int
    title_words: float
    body_words: float


def inverse_frequency(articles_with_term: int, articles: int) -> float:
    """Weight of a term by its rarity; 0 for a term that no article has.

    >>> inverse_frequency(1, 3) > inverse_frequency(2, 3) > inverse_frequency(3, 3) > 0
    True
    """
    if not articles_with_term:
        return 0.0
    return math.log(1 + (articles - articles_with_term + 0.5) / (articles_with_term + 0.5))


def asks(form: str, lemmas: Sequence[str]) -> bool:
    """Whether a query word only asks."""
    return form in ASKING or not ASKING.isdisjoint(lemmas)


@lru_cache(maxsize=10_000)
def word_weight(form: str, lemmas: tuple[str, ...]) -> float:
    """What a word of a query weighs beside others.

    >>> word_weight("мектеп", ("мектеп",)), word_weight("қандай", ("қандай",))
    (1.0, 0.1)
    """
    return (ASKING_WEIGHT if asks(form, lemmas) else 1.0) * (VERB_WEIGHT if is_finite(form) else 1.0)


def is_finite(form: str) -> bool:
    """Whether a word is a finite verb.

    >>> is_finite("ұсталды"), is_finite("ұсталғандар"), is_finite("күдіктілер")
    (True, False, False)
    """
    layers = [layer.name for layer in analyze_word(form).layers]
    while layers and layers[-1] in _AGREEMENT:
        layers.pop()
    return bool(layers) and layers[-1] in _FINITE_LAYERS


@dataclass(frozen=True, slots=True)
class Scorer:
    """``weights``: for every word the weight of each of its kinds, rarity included."""

    corpus: Corpus
    weights: tuple[tuple[float, ...], ...]

    def score(self, evidence: Sequence[Sequence[Counts]], title_words: int, body_words: int) -> float:
        """BM25F of one article: ``evidence`` holds for every word the counts of each of its kinds."""
        title_norm, body_norm = norms(self.corpus, title_words, body_words)
        total = 0.0
        for weights, kinds in zip(self.weights, evidence, strict=True):
            for weight, (in_title, in_body) in zip(weights, kinds, strict=True):
                if in_title or in_body:
                    total += weight * saturated(in_title, in_body, title_norm, body_norm)
        return total


def norms(corpus: Corpus, title_words: int, body_words: int) -> tuple[float, float]:
    """What counts in title and body are divided by: more than 1 in a long text, less in a short one."""
    return (
        1 - B_TITLE + B_TITLE * title_words / (corpus.title_words or 1),
        1 - B_BODY + B_BODY * body_words / (corpus.body_words or 1),
    )


def saturated(in_title: int, in_body: int, title_norm: float, body_norm: float) -> float:
    count = TITLE_WEIGHT * in_title / title_norm + in_body / body_norm
    return count * (K1 + 1) / (count + K1)


def scorer(corpus: Corpus, words: Sequence[tuple[float, Sequence[tuple[str, int]]]]) -> Scorer:
    """A scorer; ``words`` gives the weight of every word and its kinds, each with its article count."""
    weights = tuple(
        tuple(weight * KIND_WEIGHT[kind] * inverse_frequency(count, corpus.articles) for kind, count in kinds)
        for weight, kinds in words
    )
    return Scorer(corpus, weights)


def nearness(gap: int | None, rarity: float) -> float:
    """What two words that stand ``gap`` apart add; ``rarity`` is that of the more frequent one.

    >>> nearness(1, 2.0), nearness(9, 2.0)
    (0.6, 0.0)
    """
    return NEAR_WEIGHT * rarity / gap if gap and gap <= NEAR_WINDOW else 0.0


def feedback_words(
    best: Sequence[tuple[float, Mapping[str, Counts], int]], rarity: Mapping[str, float]
) -> dict[str, float]:
    """Lemmas that tell the best articles from others, their weights summing to 1.

    ``best``: score, lemma counts and number of words of each; ``rarity`` leaves out lemmas of one article.
    """
    strength = sum(score for score, _, _ in best) or 1.0
    gathered: dict[str, float] = {}
    for score, counts, words in best:
        for term, (in_title, in_body) in counts.items():
            gathered[term] = gathered.get(term, 0.0) + score / strength * (in_title + in_body) / (words or 1)
    weighed = [
        (-share * rarity[term], term) for term, share in gathered.items() if term in rarity and len(term) > 2
    ]
    chosen = sorted(weighed)[:FEEDBACK_TERMS]
    whole = -sum(weight for weight, _ in chosen) or 1.0
    return {term: -weight / whole for weight, term in chosen}


def combined(score: float, highest: float, feedback: float, highest_feedback: float) -> float:
    """The final score.

    >>> combined(5.0, 10.0, 1.0, 2.0)
    0.65
    """
    return score / (highest or 1.0) + FEEDBACK_WEIGHT * feedback / (highest_feedback or 1.0)
