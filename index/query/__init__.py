"""The query language: lexer, parser, tree, rendering."""
