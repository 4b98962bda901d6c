"""What anybody may see of an archive: its public part on one day, as a workspace of its own.

The indexes are seen without the closed articles, the store through ``archive.store.public``. Where nothing is
held back, the archive itself is its public part.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from archive.access.cutting import EXCERPT_CHARS, LINES, MATCH_CHARS, SNIPPETS, WINDOW_WORDS, beginning
from workspace.core import Workspace

if TYPE_CHECKING:
    from archive.model import Text
    from archive.store.public import PublicStore
    from index.hits import KwicLine
    from index.query.ast import Node
    from index.snippets import Snippet

_mutex = threading.Lock()


class PublicWorkspace(Workspace):
    """A view for reading: ``day`` decides what is under embargo, ``hidden`` are the closed articles.
    ``whole`` is the archive behind it."""

    whole: Workspace
    day: dt.date
    hidden: frozenset[str]
    store: PublicStore

    @classmethod
    def of(cls, whole: Workspace, day: dt.date) -> PublicWorkspace | None:
        """``None`` where nothing is held back on that day."""
        from archive.store.public import opened

        hidden, cut = whole.store.held(day, "closed"), whole.store.held(day, "snippets")
        if not hidden and not cut:
            return None
        view = cls(whole.folder, whole.engine_name)
        view.whole, view.day, view.hidden, view.cut = whole, day, hidden, cut
        view.__dict__["store"] = opened(whole.store, day)
        for name in ("engine", "quote_engine"):
            engine = getattr(whole, name)
            view.__dict__[name] = engine.without(hidden) if hidden else engine.frozen()
        return view

    def public(self) -> Workspace:
        return self

    def texts(self, ids: Iterable[str]) -> Iterator[Text]:
        return self.store.texts(ids)

    def bodies(self, ids: Sequence[str]) -> dict[str, str]:
        return {article.id: article.body for article in self.store.texts(ids)}

    def lines(self, article: Text, node: Node, window_words: int) -> Iterator[KwicLine]:
        if article.id not in self.cut:
            yield from super().lines(article, node, window_words)
            return
        for number, line in enumerate(super().lines(article, node, min(window_words, WINDOW_WORDS))):
            shown = replace(line, match=beginning(line.match, MATCH_CHARS))
            # Every line counts, but many lines together would be the text.
            yield shown if number < LINES else replace(shown, before="…", after="…")

    def snippets(self, ids: Sequence[str], node: Node, count: int = 3) -> dict[str, tuple[Snippet, ...]]:
        found = super().snippets([id for id in ids if id not in self.cut], node, count)
        return found | super().snippets([id for id in ids if id in self.cut], node, min(count, SNIPPETS))

    def levels(self, ids: Iterable[str]) -> dict[str, str]:
        return {id: "snippets" for id in ids if id in self.cut}

    def is_stale(self) -> bool:
        return self.whole.is_stale()

    def is_quotes_stale(self) -> bool:
        return self.whole.is_quotes_stale()

    def excerpt(self, article_id: str) -> str:
        """What may be quoted of a text: all of an open one, the beginning of another."""
        body = self.bodies([article_id]).get(article_id, "")
        return beginning(body, EXCERPT_CHARS) if article_id in self.cut else body

    def close(self) -> None:
        """Nothing is its own."""


def public_part(whole: Workspace) -> Workspace:
    """The public part of an archive as it is now, made once for each day, commit and change of access."""
    version = whole.store.access_version()
    if version is None:
        return whole
    day = whole.today()
    generations = (whole.engine.status().generation, whole.quote_engine.status().generation)
    key: tuple[Any, ...] = (version, day, *generations)
    known: tuple[Any, Workspace] | None = whole.__dict__.get("_public")
    if known is not None and known[0] == key:
        return known[1]
    with _mutex:
        known = whole.__dict__.get("_public")
        if known is None or known[0] != key:
            made = PublicWorkspace.of(whole, day)
            if known is not None:
                _hand_over(known[1], made)
            known = whole.__dict__["_public"] = key, made or whole
        return known[1]


def _hand_over(earlier: Workspace, later: Workspace | None) -> None:
    """Words for «did you mean», where the earlier part can't know one that the later should not."""
    if not (isinstance(earlier, PublicWorkspace) and isinstance(later, PublicWorkspace)):
        return
    if earlier.hidden >= later.hidden:
        later.take_spellings(earlier)


def make_ready(earlier: Workspace | None, later: Workspace, warm: Callable[[Workspace], None]) -> None:
    """The public part of a view before anybody asks for it; ``earlier`` is the view it comes after. Nothing
    is done where all of it is open, or where this was done before."""
    public = later.public()
    if public is later or public.__dict__.get("is_ready"):
        return
    if earlier is not None and "_public" in earlier.__dict__:
        _hand_over(earlier.__dict__["_public"][1], public)
    warm(public)
    public.first_spellings()
    public.__dict__["is_ready"] = True
