"""Names in a query to the codes and ids that are indexed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from index.query.ast import And, FieldValue, Node, Not, Or
from kazakh.alphabet import fold_case


class Resolver(Protocol):
    """Knows what people call the values of a field."""

    def values(self, field: str, value: str) -> tuple[str, ...]:
        """Codes or ids meant by ``value``; the value itself when nothing of that name is known."""
        ...


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


def resolve(node: Node, resolver: Resolver) -> Node:
    """The tree with every ``field:value`` replaced by what is indexed under that name; several become an Or.

    >>> from index.query.parser import parse
    >>> from index.query.render import render
    >>> render(resolve(parse("мектеп дереккөз:ДАЛА"), SameValue({"source": ["Дала"]})))
    'мектеп source:Дала'
    """
    match node:
        case FieldValue(field, value, span):
            nodes = tuple(FieldValue(field, each, span) for each in resolver.values(field, value))
            return nodes[0] if len(nodes) == 1 else Or(nodes, span)
        case And(children) | Or(children):
            return replace(node, children=tuple(resolve(child, resolver) for child in children))
        case Not(child):
            return replace(node, child=resolve(child, resolver))
        case _:
            return node
