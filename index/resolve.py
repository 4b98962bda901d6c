"""Names in a query to the codes and ids that are indexed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple, Protocol

from index.query.ast import NOWHERE, And, DateRange, FieldValue, Node, Not, Or, Span
from kazakh.alphabet import fold_case


class Resolver(Protocol):
    """Knows what people call the values of a field."""

    def values(self, field: str, value: str) -> tuple[str, ...]:
        """Codes or ids meant by ``value``; the value itself when nothing of that name is known."""
        ...

    def dated(self, field: str, value: str) -> tuple[Dated, ...]:
        """For a ``value`` whose meaning depends on the article's date, each meaning with its days; else
        nothing."""
        ...


class Dated(NamedTuple):
    """What a name means in articles from ``first`` to ``last``, inclusive, as typed in a date range; both
    ``None``: in articles without a date."""

    value: str
    first: str | None
    last: str | None


class SameValue:
    """The resolver without a gazetteer: a value means the known values that differ from it only in case.

    >>> SameValue({"source": ["Дала жаршысы"]}).values("source", "дала жаршысы")
    ('Дала жаршысы',)
    """

    def __init__(self, known: Mapping[str, Iterable[str]] | None = None) -> None:
        self._known = {field: tuple(values) for field, values in (known or {}).items()}

    def values(self, field: str, value: str) -> tuple[str, ...]:
        wanted = fold_case(value)
        return tuple(v for v in self._known.get(field, ()) if fold_case(v) == wanted) or (value,)

    def dated(self, field: str, value: str) -> tuple[Dated, ...]:
        return ()


def resolve(node: Node, resolver: Resolver) -> Node:
    """The tree with every ``field:value`` replaced by what is indexed under that name; several become an Or.

    >>> from index.query.parser import parse
    >>> from index.query.render import render
    >>> render(resolve(parse("мектеп дереккөз:ДАЛА"), SameValue({"source": ["Дала"]})))
    'мектеп source:Дала'
    """
    match node:
        case FieldValue(field, value, span):
            if dated := resolver.dated(field, value):
                return dated_node(field, dated, span)
            nodes = tuple(FieldValue(field, each, span) for each in resolver.values(field, value))
            return nodes[0] if len(nodes) == 1 else Or(nodes, span)
        case And(children):
            return _spread(replace(node, children=tuple(resolve(child, resolver) for child in children)))
        case Or(children):
            return replace(node, children=tuple(resolve(child, resolver) for child in children))
        case Not(child):
            return replace(node, child=resolve(child, resolver))
        case _:
            return node


def names_any(node: Node) -> bool:
    """Whether a tree holds a ``field:value``; without one there is nothing to resolve.

    >>> from index.query.parser import parse
    >>> names_any(parse("мектеп OR өңір:Абай")), names_any(parse("мектеп date:2023"))
    (True, False)
    """
    match node:
        case FieldValue():
            return True
        case And(children) | Or(children):
            return any(map(names_any, children))
        case Not(child):
            return names_any(child)
        case _:
            return False


def dated_node(field: str, dated: Iterable[Dated], span: Span = NOWHERE) -> Or:
    """Any of the meanings, each in the articles of its days."""
    return Or(
        tuple(
            And((FieldValue(field, value, span), DateRange(first, last, span)), True, span)
            for value, first, last in dated
        ),
        span,
    )


def _spread(node: And) -> Node:
    """``a (b1 c1 OR b2 c2)`` as ``(a b1 c1) OR (a b2 c2)`` where the b are dated names, so that a name and
    words said still stand in one And and are asked of one quotation."""
    for at, child in enumerate(node.children):
        if isinstance(child, Or) and child.children and all(map(_is_dated, child.children)):
            rest = (*node.children[:at], *node.children[at + 1 :])
            parts = (part.children for part in child.children if isinstance(part, And))
            return Or(tuple(_spread(replace(node, children=(*rest, *part))) for part in parts), child.span)
    return node


def _is_dated(node: Node) -> bool:
    return (
        isinstance(node, And)
        and len(node.children) == 2
        and isinstance(node.children[0], FieldValue)
        and isinstance(node.children[1], DateRange)
    )
