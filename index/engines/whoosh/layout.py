"""Names of what the index keeps, for who reads it without Whoosh."""

from __future__ import annotations

TEXTS = ("title", "body", "quote")
#: Facet fields and their attribute in IndexDocument; date_year is kept as a number.
VALUES = ("region", "speaker", "person", "topic", "source", "lang", "author", "kind", "confidence", "article")
NUMBERS = ("date_first", "date_last", "title_words", "body_words", "quote_words")
#: Empty positions between two quotations, more than any phrase or nearness spans.
QUOTE_GAP = 4_096
#: In ``said`` the term of all quotations; that of a speaker begins with SPEAKER.
ANYBODY, SPEAKER = "*", "s:"
