"""What is left of an article of which the public gets snippets only."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from archive.model import Article, Quotation

#: So many characters of all parts of a quotation together are shown.
QUOTE_CHARS = 160
#: So many characters of the text are shown where nothing was searched for.
EXCERPT_CHARS = 160
#: Of a concordance so many words on each side, so many lines of one text, and of a match so many characters.
WINDOW_WORDS, LINES, MATCH_CHARS = 5, 5, 60
#: So many places of a text stand in a list of hits.
SNIPPETS = 1


def withheld(article: Article, access: str) -> Article:
    """The article without its text: quotations cut, nothing of the record kept aside, no scraps that cleaning
    has removed. ``access`` is the code of what holds for it."""
    steps = tuple(replace(step, text="") for step in article.provenance.cleaning)
    return replace(
        article,
        body="",
        quotes=tuple(map(cut, article.quotes)),
        provenance=replace(article.provenance, cleaning=steps),
        extra=MappingProxyType({}),
        access=access,
    )


def cut(quote: Quotation) -> Quotation:
    """The beginning of the words said; spans are left out with the parts they belong to."""
    left, content = QUOTE_CHARS, list[str]()
    for part in quote.content:
        if left <= 0:
            break
        content.append(beginning(part, left))
        left -= len(part)
    return replace(quote, content=tuple(content), spans=quote.spans[: len(content)])


def beginning(text: str, most: int) -> str:
    """At most so many characters, cut between words.

    >>> beginning("Биыл астық мол болды.", 14), beginning("Қар жауды.", 14)
    ('Биыл астық …', 'Қар жауды.')
    """
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0] + " …"
