"""What ranks hits: the formula of ``index.scoring``, its numbers taken from the whole cluster.

How often a word is in an article is counted where the article lies, by a script; how many articles have it is
asked of all shards beforehand, so that the order does not depend on how articles are spread. Scores come back
in single precision.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any

from index import scoring as s
from index.engines import plan as p
from index.engines.opensearch.queries import Query, every, some, spans, term, terms
from index.engines.opensearch.reading import Reading
from index.engines.patterns import Pattern
from index.engines.rerank import SecondLook, telling_words
from index.scoring import Corpus

Forms = Callable[[tuple[str, ...], Pattern], tuple[str, ...]]
_TEXTS = ("title", "body")
#: A cluster takes 1,024 in one question, unless it is told otherwise.
_CLAUSES = 1_000
#: BM25F of ``index.scoring.Scorer``; ``words``: weight, fields of the title, fields of the rest, terms.
_SCRIPT = """
double inTitle = params.title[0] + params.title[1] * doc['title_words'].value;
double inBody = params.body[0] + params.body[1] * doc['body_words'].value;
double total = 0;
for (def word : params.words) {
  double title = 0; double body = 0;
  for (String term : word.terms) {
    for (String field : word.title) { title += termFreq(field, term); }
    for (String field : word.body) { body += termFreq(field, term); }
  }
  if (title + body > 0) {
    double count = params.more * title / inTitle + body / inBody;
    total += word.weight * count * (params.k1 + 1) / (count + params.k1);
  }
}
return total;
"""


def scored(query: Query, words: Sequence[dict[str, Any]], corpus: Corpus) -> Query:
    """A query whose hits have the score of these words."""
    if not words:
        return {"constant_score": {"filter": query, "boost": 0.0}}
    params = {
        "title": _norm(s.B_TITLE, corpus.title_words),
        "body": _norm(s.B_BODY, corpus.body_words),
        "k1": s.K1,
        "more": s.TITLE_WEIGHT,
        "words": list(words),
    }
    return {"script_score": {"query": every([query]), "script": {"source": _SCRIPT, "params": params}}}


def _norm(b: float, mean: float) -> tuple[float, float]:
    return 1 - b, b / (mean or 1)


def evidence(clauses: Sequence[p.Clause], forms: Forms, reading: Reading) -> list[dict[str, Any]]:
    """What the script is told of the words of a query."""
    rows = []
    for clause in clauses:
        found = forms(clause.fields, clause.pattern) if clause.pattern else ()
        rows += [(clause, kind, of, tuple(wanted)) for kind, of, wanted in clause.wanted(found)]
    counts = reading.articles_with((clause.fields, of, wanted) for clause, _, of, wanted in rows)
    total = reading.corpus.articles
    return [
        {
            "weight": clause.weight * s.KIND_WEIGHT[kind] * s.inverse_frequency(count, total),
            "title": [f"title_{of}"] if "title" in clause.fields else [],
            "body": [f"{field}_{of}" for field in clause.fields if field != "title"],
            "terms": list(wanted),
        }
        for (clause, kind, of, wanted), count in zip(rows, counts, strict=True)
        if count
    ]


def first_scores(ids: Sequence[str], words: Sequence[dict[str, Any]], reading: Reading) -> dict[str, float]:
    """What these words are worth in some articles."""
    return _scores(reading, scored(terms("id", ids), words, reading.corpus), len(ids)) if ids else {}


def look_again(scores: Mapping[str, float], clauses: Sequence[p.Clause], reading: Reading) -> SecondLook[str]:
    """The second look at the best hits (see ``index.engines.rerank``), in three questions to the cluster."""
    final = dict(scores)
    for key, gained in _nearness(list(scores), clauses, reading).items():
        final[key] += gained
    if not max(final.values(), default=0.0):
        return SecondLook(final, {})
    best = sorted(final, key=lambda key: (-final[key], key))
    return SecondLook(final, _feedback(best, final, reading))


def _nearness(best: Sequence[str], clauses: Sequence[p.Clause], reading: Reading) -> dict[str, float]:
    words = telling_words(clauses, reading.corpus, reading.lemma_articles)
    parts: list[list[Query]] = []
    room = 0
    for (at, one), (place, other) in combinations(enumerate(words), 2):
        if place - at > s.NEAR_REACH:
            continue
        clauses_of_it = 2 * len(_TEXTS) * s.NEAR_WINDOW * (len(one.lemmas) + len(other.lemmas))
        if clauses_of_it > room:
            parts.append([])
            room = _CLAUSES
        room -= clauses_of_it
        parts[-1].append(_pair(one.lemmas, other.lemmas, min(one.rarity, other.rarity)))
    gained: dict[str, float] = {}
    for pairs in parts:
        query = {"bool": {"filter": [terms("id", best)], "should": pairs, "minimum_should_match": 1}}
        for key, score in _scores(reading, query, len(best)).items():
            gained[key] = gained.get(key, 0.0) + score
    return gained


def _pair(one: Sequence[str], other: Sequence[str], rarity: float) -> Query:
    """The least distance of two words in title or body, as what it adds to the score."""
    slots = (p.Slot("lemma", tuple(one)), p.Slot("lemma", tuple(other)))
    near = []
    for gap in range(1, s.NEAR_WINDOW + 1):
        # In order, either way: two words at one position are not near each other but one word.
        ways = [spans(text, way, gap - 1, True) for text in _TEXTS for way in (slots, slots[::-1])]
        near.append({"constant_score": {"filter": some(ways), "boost": s.nearness(gap, rarity)}})
    return {"dis_max": {"queries": near}}


def _feedback(best: Sequence[str], scores: Mapping[str, float], reading: Reading) -> dict[str, float]:
    """How much each of the best articles speaks of what the very best speak of."""
    first = list(best[: s.FEEDBACK_ARTICLES])
    held = reading.lemmas(first)
    known = [(scores[key], *held[key]) for key in first if key in held]
    counts = reading.lemma_articles({lemma for _, lemmas, _ in known for lemma in lemmas})
    total = reading.corpus.articles
    rarity = {lemma: s.inverse_frequency(count, total) for lemma, count in counts.items() if count > 1}
    wanted = s.feedback_words(known, rarity)
    words = [
        {"weight": weight * rarity[lemma], "title": ["title_lemma"], "body": ["body_lemma"], "terms": [lemma]}
        for lemma, weight in wanted.items()
    ]
    return _scores(reading, scored(terms("id", best), words, reading.corpus), len(best)) if words else {}


def _scores(reading: Reading, query: Query, size: int) -> dict[str, float]:
    found = reading.search({"size": size, "query": query, "_source": False})
    return {hit["_id"]: float(hit["_score"]) for hit in found["hits"]["hits"]}


def times(field: str, word: str, query: Query) -> dict[str, Any]:
    """A search that tells how often a word stands in a field of what a query finds, as the sum ``n``."""
    script = {"source": "termFreq(params.field, params.term)", "params": {"field": field, "term": word}}
    counted = {"script_score": {"query": every([query, term(field, word)]), "script": script}}
    return {"size": 0, "query": counted, "aggs": {"n": {"sum": {"script": {"source": "_score"}}}}}
