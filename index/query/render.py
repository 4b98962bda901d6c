"""The tree back to text, in one canonical spelling: English operators and field names, ``-`` for NOT.

``parse(render(node)) == node`` for every tree that ``parse`` can give, as long as the text is no longer
than the parser takes.
"""

from __future__ import annotations

from archive.errors import QueryError
from index.query.ast import And, DateRange, FieldValue, Fuzzy, Node, Not, Or, Phrase, Wildcard, Word
from index.query.lexer import MARKS
from index.query.parser import parse


def render(node: Node) -> str:
    """The query that gives this tree.

    >>> render(parse("өңір:Абай И НЕ (“жұмыс сапары”~5 ИЛИ =облыс)"))
    'region:Абай AND -("жұмыс сапары"~5 OR =облыс)'
    """
    match node:
        case Or(children):
            return " OR ".join(_inside(child, Or) for child in children)
        case And(children, explicit):
            outer = (And, Or) if explicit else Or
            pieces = [_inside(child, And if _same(child, node) else outer) for child in children]
            return (" AND " if explicit else " ").join(pieces)
        case Not(Not() as child):
            return f"NOT {render(child)}"
        case Not(child):
            return f"-{_inside(child, (And, Or))}"
        case _:
            return _leaf(node)


def _inside(child: Node, bracketed: type | tuple[type, ...]) -> str:
    return f"({render(child)})" if isinstance(child, bracketed) else render(child)


def _same(child: Node, parent: And) -> bool:
    """An unwritten AND in another keeps its brackets; a written one needs none there."""
    return isinstance(child, And) and child.explicit == parent.explicit


def _leaf(node: Node) -> str:
    match node:
        case Word(text, field, exact):
            return _prefix(field) + _plain_or_marked(node, "=" * exact, text, _prefix(field))
        case Phrase():
            return _phrase(node)
        case Wildcard(pattern, field):
            return _prefix(field) + pattern
        case Fuzzy(text, distance, field):
            return f"{_prefix(field)}{text}~{distance}"
        case FieldValue(field, value):
            return _prefix(field) + _plain_or_marked(node, "", value, _prefix(field))
        case DateRange():
            return f"date:{_dates(node)}"
        case _:
            return "*"


def _prefix(field: str | None) -> str:
    return f"{field}:" if field else ""


def _plain_or_marked(node: Node, sign: str, text: str, prefix: str) -> str:
    """Without marks if it then reads as the same node, else in the first marks that don't occur in it."""
    try:
        if parse(prefix + sign + text) == node:
            return sign + text
    except QueryError:
        pass
    return sign + _marked(text)


def _marked(text: str) -> str:
    for opener, closers in MARKS.items():
        if not any(closer in text for closer in closers):
            return f"{opener}{text}{closers[0]}"
    raise ValueError("text with every kind of closing mark")


def _phrase(node: Phrase) -> str:
    everywhere = bool(node.exact) and all(node.exact)
    flags = node.exact if node.exact and not everywhere else (False,) * len(node.words)
    words = " ".join("=" * flag + word for word, flag in zip(node.words, flags, strict=True))
    near = "" if node.slop is None else f"~{node.slop}"
    return f"{_prefix(node.field)}{'=' * everywhere}{_marked(words)}{near}"


def _dates(node: DateRange) -> str:
    if node.first == node.last:
        return node.first or "none"
    return f"[{node.first or '*'} TO {node.last or '*'}]"
