"""One state of the index on the cluster: what is asked beside searches, and what is kept while it lasts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from index.analysis import field_terms
from index.document import IndexDocument, QuoteDocument
from index.engines import plan as p
from index.engines.memory_match import Held, held, holds
from index.engines.opensearch.client import Cluster
from index.engines.opensearch.queries import ALL, Query, some, term, terms
from index.engines.opensearch.schema import OPTIONS, key_field
from index.engines.patterns import EXPANSION_LIMIT, Pattern
from index.scoring import Corpus

#: Values that one facet can have; beyond, the page is told that counts of the rarest may be missing.
VALUES = 50_000
_PAGE = 5_000
_ALIVE = "2m"
_FILTERS = 500
_DEFAULT = ("title", "body")
_NOTHING = IndexDocument("", "", "", "", "", "", "", "", "", 0, 0)
_SPECIAL = re.compile(r"[^\w]")


class Reading:
    """``generation`` grows with every commit."""

    def __init__(self, cluster: Cluster, index: str, generation: int) -> None:
        self.cluster = cluster
        self.index = index
        self.generation = generation
        self._counts: dict[tuple[tuple[str, ...], str, tuple[str, ...]], int] = {}
        self._forms: dict[tuple[tuple[str, ...], Pattern], tuple[tuple[str, ...], bool]] = {}

    def search(self, body: dict[str, Any]) -> Any:
        return self.cluster.search(f"/{self.index}", body)

    def count(self, query: Query) -> int:
        """How many articles a query finds."""
        return int(
            self.search({"size": 0, "track_total_hits": True, "query": query})["hits"]["total"]["value"]
        )

    @cached_property
    def corpus(self) -> Corpus:
        """Number of articles and the mean numbers of their words."""
        means = {f"{text}_words": {"sum": {"field": f"{text}_words"}} for text in _DEFAULT}
        found = self.search({"size": 0, "track_total_hits": True, "query": ALL, "aggs": means})
        total = int(found["hits"]["total"]["value"])
        sums = [float(found["aggregations"][f"{text}_words"]["value"] or 0) for text in _DEFAULT]
        return Corpus(total, *(each / (total or 1) for each in sums))

    def articles_with(self, asked: Iterable[tuple[tuple[str, ...], str, tuple[str, ...]]]) -> list[int]:
        """In how many articles any of some terms is: for each (fields, kind, terms)."""
        wanted = [(fields, kind, tuple(sorted(words))) for fields, kind, words in asked]
        unknown = [key for key in dict.fromkeys(wanted) if key not in self._counts]
        for start in range(0, len(unknown), _FILTERS):
            part = unknown[start : start + _FILTERS]
            filters = {str(number): _having(*key) for number, key in enumerate(part)}
            body = {"size": 0, "query": ALL, "aggs": {"n": {"filters": {"filters": filters}}}}
            buckets = self.search(body)["aggregations"]["n"]["buckets"]
            for number, key in enumerate(part):
                self._counts[key] = int(buckets[str(number)]["doc_count"])
        return [self._counts[key] for key in wanted]

    def lemma_articles(self, lemmas: Collection[str]) -> dict[str, int]:
        """Number of articles that have each lemma in title or body."""
        asked = list(lemmas)
        counts = self.articles_with((_DEFAULT, "lemma", (lemma,)) for lemma in asked)
        return dict(zip(asked, counts, strict=True))

    def forms(self, fields: tuple[str, ...], pattern: Pattern) -> tuple[tuple[str, ...], bool]:
        """Forms that a pattern stands for in any of the fields, most frequent first, and whether there were
        too many."""
        if (fields, pattern) not in self._forms:
            field = "any_forms" if len(fields) > 1 else f"{fields[0]}_forms"
            found = self._fitting(field, pattern)
            ranked = sorted(((-count, form) for form, count in found if pattern.fits(form)))
            kept = tuple(form for _, form in ranked[:EXPANSION_LIMIT])
            self._forms[fields, pattern] = kept, len(ranked) > EXPANSION_LIMIT
        return self._forms[fields, pattern]

    def _fitting(self, field: str, pattern: Pattern) -> list[tuple[str, int]]:
        expression = _expression(pattern)
        query = {"regexp": {field: {"value": expression, "max_determinized_states": 100_000}}}
        asked = {"field": field, "include": expression, "size": VALUES, "shard_size": 2 * VALUES}
        found = self.search({"size": 0, "query": query, "aggs": {"n": {"terms": asked}}})
        return [(each["key"], each["doc_count"]) for each in found["aggregations"]["n"]["buckets"]]

    def vocabulary(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        """Values of a field that begin so, in order, each with the number of its articles."""
        name = f"any_{field}s" if field in OPTIONS else field
        query = {"prefix": {name: prefix}} if prefix else {"exists": {"field": name}}
        after: dict[str, Any] = {"after": {"value": prefix}} if prefix else {}
        if prefix:
            yield from ((prefix, count) for count in [self.count(term(name, prefix))] if count)
        while True:
            sources = [{"value": {"terms": {"field": name}}}]
            asked = {"composite": {"size": _PAGE, "sources": sources, **after}}
            answer = self.search({"size": 0, "query": query, "aggs": {"n": asked}})
            found = answer["aggregations"]["n"]
            for each in found["buckets"]:
                if not each["key"]["value"].startswith(prefix):
                    return
                yield each["key"]["value"], each["doc_count"]
            if "after_key" not in found:
                return
            after = {"after": found["after_key"]}

    def walk(self, query: Query, sort: Sequence[Any], **more: Any) -> Iterator[dict[str, Any]]:
        """Every hit of a query in an order, from one point in time."""
        opened = self.cluster.call(
            "POST",
            f"/{self.index}/_search/point_in_time",
            keep_alive=_ALIVE,
            allow_partial_pit_creation="false",
        )
        point = opened["pit_id"]
        after: dict[str, Any] = {}
        try:
            while True:
                body = {"size": _PAGE, "query": query, "sort": list(sort), "track_total_hits": False, **more}
                body |= {"pit": {"id": point, "keep_alive": _ALIVE}, **after}
                hits = self.cluster.search("", body)["hits"]["hits"]
                yield from hits
                if len(hits) < _PAGE:
                    return
                after = {"search_after": hits[-1]["sort"]}
        finally:
            self.cluster.call("DELETE", "/_search/point_in_time", {"pit_id": [point]})

    def stored(self, query: Query, field: str) -> Iterator[tuple[str, Any]]:
        """Id and a part of the document of every article that a query finds, by id."""
        for hit in self.walk(query, [{"id": "asc"}], _source=[field]):
            yield hit["_id"], hit["_source"].get(field)

    def looked(self, query: Query, plan: p.Plan, forms: Any) -> list[str]:
        """Those of the articles that a query finds which fit a plan, by looking at their texts."""
        found = ((key, _held(key, texts)) for key, texts in self.stored(query, "texts"))
        return [key for key, one in found if holds(plan, one, forms)]

    def facts(self, ids: Sequence[str]) -> Mapping[str, Any]:
        """What a list shows of some articles, by id."""
        if not ids:
            return {}
        found = self.cluster.call("POST", f"/{self.index}/_mget", {"ids": list(ids)}, _source="facts")
        return {each["_id"]: each["_source"]["facts"] for each in found["docs"] if each.get("found")}

    def lemmas(self, ids: Sequence[str]) -> dict[str, tuple[dict[str, tuple[int, int]], int]]:
        """Counts of every lemma in title and body of some articles, and the number of their words."""
        found: dict[str, tuple[dict[str, tuple[int, int]], int]] = {}
        for key, texts in self.stored(terms("id", ids), "texts"):
            title, body = field_terms(texts["title"]), field_terms(texts["body"])
            counts = {
                lemma: (len(title.lemma.get(lemma, ())), len(body.lemma.get(lemma, ())))
                for lemma in title.lemma.keys() | body.lemma.keys()
            }
            found[key] = counts, title.length + body.length
        return found


def _having(fields: tuple[str, ...], kind: str, words: tuple[str, ...]) -> Query:
    if set(fields) == set(_DEFAULT):
        return terms(f"any_{kind}s", words)
    return some(terms(f"{field}_{kind}", words) for field in fields)


def value_counts(field: str) -> dict[str, Any]:
    """An aggregation that counts the values of a facet."""
    return {"terms": {"field": field, "size": VALUES, "shard_size": 2 * VALUES}}


def by_key(field: str, value: str) -> Query:
    return term(key_field(field), value)


def _held(key: str, texts: Mapping[str, Any]) -> Held:
    quotes = tuple(
        QuoteDocument(f"{key}-{number}", key, text, speaker, "", 0.0)
        for number, (speaker, text) in enumerate(texts["quote"])
    )
    return held(replace(_NOTHING, id=key, title=texts["title"], body=texts["body"], quotes=quotes))


def _expression(pattern: Pattern) -> str:
    """A pattern as an expression of Lucene's that fits all that it fits.

    >>> _expression(Pattern("мект*п?")), _expression(Pattern("ат", 1))
    ('мект.*п.', '.?ат|.?т|а.?|а.?т|ат.?')
    """
    if not pattern.distance:
        pieces = {"*": ".*", "?": "."}
        return "".join(pieces.get(char) or _escaped(char) for char in pattern.text)
    words = {tuple(map(_escaped, pattern.text))}
    for _ in range(pattern.distance):
        words = {near for word in words for near in _one_edit(word)}
    return "|".join(sorted("".join(word) for word in words))


def _one_edit(word: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A place where something may be left out or be another letter, or where a letter may be added."""
    for place in range(len(word) + 1):
        yield (*word[:place], ".?", *word[place:])
        if place < len(word):
            yield (*word[:place], ".?", *word[place + 1 :])


def _escaped(char: str) -> str:
    return f"\\{char}" if _SPECIAL.fullmatch(char) else char
