"""Looking through a tree and changing parts of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from index.query.ast import And, Fuzzy, Node, Not, Or, Phrase, Span, Wildcard, Word

Change = Callable[[Word], Node]


def leaves(node: Node) -> Iterator[Node]:
    """Every node that holds no other, from left to right.

    >>> from index.query.parser import parse
    >>> [type(leaf).__name__ for leaf in leaves(parse('мектеп -өңір:Абай "жаңа мектеп"'))]
    ['Word', 'FieldValue', 'Phrase']
    """
    match node:
        case And(children) | Or(children):
            for child in children:
                yield from leaves(child)
        case Not(child):
            yield from leaves(child)
        case _:
            yield node


def positive(node: Node, wanted: bool = True) -> Iterator[Word | Phrase | Wildcard | Fuzzy]:
    """What may stand in a hit's text: words, phrases, patterns that are not negated, from left to right."""
    match node:
        case And(children) | Or(children):
            for child in children:
                yield from positive(child, wanted)
        case Not(child):
            yield from positive(child, not wanted)
        case Word() | Phrase() | Wildcard() | Fuzzy():
            if wanted:
                yield node


def words(node: Node) -> tuple[str, ...]:
    """The words asked for and not negated, those of phrases too, each once.

    >>> from index.query.parser import parse
    >>> words(parse('мектеп -алма "жаңа мектеп" тақырыпат:сапар~1 NOT -үй'))
    ('мектеп', 'жаңа', 'сапар', 'үй')
    """
    found: dict[str, None] = {}
    for leaf in positive(node):
        match leaf:
            case Word(text) | Fuzzy(text):
                found[text] = None
            case Phrase(texts):
                found.update(dict.fromkeys(texts))
    return tuple(found)


def spans(node: Node) -> tuple[Span, ...]:
    """Where each leaf was typed, from left to right.

    >>> from index.query.parser import parse
    >>> spans(parse("мектеп ЖӘНЕ өңір:Абай"))
    ((0, 6), (12, 21))
    """
    return tuple(leaf.span for leaf in leaves(node))


def map_words(node: Node, change: Change) -> Node:
    """The tree with every Word as ``change`` gives it back; negated ones too.

    The words of a phrase are shown to ``change`` one by one (with the phrase's field and span); a Word
    given back replaces the word there, any other node leaves it as it is.

    >>> from dataclasses import replace
    >>> from index.query.parser import parse
    >>> from index.query.render import render
    >>> tree = parse('казак "казак елі"')
    >>> render(map_words(tree, lambda word: replace(word, text=word.text.replace("к", "қ"))))
    'қазақ "қазақ елі"'
    """
    match node:
        case Word():
            return change(node)
        case Phrase():
            return _map_phrase(node, change)
        case And(children) | Or(children):
            return replace(node, children=tuple(map_words(child, change) for child in children))
        case Not(child):
            return replace(node, child=map_words(child, change))
        case _:
            return node


def _map_phrase(node: Phrase, change: Change) -> Phrase:
    flags = node.exact or (False,) * len(node.words)
    typed = [Word(text, node.field, flag, node.span) for text, flag in zip(node.words, flags, strict=True)]
    changed = [new if isinstance(new := change(word), Word) else word for word in typed]
    exact = tuple(word.exact for word in changed)
    return replace(node, words=tuple(word.text for word in changed), exact=exact if any(exact) else ())


def replace_at(node: Node, span: Span, new: Node) -> Node:
    """The tree with the outermost nodes that were typed at ``span`` replaced; unchanged if there is none.

    >>> from index.query.ast import Word
    >>> from index.query.parser import parse
    >>> from index.query.render import render
    >>> render(replace_at(parse("-казакстан тарихы"), (1, 10), Word("қазақстан")))
    '-қазақстан тарихы'
    """
    if node.span == span:
        return new
    match node:
        case And(children) | Or(children):
            return replace(node, children=tuple(replace_at(child, span, new) for child in children))
        case Not(child):
            return replace(node, child=replace_at(child, span, new))
        case _:
            return node
