"""What ranks hits: tantivy's BM25 over the kinds of evidence of ``index.scoring``, with their weights.

Each field is scored by itself, a frequent word without its beginnings, and neither nearness nor feedback is
looked at a second time, so the order can differ from that of the other engines; hits never do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from index.engines import plan as p
from index.engines.tantivy.queries import SHOULD, Forms, Q, term, terms
from index.engines.tantivy.schema import SCHEMA
from index.scoring import KIND_WEIGHT, TITLE_WEIGHT

#: Words of a query that stand right behind each other also in the text.
_NEIGHBOURS = 0.5
#: Forms of a pattern beyond which it only counts whether one of them is there.
_MANY = 32
#: A lemma that more than one article in so many has is not scored by its beginnings too: these are in still
#: more articles, say next to nothing, and take half of the time.
_FREQUENT = 20
#: Two lemmas each of which more than one article in so many has are not looked for beside each other in
#: bodies: to walk through their positions takes longer than all else, and many articles have them so.
_EVERYWHERE = 10
#: Whether more than one article in so many has a lemma.
Frequent = Callable[[str, int], bool]


def scoring(clauses: Sequence[p.Clause], forms: Forms, frequent: Frequent) -> Any:
    """A query that scores, for all clauses; None when there is nothing to score."""
    parts = [part for clause in clauses for part in _clause(clause, forms, frequent)]
    parts += _neighbours(clauses, frequent)
    return Q.boolean_query([(SHOULD, part) for part in parts]) if parts else None


def _clause(clause: p.Clause, forms: Forms, frequent: Frequent) -> Iterable[Any]:
    found = forms(clause.fields, clause.pattern) if clause.pattern else ()
    plain = (
        clause.word is not None
        and not clause.exact
        and any(frequent(lemma, _FREQUENT) for lemma in clause.word.lemmas)
    )
    for kind, of, wanted in clause.wanted(found):
        if plain and kind in ("cut4", "cut5"):
            continue
        for field in clause.fields:
            weight = clause.weight * KIND_WEIGHT[kind] * (TITLE_WEIGHT if field == "title" else 1.0)
            names = list(wanted)
            if len(names) > _MANY:
                yield Q.boost_query(terms(f"{field}_{of}", names), weight)
            else:
                yield from (Q.boost_query(term(f"{field}_{of}", name), weight) for name in names)


def _neighbours(clauses: Sequence[p.Clause], frequent: Frequent) -> Iterable[Any]:
    for one, other in zip(clauses, clauses[1:], strict=False):
        if one.word and other.word and one.word != other.word:
            words: list[Any] = [one.word.lemmas[0], other.word.lemmas[0]]
            everywhere = all(frequent(word, _EVERYWHERE) for word in words)
            for field in ("title",) if everywhere else ("title", "body"):
                yield Q.boost_query(Q.phrase_query(SCHEMA, f"{field}_lemma", words, 2), _NEIGHBOURS)
