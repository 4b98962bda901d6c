"""A query as it is asked of quotations, where the words said are the text of each document."""

from __future__ import annotations

from dataclasses import replace

from index.document import sortable
from index.query.ast import And, FieldValue, Fuzzy, Node, Not, Or, Phrase, Wildcard, Word


def of_quotations(node: Node) -> Node:
    """The tree asked of the index of quotations: ``quote:`` and no field are the words said, ``id:`` is a
    quotation's id or its article's.

    >>> from index.query.parser import parse
    >>> from index.query.render import render
    >>> render(of_quotations(parse("дәйексөз:мектеп region:KZ-33")))
    'body:мектеп region:KZ-33'
    """
    match node:
        case Word() | Phrase() | Wildcard() | Fuzzy():
            return replace(node, field="body") if node.field in (None, "quote") else node
        case FieldValue("id", value, span):
            return Or((FieldValue("id", sortable(value), span), FieldValue("article", value, span)), span)
        case And() | Or():
            return replace(node, children=tuple(map(of_quotations, node.children)))
        case Not():
            return replace(node, child=of_quotations(node.child))
        case _:
            return node
