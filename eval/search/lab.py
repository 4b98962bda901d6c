"""An offline laboratory for ranking: a configuration in, the nDCG@10 of every query out.

``Config()`` is the ranking of docs/ranking.md; ``reference.py`` says the same one article at a time.
``python -m eval.search.crossval FOLDER`` compares configurations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.search.collection import SETS, load, ndcg10
from eval.search.memory import Index, Pairs
from eval.search.reference import idf
from eval.search.terms import Word

Scores = NDArray[np.float64]
#: Lemmas and forms of words that ask, and of auxiliaries: they say little about what is wanted.
_ASKING = (
    "не кім қандай қай қалай қайда қашан қанша неше неге нешінші қайсы ма ме ба бе па пе де бол бар еді "
    "екен е және мен үшін ол бұл осы сол сияқты немесе болып емес ата ет қыл бой деген деп дегеніміз "
    "немене табу тап анықта көрсет көрсету жатқыз жат"
)
ASKING = frozenset(_ASKING.split())
#: The kind that has only the terms of the whole of a hyphenated word.
_WHOLE = {"all": "lemma"} | {f"cut{length}": f"whole{length}" for length in range(3, 8)}
_KINDS = (("all", 1.0), ("cut4", 1.0), ("cut5", 0.6), ("form", 0.3))


@dataclass(frozen=True, slots=True)
class Config:
    """One ranking. ``kinds``: kinds of terms and their weights; 0 (or 1 for factors) turns a part off.

    ``joint``: title and body as one field; ``apart``: two saturations; ``dismax``: share of a word's
    weaker kinds, all of them by default; ``strict``: only articles that hold a lemma of a query word;
    ``parts``: a hyphenated query word asks for its parts too.
    """

    kinds: tuple[tuple[str, float], ...] = _KINDS
    k1: float = 1.2
    b_title: float = 0.5
    b_body: float = 0.5
    title: float = 2.0
    idf_power: float = 1.0
    asking: float = 0.1
    verbs: float = 0.6
    coordination: float = 0.0
    dismax: float = 1.0
    joint: bool = False
    apart: bool = False
    near: float = 0.3
    window: int = 8
    pair_reach: int = 3
    feedback: float = 0.3
    feedback_articles: int = 4
    feedback_terms: int = 40
    feedback_kind: str = "all"
    feedback_power: float = 1.0
    rescored: int = 200
    strict: bool = True
    parts: bool = False


def _add(index: Index, config: Config, kind: str, term: str, weight: float, out: Scores) -> float:
    """Adds a term's score to every article that has it; its weight, 0 when no article has it."""
    found = index.postings(kind).get(term)
    if found is None:
        return 0.0
    articles, title, body = found
    full = weight * float(idf(len(articles), index.size) ** config.idf_power)
    title_tf = title / (1 - config.b_title + config.b_title * index.title_share[articles])
    tf = body / (1 - config.b_body + config.b_body * index.body_share[articles])
    if config.joint:
        length = index.joint_share(config.title)[articles]
        tf = (config.title * title + body) / (1 - config.b_body + config.b_body * length)
    elif config.apart:
        out[articles] += full * config.title * title_tf * (config.k1 + 1) / (title_tf + config.k1)
    else:
        tf += config.title * title_tf
    out[articles] += full * tf * (config.k1 + 1) / (tf + config.k1)
    return full


def _is_asking(word: Word) -> bool:
    return word.lemma in ASKING or word.form in ASKING


def scores(index: Index, words: Sequence[Word], config: Config) -> Scores:
    """Scores of all articles for the words of one query; 0 for what is no hit."""
    total, matched, possible = np.zeros(index.size), np.zeros(index.size), 0.0
    for word in words:
        factor = (config.asking if _is_asking(word) else 1.0) * (config.verbs if word.finite else 1.0)
        mine, full = _word_scores(index, word, factor, config)
        total += mine
        matched[mine > 0] += full
        possible += full
    if not total.any():
        return scores(index, words, replace(config, asking=1.0)) if config.asking < 1 else total
    if config.coordination and possible:
        total *= (matched / possible) ** config.coordination
    if config.strict:
        total[~_hits(index, words, config)] = 0
    if not total.any():
        return total
    if config.near:
        _add_nearness(index, words, config, total)
    if config.feedback:
        total = _with_feedback(index, config, total)
    return total


