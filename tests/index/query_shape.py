"""A tree in a form that is quick to read: the notation of the tables of test_query_parser.py.

``сөз`` a word, ``=сөз`` an exact one, ``title:сөз`` in a field; ``<a b>`` a phrase, ``<a b>~5`` near words;
``wild(с*з)``, ``fuzzy(сөз 1)``, ``{region=Абай}``, ``[2023 .. *]``, ``[none]``; ``(all …)`` an unwritten AND,
``(and …)`` a written one, ``(or …)``, ``(not …)``; ``*`` everything.
"""

from __future__ import annotations

from index.query.ast import (
    And,
    DateRange,
    Everything,
    FieldValue,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Wildcard,
    Word,
)


def shape(node: Node) -> str:
    match node:
        case Everything():
            return "*"
        case And(children, explicit):
            return f"({'and' if explicit else 'all'} {' '.join(map(shape, children))})"
        case Or(children):
            return f"(or {' '.join(map(shape, children))})"
        case Not(child):
            return f"(not {shape(child)})"
        case FieldValue(field, value):
            return f"{{{field}={value}}}"
        case DateRange(None, None):
            return "[none]"
        case DateRange(first, last):
            return f"[{first or '*'} .. {last or '*'}]"
        case Word() | Phrase() | Wildcard() | Fuzzy():
            return (f"{node.field}:" if node.field else "") + _text(node)


def _text(node: Word | Phrase | Wildcard | Fuzzy) -> str:
    match node:
        case Word(text, _, exact):
            return "=" * exact + text
        case Wildcard(pattern):
            return f"wild({pattern})"
        case Fuzzy(text, distance):
            return f"fuzzy({text} {distance})"
        case Phrase(words, _, slop, exact):
            flags = exact or (False,) * len(words)
            inside = " ".join("=" * flag + word for word, flag in zip(words, flags, strict=True))
            return f"<{inside}>" + ("" if slop is None else f"~{slop}")
