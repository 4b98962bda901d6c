"""From text to search terms, the same for articles and for queries.

Every token stands at one position and gives an exact form (look-alikes repaired, soft hyphens gone, lower
case), lemma terms and two beginnings of each of its lemmas, which only rank. The first lemma is that of the
whole word; a hyphenated word adds those of its parts at the same position. A query word asks for its Kazakh
and its Russian reading, an article holds the one that its neighbours decide for.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, chain
from typing import Any, NamedTuple

from index.entries import CUTS, HYPHENS, LONGEST_TERM, NOTHING, Entry, Memory, cuts, fold_form
from kazakh.alphabet import fold_case, normalize, repair_lookalikes
from kazakh.russian import is_russian, readings, russian_flags
from kazakh.stem import analyze_word
from kazakh.tokens import is_unseen_free, tokenize, word_lists

__all__ = ["ANALYZER_VERSION", "CUTS", "LONGEST_TERM", "Entry", "cuts", "fold_form"]

#: Changes whenever the terms of a text change; an index made with another version is stale.
ANALYZER_VERSION = "3"


class FieldTerms(NamedTuple):
    """Positions of every lemma and form of a text, counts of every beginning, number of tokens."""

    lemma: dict[str, list[int]]
    form: dict[str, list[int]]
    cut4: dict[str, int]
    cut5: dict[str, int]
    length: int


_memory = Memory()


def memory_now() -> Memory:
    """What is remembered; when it is full another begins, so that no one sees half of it."""
    global _memory
    if _memory.is_full():
        _memory = _memory.next()
    return _memory


def entries(text: str) -> list[Entry]:
    """Terms of each token of a text (NFC), from left to right.

    >>> [entry.lemmas for entry in entries("Халықтың азық-түлігі, АҚШ-тың 2020-сыншы жылы")]
    [('халық',), ('азық-түлік', 'азық', 'түлік'), ('ақш',), ('2020',), ('жыл',)]
    """
    memory = memory_now()
    pieces = text.split()
    found = list(chain.from_iterable(map(memory.__getitem__, pieces)))
    if memory.may_be_russian(pieces):
        _reread(found, memory)
    return found


def _reread(found: list[Entry], memory: Memory) -> None:
    """Puts the Russian reading where the neighbours speak for it."""
    flags = russian_flags([entry.form for entry in found])
    for place, russian in enumerate(flags):
        if russian:
            found[place] = memory.russian(found[place].form)


def analyzed(text: str) -> list[tuple[Entry, int, int]]:
    """Each token's terms with its span in the text."""
    memory = memory_now()
    tokens = tokenize(repair_lookalikes(text)[0])
    found = [memory.entry(token[0]) for token in tokens]
    _reread(found, memory)
    return [(entry, start, end) for entry, (_, start, end) in zip(found, tokens, strict=True)]


class Asked(NamedTuple):
    """What is looked for in a text: lemmas whose forms begin so (see ``entries.beginnings``), and whether
    the form of every token is."""

    beginnings: frozenset[str]
    forms: bool


def located(text: str, asked: Asked) -> tuple[list[Entry], list[int], list[int]]:
    """The terms of each token with where it starts and ends, as ``analyzed`` gives them, but without lemmas
    where a token can't have one that is asked for: a third of the time, since hardly a word is stemmed, and
    no neighbours are asked for their language.

    >>> found, _, _ = located("Жаңа мектептер ашылды", Asked(frozenset(["ме"]), False))
    >>> [entry.lemmas for entry in found]
    [(), ('мектеп',), ()]
    """
    memory = memory_now()
    plain = repair_lookalikes(text)[0]
    words, starts, ends = word_lists(plain)
    forms = [fold_form(word) for word in words] if asked.forms else words
    found = [Entry(form, (), (), ()) for form in forms] if asked.forms else [NOTHING] * len(words)
    folded, wanted = fold_case(plain), asked.beginnings
    if not is_unseen_free(plain):
        folded, begins = fold_case("".join(words)), list(accumulate(map(len, words), initial=0))
    else:
        begins = starts
    for place, start in enumerate(begins[: len(words)]):
        if folded[start] in wanted or folded[start : start + 2] in wanted or _is_joined(words[place]):
            found[place] = _in_place(memory, words, place)
    return found, starts, ends