def _word_scores(index: Index, word: Word, factor: float, config: Config) -> tuple[Scores, float]:
    full, each = 0.0, []
    for kind, weight in config.kinds:
        terms, out = _asked(word, kind, config), np.zeros(index.size)
        for term in terms:
            full += _add(index, config, kind, term, weight * factor / len(terms), out)
        each.append(out)
    highest = np.maximum.reduce(each)
    return highest + config.dismax * (np.sum(each, axis=0) - highest), full


def _asked(word: Word, kind: str, config: Config) -> tuple[str, ...]:
    """Terms of a query word: those of the whole word, unless ``parts`` says those of hyphenated parts too."""
    return word.terms[kind if config.parts else _WHOLE.get(kind, kind)]


def _hits(index: Index, words: Sequence[Word], config: Config) -> NDArray[np.bool_]:
    found = np.zeros(index.size)
    for word in words:
        _add(index, config, "all", word.lemma, 1.0, found)
    return found > 0


def _best_first(total: Scores, count: int) -> list[int]:
    return [int(article) for article in np.argsort(-total, kind="stable")[:count] if total[article] > 0]


def _query_pairs(words: Sequence[Word], reach: int) -> Pairs:
    lemmas = list(dict.fromkeys(word.lemma for word in words if word.lemma not in ASKING))
    return [(a, b) for place, a in enumerate(lemmas) for b in lemmas[place + 1 : place + 1 + reach]]


def _add_nearness(index: Index, words: Sequence[Word], config: Config, total: Scores) -> None:
    postings = index.postings("lemma")
    pairs = [(a, b) for a, b in _query_pairs(words, config.pair_reach) if a in postings and b in postings]
    for article in _best_first(total, config.rescored):
        for a, b in pairs:
            gap = index.gap(article, a, b)
            if gap is not None and gap <= config.window:
                common = max(len(postings[a][0]), len(postings[b][0]))
                total[article] += config.near * idf(common, index.size) / gap


def _with_feedback(index: Index, config: Config, total: Scores) -> Scores:
    first = _best_first(total, config.feedback_articles)
    strength = np.array([total[article] for article in first]) ** config.feedback_power
    vectors, postings = index.vectors(config.feedback_kind), index.postings(config.feedback_kind)
    gathered: dict[str, float] = {}
    for share, article in zip(strength / strength.sum(), first, strict=True):
        for term, part in vectors[article].items():
            gathered[term] = gathered.get(term, 0) + float(share) * part
    weighed = {
        term: part * idf(len(postings[term][0]), index.size)
        for term, part in gathered.items()
        if len(postings[term][0]) > 1 and len(term) > 2
    }
    best = sorted(weighed.items(), key=lambda item: (-item[1], item[0]))[: config.feedback_terms]
    extra, whole = np.zeros(index.size), sum(weight for _, weight in best) or 1.0
    for term, weight in best:
        _add(index, config, config.feedback_kind, term, weight / whole, extra)
    extra[np.argsort(-total, kind="stable")[config.rescored :]] = 0
    extra[total <= 0] = 0
    return np.asarray(total / total.max() + config.feedback * extra / (extra.max() or 1.0))


class Lab:
    """Remembers the nDCG@10 of every query for every configuration tried."""

    def __init__(self, folder: Path) -> None:
        self.indexes = [Index(load(folder / name)) for name in SETS]
        self._known: dict[Config, list[Scores]] = {}

    def per_query(self, config: Config) -> list[Scores]:
        """nDCG@10 of every query, one array for each collection."""
        if config not in self._known:
            self._known[config] = [
                np.array([self._one(index, query, config) for query in range(len(index.collection.queries))])
                for index in self.indexes
            ]
        return self._known[config]

    def _one(self, index: Index, query: int, config: Config) -> float:
        total = scores(index, index.collection.queries[query], config)
        return ndcg10(_best_first(total, 10), index.collection.relevant[query])

    def means(self, config: Config) -> tuple[float, float]:
        """Mean nDCG@10 of news_search and of kazqad_mini."""
        news, questions = self.per_query(config)
        return float(news.mean()), float(questions.mean())
