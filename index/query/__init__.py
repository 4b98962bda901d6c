"""The query language: lexer, parser, tree, rendering.

``parse`` and ``render`` are in ``parser`` and ``render``, the tree in ``ast``, helpers that look through
it in ``analysis``, days and ranges in ``dates``. The language for its users: docs/query-language.md.
"""