def _is_joined(word: str) -> bool:
    """Whether a word has parts, each of which has a lemma."""
    return not word.isalpha() and not HYPHENS.isdisjoint(word)


def _in_place(memory: Memory, words: list[str], place: int) -> Entry:
    """The terms of one word, read as its neighbours say."""
    left = fold_form(words[place - 1]) if place else None
    right = fold_form(words[place + 1]) if place + 1 < len(words) else None
    return read_beside(memory, memory.entry(words[place]), left, right)


def read_beside(memory: Memory, entry: Entry, left: str | None, right: str | None) -> Entry:
    """The terms of a word as these neighbours say it is to be read."""
    return memory.russian(entry.form) if is_russian(entry.form, left, right) else entry


def field_terms(text: str) -> FieldTerms:
    """What an engine keeps of one field of an article.

    >>> field_terms("Қала мен дала").lemma
    {'қала': [0], 'мен': [1], 'дала': [2]}
    """
    lemma: dict[str, list[int]] = {}
    form: dict[str, list[int]] = {}
    cut4: dict[str, int] = {}
    cut5: dict[str, int] = {}
    found = entries(text)
    for position, (own_form, lemmas, own_cut4, own_cut5) in enumerate(found):
        for term in lemmas:
            if term in lemma:
                lemma[term].append(position)
            else:
                lemma[term] = [position]
        if own_form in form:
            form[own_form].append(position)
        else:
            form[own_form] = [position]
        for term in own_cut4:
            cut4[term] = cut4.get(term, 0) + 1
        for term in own_cut5:
            cut5[term] = cut5.get(term, 0) + 1
    return FieldTerms(lemma, form, cut4, cut5, len(found))


class QueryWord(NamedTuple):
    """One token of a query: its form, every lemma it may stand for, beginnings of these."""

    form: str
    lemmas: tuple[str, ...]
    cut4: tuple[str, ...]
    cut5: tuple[str, ...]


@lru_cache(maxsize=10_000)
def query_words(text: str) -> tuple[QueryWord, ...]:
    """The tokens in what was typed as one word, usually one.

    >>> query_words("мектептердің")
    (QueryWord(form='мектептердің', lemmas=('мектеп',), cut4=('мект',), cut5=('мекте',)),)
    >>> [word.lemmas for word in query_words("школы")]
    [('школ', 'школа')]
    """
    tokens = tokenize(repair_lookalikes(normalize(text))[0])
    return tuple(_query_word(fold_form(token.text)) for token in tokens)


def _query_word(form: str) -> QueryWord:
    lemmas = tuple(term for term in readings(form) if term) or (form,)
    return QueryWord(form, lemmas, *cuts(lemmas))


def query_terms(word: str) -> tuple[str, ...]:
    """The lemma terms that a typed word asks for.

    >>> query_terms("Қасым-Жомартқа"), query_terms("№")
    (('қасым-жомарт',), ())
    """
    return tuple(dict.fromkeys(term for token in query_words(word) for term in token.lemmas))


def explain_tokens(text: str) -> list[dict[str, Any]]:
    """Each token of a text with every step to its terms, ready for JSON.

    >>> explain_tokens("қалаларда")[0]["terms"], explain_tokens("қалаларда")[0]["layers"][0]
    (['қала'], {'name': 'PL', 'surface': 'лар'})
    """
    rows = []
    for entry, start, end in analyzed(normalize(text)):
        analysis = analyze_word(entry.form)
        kazakh = analysis.lemma == entry.lemmas[0]
        layers = (
            [{"name": layer.name, "surface": layer.surface} for layer in analysis.layers] if kazakh else []
        )
        rows.append(
            {
                "text": normalize(text)[start:end],
                "start": start,
                "end": end,
                "form": entry.form,
                "lemma": entry.lemmas[0],
                "layers": layers,
                "rule": analysis.rule if kazakh else "russian",
                "terms": list(entry.lemmas),
                "cuts": [*entry.cut4, *entry.cut5],
            }
        )
    return rows
