"""From text to search terms, the same for articles and for queries.

Every token stands at one position and gives an exact form (look-alikes repaired, soft hyphens gone, lower
case), lemma terms and two beginnings of its lemma, which only rank. The first lemma is that of the whole
word; a hyphenated word adds those of its parts at the same position. A query word asks for its Kazakh and
its Russian reading, an article holds the one that its neighbours decide for.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from kazakh.alphabet import fold_case, normalize, repair_lookalikes
from kazakh.russian import lemma as russian_lemma
from kazakh.russian import readings, russian_flags
from kazakh.stem import analyze_word, stem
from kazakh.tokens import tokenize

#: Changes whenever the terms of a text change; an index made with another version is stale.
ANALYZER_VERSION = "2"
#: Letters of a lemma that the two coarse terms keep.
CUTS = (4, 5)
#: Terms are cut here, so that no engine's limit on the length of a term is reached.
LONGEST_TERM = 120
_HYPHENS = re.compile("[-\u2010\u2011]")
#: Particles written with a hyphen: no words of their own.
_CLITICS = frozenset(["ақ", "ау", "мыс", "міс", "ай", "ді", "ды"])
_KEPT_WORDS = 400_000


class Entry(NamedTuple):
    """The terms of one token: its form, its lemmas (the whole word's first), beginnings of the first."""

    form: str
    lemmas: tuple[str, ...]
    cut4: str
    cut5: str


class FieldTerms(NamedTuple):
    """Positions of every lemma and form of a text, counts of every beginning, number of tokens."""

    lemma: dict[str, list[int]]
    form: dict[str, list[int]]
    cut4: dict[str, int]
    cut5: dict[str, int]
    length: int


_entries: tuple[dict[str, Entry], dict[str, Entry]] = ({}, {})


def _entry(token: str, russian: bool) -> Entry:
    known = _entries[russian].get(token)
    if known is None:
        if len(_entries[russian]) >= _KEPT_WORDS:
            _entries[russian].clear()
        known = _entries[russian][token] = _make(fold_form(token), russian)
    return known


def fold_form(token: str) -> str:
    """The exact form of a token as it is indexed.

    >>> fold_form("ҚАЗАҚСТАН"), fold_form("Азық\u2011түлік")
    ('қазақстан', 'азық-түлік')
    """
    return _HYPHENS.sub("-", fold_case(token))[:LONGEST_TERM]


def _make(form: str, russian: bool) -> Entry:
    main = (russian_lemma(form) if russian else None) or stem(form) or form
    return Entry(form, tuple(dict.fromkeys((main, *_parts(form, main)))), *cuts(main))


def cuts(lemma: str) -> tuple[str, str]:
    """The beginnings of a lemma under which its relatives meet.

    >>> cuts("мектеп"), cuts("ай")
    (('мект', 'мекте'), ('ай', 'ай'))
    """
    return lemma[: CUTS[0]], lemma[: CUTS[1]]


def _parts(form: str, main: str) -> tuple[str, ...]:
    """Lemmas of the parts of a hyphenated word; a mere suffix or particle is no part."""
    if "-" not in form or "-" not in main:
        return ()
    pieces = [piece for piece in form.split("-") if piece]
    while len(pieces) > 1 and pieces[-1] in _CLITICS:
        pieces.pop()
    return tuple(stem(piece) or piece for piece in pieces) if len(pieces) > 1 else ()


def entries(text: str) -> list[Entry]:
    """Terms of each token of a text (NFC), from left to right.

    >>> [entry.lemmas for entry in entries("Халықтың азық-түлігі, АҚШ-тың 2020-сыншы жылы")]
    [('халық',), ('азық-түлік', 'азық', 'түлік'), ('ақш',), ('2020',), ('жыл',)]
    """
    return [entry for entry, _, _ in analyzed(text)]


def analyzed(text: str) -> list[tuple[Entry, int, int]]:
    """Each token's terms with its span in the text."""
    tokens = tokenize(repair_lookalikes(text)[0])
    words = [token[0] for token in tokens]
    return [
        (_entry(word, russian), token[1], token[2])
        for word, russian, token in zip(words, russian_flags(words), tokens, strict=True)
    ]


def field_terms(text: str) -> FieldTerms:
    """What an engine keeps of one field of an article.

    >>> field_terms("Қала мен дала").lemma
    {'қала': [0], 'мен': [1], 'дала': [2]}
    """
    lemma: dict[str, list[int]] = {}
    form: dict[str, list[int]] = {}
    cut4: dict[str, int] = {}
    cut5: dict[str, int] = {}
    words = [token[0] for token in tokenize(repair_lookalikes(text)[0])]
    for position, (word, russian) in enumerate(zip(words, russian_flags(words), strict=True)):
        entry = _entries[russian].get(word) or _entry(word, russian)
        for term in entry[1]:
            if term in lemma:
                lemma[term].append(position)
            else:
                lemma[term] = [position]
        term = entry[0]
        if term in form:
            form[term].append(position)
        else:
            form[term] = [position]
        term = entry[2]
        cut4[term] = cut4.get(term, 0) + 1
        term = entry[3]
        cut5[term] = cut5.get(term, 0) + 1
    return FieldTerms(lemma, form, cut4, cut5, len(words))


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
    beginnings = zip(*map(cuts, lemmas), strict=True)
    return QueryWord(form, lemmas, *(tuple(dict.fromkeys(each)) for each in beginnings))


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
                "cuts": [entry.cut4, entry.cut5],
            }
        )
    return rows
