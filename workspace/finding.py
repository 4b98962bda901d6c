"""Asking the archive: a query as typed, read, repaired, resolved and answered."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from archive.errors import QueryError
from index.engine import SearchEngine
from index.query.analysis import words
from index.query.ast import Everything, Node
from index.query.parser import parse
from index.query.plain import plain_words
from index.repair import Known, Repair, repair_runs, repair_words
from index.request import FACETS, Match, SearchRequest
from index.resolve import names_any
from kazakh.typing_repair import read_as
from workspace.answers import Holdings, SearchAnswer
from workspace.sampling import SEED, Order, random_ids, random_page
from workspace.vocabulary import Vocabulary

if TYPE_CHECKING:
    from archive.model import Text
    from archive.store import Store
    from index.hits import KwicLine, SearchPage
    from index.snippets import Snippet
    from kazakh.spelling import SpellingIndex
    from workspace.names import NameResolver
    from workspace.spellings import Spelling


Kept = TypeVar("Kept")
_ORDERS_KEPT = 4


class Finding(ABC):
    """The searching half of a workspace; ``engine`` and ``store`` are the other half's."""

    _made: dict[str, tuple[int, Any]]
    #: In the public part of an archive, articles of which only snippets are public.
    cut: frozenset[str] = frozenset()

    @property
    @abstractmethod
    def engine(self) -> SearchEngine: ...

    @property
    @abstractmethod
    def quote_engine(self) -> SearchEngine: ...

    @property
    @abstractmethod
    def store(self) -> Store: ...

    @abstractmethod
    def is_stale(self) -> bool: ...

    @abstractmethod
    def is_quotes_stale(self) -> bool: ...

    def search_text(
        self,
        query: str,
        *,
        filters: Mapping[str, tuple[str, ...]] | None = None,
        date_from: str | None = None,
        date_to: str | None = None,
        undated: bool = False,
        match: Match = "all",
        sort: Order = "relevance",
        seed: int = SEED,
        offset: int = 0,
        limit: int = 20,
        facets: bool = False,
        exact_letters: bool = False,
    ) -> SearchAnswer:
        """Find articles by a query as typed. Raises QueryError.

        A query that does not parse or finds nothing is read once more as if its runs were typed on another
        keyboard layout; the reading as operators wins when it finds something. Sort ``random`` is the order
        of ``seed`` (see ``workspace.sampling``).
        """
        drawn = seed if sort == "random" else None

        def ask(node: Node) -> SearchAnswer:
            resolved, codes = self._resolved(node, filters or {})
            request = SearchRequest(
                query=resolved,
                filters=codes,
                date_from=date_from,
                date_to=date_to,
                undated=undated,
                match=match,
                sort="date" if sort == "random" else sort,
                offset=offset,
                limit=limit,
                facets=FACETS if facets else (),
            )
            page = self._page(self.engine, request, drawn)
            return SearchAnswer(query, node, request, page, (), self.is_stale(), drawn)

        return self.read_and_ask(query, ask, exact_letters)

    def read_and_ask(self, query: str, ask: Ask, exact_letters: bool) -> SearchAnswer:
        """As typed; where that finds nothing or does not parse, as if typed on another layout; then with
        single words repaired."""
        plain: SearchAnswer | QueryError
        try:
            plain = ask(parse(query))
        except QueryError as error:
            plain = error
        if exact_letters:
            return _or_raise(plain)
        vocabulary = self._kept("vocabulary", lambda: Vocabulary(self.engine))
        known = vocabulary.articles
        if isinstance(plain, SearchAnswer):
            vocabulary.learn(text for word in words(plain.node) for text in read_as(word))
        if isinstance(plain, SearchAnswer) and plain.page.total:
            return _repaired(query, ask, known, ()) or plain
        runs, layout = repair_runs(query, known)
        found = (_repaired(runs, ask, known, layout) if layout else None) or _repaired(query, ask, known, ())
        return replace(found, raw=query) if found else _or_raise(plain)

    def _resolved(
        self, node: Node, filters: Mapping[str, tuple[str, ...]]
    ) -> tuple[Node, Mapping[str, tuple[str, ...]]]:
        """A query and filters as they are indexed; the tables of names are loaded only for a name."""
        if not filters and not names_any(node):
            return node, {}
        names = self.names
        return names.narrowed(node, filters), names.filters(filters)

    @property
    def names(self) -> NameResolver:
        """Resolver of names; the people of the archive are read when a name is asked for."""
        from workspace.names import NameResolver

        return NameResolver(lambda: self._kept("people", self.store.people))

    def ids(self, answer: SearchAnswer) -> Iterator[str]:
        """Ids of every hit of an answer, in its order."""
        return self._ids(self.engine, answer)

    def _ids(self, engine: SearchEngine, answer: SearchAnswer) -> Iterator[str]:
        if answer.seed is None:
            return engine.ids(answer.request)
        return iter(self._drawn(engine, answer.request, answer.seed))

    def _page(self, engine: SearchEngine, request: SearchRequest, seed: int | None) -> SearchPage:
        if seed is None:
            return engine.search(request)
        return random_page(engine, request, lambda: self._drawn(engine, request, seed))

    def _drawn(self, engine: SearchEngine, request: SearchRequest, seed: int) -> list[str]:
        """Every hit in random order; the last few orders are remembered, so that a page is turned quickly."""
        known: dict[str, list[str]] = self._kept("drawn", dict)
        whole = replace(request, offset=0, limit=0, facets=())
        key = repr((id(engine), engine.status().generation, whole, seed))
        if key not in known:
            while len(known) >= _ORDERS_KEPT:
                known.pop(next(iter(known)), None)
            known[key] = random_ids(engine, whole, seed)
        return known[key]

    def article_ids(self) -> list[str]:
        """Ids of all articles, in order; read once for each generation of the index."""
        return self._kept("ids", lambda: sorted(self.engine.revisions()))

    def plain_words(self, query: str) -> str:
        """A query that does not parse, as the plain words in it; empty when there are none."""
        return plain_words(query)

    def snippets(self, ids: Sequence[str], node: Node, count: int = 3) -> dict[str, tuple[Snippet, ...]]:
        """The places of each article that show best why it was found."""
        from index.snippets import snippets

        return {name: snippets(body, node, count) for name, body in self.bodies(ids).items()}

    def bodies(self, ids: Sequence[str]) -> dict[str, str]:
        """Texts of some articles by id."""
        return {text.id: text.body for text in self.store.texts(ids)}

    def texts(self, ids: Iterable[str]) -> Iterator[Text]:
        """Articles in the order of ``ids``, to count their words and cut pieces out of them."""
        return self.store.texts(ids)

    def lines(self, article: Text, node: Node, window_words: int) -> Iterator[KwicLine]:
        """The lines of a concordance in one of ``texts``."""
        from index.concordance import kwic

        date = article.date.isoformat() if article.date else None
        return kwic(article.id, date, article.body, node, window_words)

    def excerpt(self, article_id: str) -> str:
        """What may be quoted of a text where nothing was searched for."""
        return self.bodies([article_id]).get(article_id, "")

    def levels(self, ids: Iterable[str]) -> dict[str, str]:
        """Levels of access of those of the articles that are not open."""
        return {}

    def marks(self, text: str, node: Node) -> tuple[tuple[int, int], ...]:
        from index.snippets import marks

        return tuple(marks(text, node))

    def spellings(self, answer: SearchAnswer) -> tuple[Spelling, ...]:
        """Near words for those of a query that the archive does not hold."""
        from workspace.spellings import spellings

        return spellings(self.engine, answer.raw, answer.node, self._spelling_index)

    def _spelling_index(self) -> SpellingIndex:
        from kazakh.spelling import SpellingIndex
        from workspace.spellings import frequent

        return self._kept("spelling", lambda: SpellingIndex(frequent(self.engine.vocabulary("form"))))

    def prepare_spellings(self) -> None:
        """Read the words of the archive for ``spellings`` before they are needed: seconds in a large one."""
        self._made.pop("spelling", None)
        self._spelling_index()

    def first_spellings(self) -> None:
        """The same, unless it was done before."""
        if "spelling" not in self._made:
            self._spelling_index()

    def take_spellings(self, earlier: Finding) -> None:
        """Those of an earlier commit, as long as nobody prepares others: each is counted when it is shown."""
        if "spelling" in earlier._made:
            self._made["spelling"] = self.engine.status().generation, earlier._made["spelling"][1]

    def _kept(self, name: str, make: Callable[[], Kept]) -> Kept:
        """What is costly to make, made once for each generation of the index."""
        generation = self.engine.status().generation
        if self._made.get(name, (None, None))[0] != generation:
            self._made[name] = generation, make()
        value: Kept = self._made[name][1]
        return value

    def explain(self, query: str, match: Match = "all", exact_letters: bool = False) -> dict[str, Any]:
        """How a query is understood: the tree as text, repairs, terms with article counts, the total."""
        answer = self.search_text(query, match=match, exact_letters=exact_letters, limit=0)
        vocabulary = Vocabulary(self.engine)
        return {
            "raw": query,
            "parsed": answer.parsed,
            "repairs": [repair.as_json() for repair in answer.repairs],
            "terms": [row for word in words(answer.node) for row in vocabulary.rows(word)],
            "total": answer.page.total,
        }

    def holdings(self) -> Holdings:
        """How much the index holds, for the head of every page."""
        request = SearchRequest(Everything(), limit=0, facets=("source", "date_year"))
        return self._kept("holdings", lambda: Holdings.of(self.engine.search(request)))

    def label(self, field: str, value: str, lang: str) -> str:
        """A facet value as a person reads it."""
        return self.names.label(field, value, lang)

    def region_label(self, code: str, lang: str) -> str:
        return self.names.label("region", code, lang)

    def topic_label(self, code: str, lang: str) -> str:
        return self.names.label("topic", code, lang)

    def speaker_name(self, speaker_id: str) -> str:
        return self.names.label("speaker", speaker_id, "kk")


Ask = Callable[[Node], SearchAnswer]


def _repaired(text: str, ask: Ask, known: Known, before: tuple[Repair, ...]) -> SearchAnswer | None:
    """The answer with words repaired, when it finds something and any repair was made at all."""
    try:
        node, repairs = repair_words(parse(text), known)
    except QueryError:
        return None
    if not (before or repairs):
        return None
    answer = ask(node)
    return replace(answer, repairs=(*before, *repairs)) if answer.page.total else None


def _or_raise(answer: SearchAnswer | QueryError) -> SearchAnswer:
    if isinstance(answer, QueryError):
        raise answer
    return answer
