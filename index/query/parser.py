"""The query as typed to its tree.

    query   = any-of
    any-of  = all-of { OR all-of }
    all-of  = chain { chain }                  unwritten AND
    chain   = unary { AND unary }
    unary   = { NOT | "-" } ( group | term )
    group   = [ field ":" ] "(" any-of ")"
    term    = [ field ":" ] ( word | phrase | value | date )

A written AND binds closer than the unwritten one; it makes no difference unless any word may match.

``expected`` of a QuerySyntaxError is one of ``EXPECTED``; its position is that of the code point that is
wrong: an operator without its operand, a mark or bracket without its partner.
"""

from __future__ import annotations

from dataclasses import replace

from archive.errors import QuerySyntaxError
from index.fields import Field
from index.query.ast import And, Fuzzy, Node, Not, Or, Wildcard
from index.query.lexer import Kind, Token, lex
from index.query.terms import leaf
from kazakh.alphabet import normalize

#: Code points a query may have, brackets and NOTs that may stand inside one another, and words with ``*``,
#: ``?`` or ``~``: each of these is held against every word of the index and of the texts that are shown.
MAX_LENGTH = 10_000
MAX_DEPTH = 50
MAX_PATTERNS = 40
EXPECTED = (
    "term",  # a word: nothing asked for, an operator without its operand, empty brackets or marks
    "value",  # of a field: missing, or with operators that mean nothing in it
    "date",  # of ``date:`` or an end of its range: missing
    "number",  # behind ``~``: 1 or 2 behind a word, 1 to 1000 behind a phrase
    "fuzzy_word",  # ``~`` behind something other than a plain word
    "close_quote", "open_quote", "close_bracket", "open_bracket",
    "range_to", "close_range",  # of ``date:[first TO last]``
    "depth", "length", "patterns",  # more than MAX_DEPTH, MAX_LENGTH or MAX_PATTERNS
)  # fmt: skip


def parse(text: str) -> Node:
    """The tree of a query; positions in it and in errors refer to the text in Unicode form NFC.

    >>> parse("жұмыс сапары").children[1]
    Word(text='сапары', field=None, exact=False, span=(6, 12))
    >>> parse("өңір:ШҚО")
    FieldValue(field='region', value='ШҚО', span=(0, 8))

    Raises:
        QuerySyntaxError, UnknownField, InvalidDate: never anything else, whatever the text.
    """
    if len(text) > MAX_LENGTH:
        raise QuerySyntaxError(text[: MAX_LENGTH + 1], MAX_LENGTH, "length")
    text = normalize(text)
    parser = _Parser(text)
    return parser.query()


class _Parser:
    """Recursive descent over the tokens of one text; ``field`` is the one whose brackets it is in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(lex(text))
        self.at = 0
        self.patterns = 0

    def query(self) -> Node:
        node = self._any_of(None, 0, None)
        if self.at < len(self.tokens):
            raise QuerySyntaxError(self.text, self.tokens[self.at].start, "open_bracket")
        return node

    def _peek(self) -> Kind | None:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else None

    def _next(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def _any_of(self, field: Field | None, depth: int, before: Token | None) -> Node:
        parts = [self._all_of(field, depth, before)]
        while self._peek() is Kind.OR:
            parts.append(self._all_of(field, depth, self._next()))
        return parts[0] if len(parts) == 1 else Or(tuple(parts), (parts[0].span[0], parts[-1].span[1]))

    def _all_of(self, field: Field | None, depth: int, before: Token | None) -> Node:
        chains = [self._chain(field, depth, before)]
        while self._peek() not in (None, Kind.CLOSE, Kind.OR):
            chains.append(self._chain(field, depth, None))
        return _and(chains, explicit=False)

    def _chain(self, field: Field | None, depth: int, before: Token | None) -> Node:
        parts = [self._unary(field, depth, before)]
        while self._peek() is Kind.AND:
            parts.append(self._unary(field, depth, self._next()))
        return _and(parts, explicit=True)

    def _unary(self, field: Field | None, depth: int, before: Token | None) -> Node:
        """``before`` is the operator or bracket that asks for what comes now."""
        self._check_operand(before)
        token = self._next()
        if depth > MAX_DEPTH:
            raise QuerySyntaxError(self.text, token.start, "depth")
        if token.kind is Kind.NOT:
            child = self._unary(field, depth + 1, token)
            return Not(child, (token.start, child.span[1]))
        start = token.start
        if token.kind is Kind.FIELD:
            field, token = token.field, self._next()
        if token.kind is Kind.OPEN:
            return self._group(token, start, field, depth + 1)
        found = leaf(token, start, field, self.text)
        self.patterns += isinstance(found, Wildcard | Fuzzy)
        if self.patterns > MAX_PATTERNS:
            raise QuerySyntaxError(self.text, start, "patterns")
        return found

    def _check_operand(self, before: Token | None) -> None:
        kind = self._peek()
        if kind in (Kind.AND, Kind.OR):
            raise QuerySyntaxError(self.text, self.tokens[self.at].start, "term")
        if kind is None and before is not None and before.kind is Kind.OPEN:
            raise QuerySyntaxError(self.text, before.start, "close_bracket")
        if kind is Kind.CLOSE and before is None:
            raise QuerySyntaxError(self.text, self.tokens[self.at].start, "open_bracket")
        if kind in (None, Kind.CLOSE):
            raise QuerySyntaxError(self.text, before.start if before else 0, "term")

    def _group(self, opening: Token, start: int, field: Field | None, depth: int) -> Node:
        node = self._any_of(field, depth, opening)
        if self._peek() is not Kind.CLOSE:
            raise QuerySyntaxError(self.text, opening.start, "close_bracket")
        end = self._next().end
        return replace(node, span=(start, end)) if isinstance(node, And | Or) else node


def _and(parts: list[Node], explicit: bool) -> Node:
    if len(parts) == 1:
        return parts[0]
    return And(tuple(parts), explicit, (parts[0].span[0], parts[-1].span[1]))
