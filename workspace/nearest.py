"""«Did they say it?»: the quotations nearest to a sentence that somebody has at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from index.analysis import analyzed
from index.query.ast import Or, Word
from index.request import SearchRequest
from kazakh.alphabet import normalize
from workspace.quotations import Quoted, read_quotations

if TYPE_CHECKING:
    from workspace.finding import Finding

Span = tuple[int, int]
#: Words of a sentence that are looked at, and the rarest of them that are searched for.
LONGEST, ASKED = 300, 24
#: Quotations that are compared word by word, and words of each.
COMPARED, COMPARED_WORDS = 40, 2000


@dataclass(frozen=True, slots=True)
class Near:
    """A quotation beside the sentence. ``likeness`` is the share of the sentence's words, by stem, that stand
    in it in the same order, from 0 to 1; ``verbatim``: all of them, without a gap, letter for letter but for
    case and punctuation.

    ``typed`` are spans of the sentence whose words differ; ``said`` those of each part of the content,
    between the first and the last word in common. ``sentence`` is the text that ``typed`` counts in.
    """

    quoted: Quoted
    sentence: str
    likeness: float
    verbatim: bool
    typed: tuple[Span, ...]
    said: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class _Token:
    form: str
    lemma: str
    span: Span
    part: int = 0


def nearest_quotations(
    workspace: Finding, sentence: str, most: int = 5, filters: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Near, ...]:
    """The nearest first; none when no quotation has a word of it. ``filters`` as in ``quotes_text``."""
    text = normalize(sentence)
    words = _tokens(text)[:LONGEST]
    asked = _rarest(workspace, words)
    if not asked:
        return ()
    names = workspace.names
    query = names.narrowed(Or(tuple(Word(form, "body") for form in asked)), filters or {})
    request = SearchRequest(query, filters=names.filters(filters or {}), limit=COMPARED)
    hits = workspace.quote_engine.search(request).hits
    found = read_quotations(workspace, [(hit.id, hit.score) for hit in hits])
    near = [_compared(text, words, quoted) for quoted in found]
    near.sort(key=lambda each: (-each.likeness, not each.verbatim, -each.quoted.score))
    return tuple(near[:most])


def _tokens(text: str, part: int = 0) -> list[_Token]:
    return [
        _Token(entry.form, entry.lemmas[0] if entry.lemmas else entry.form, (start, end), part)
        for entry, start, end in analyzed(text)
    ]


def _rarest(workspace: Finding, words: Sequence[_Token]) -> list[str]:
    """Forms of the sentence whose stems the quotations have, the rarest ones when there are many."""
    forms = {word.lemma: word.form for word in words}
    counts = workspace.quote_engine.term_frequencies("lemma", forms)
    known = sorted((count, lemma) for lemma, count in counts.items() if count)
    return [forms[lemma] for _, lemma in known[:ASKED]]


def _compared(text: str, words: list[_Token], quoted: Quoted) -> Near:
    parts = enumerate(quoted.quotation.content)
    said = [token for part, content in parts for token in _tokens(content, part)][:COMPARED_WORDS]
    blocks = SequenceMatcher(
        None, [word.lemma for word in words], [word.lemma for word in said], autojunk=False
    ).get_matching_blocks()
    pairs = [(block.a + place, block.b + place) for block in blocks for place in range(block.size)]
    same = [pair for pair in pairs if words[pair[0]].form == said[pair[1]].form]
    first, last = (pairs[0][1], pairs[-1][1]) if pairs else (0, -1)
    kept = {pair[1] for pair in same}
    gaps = [said[place] for place in range(first, last + 1) if place not in kept]
    alike = {pair[0] for pair in same}
    return Near(
        quoted=quoted,
        sentence=text,
        likeness=round(len(pairs) / len(words), 3),
        verbatim=len(same) == len(words) and not gaps,
        typed=tuple(word.span for place, word in enumerate(words) if place not in alike),
        said=tuple(
            tuple(word.span for word in gaps if word.part == part)
            for part in range(len(quoted.quotation.content))
        ),
    )
