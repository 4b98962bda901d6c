"""RSS and Atom: one item or entry is one article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.readers.slices import local, space, text_of

if TYPE_CHECKING:
    from lxml import etree

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
#: Namespaces whose elements are read by their plain names; those of others (``media:title``) are not.
_PLAIN = frozenset(("", _ATOM, "http://purl.org/rss/1.0/", "http://backend.userland.com/rss2"))
_RSS = {"title": "title", "link": "url", "pubDate": "date", "author": "author", "language": "lang"}
_DC_NAMES = {"date": "date", "creator": "author", "language": "lang", "rights": "rights"}


def rss_columns(item: etree._Element) -> dict[str, object]:
    """Columns of an RSS item. A description without ``content:encoded`` is a summary, marked so."""
    found: dict[str, object] = {}
    full = summary = guid = ""
    categories: list[str] = []
    for part in item:
        name, where = local(part), space(part)
        if where == _CONTENT and name == "encoded" or where in _PLAIN and name == "full-text":
            full = full or plain("".join(str(text) for text in part.itertext()))
        elif where == _DC and name in _DC_NAMES:
            found.setdefault(_DC_NAMES[name], text_of(part))
        elif where not in _PLAIN:
            continue
        elif name == "description":
            summary = plain("".join(str(text) for text in part.itertext()))
        elif name == "category":
            categories.append(text_of(part))
        elif name == "guid":
            guid = text_of(part)
            if guid.startswith(("http://", "https://")) and part.get("isPermaLink") != "false":
                found.setdefault("url", guid)
        elif name in _RSS and (value := text_of(part)):
            found[_RSS[name]] = value
    return _finished(found, full, summary, guid, categories)


def atom_columns(entry: etree._Element) -> dict[str, object]:
    """Columns of an Atom entry; the day it was published, else the day it was updated."""
    found: dict[str, object] = {}
    full = summary = ident = updated = ""
    categories: list[str] = []
    for part in entry:
        name = local(part)
        if space(part) not in _PLAIN:
            continue
        if name == "title":
            found["title"] = plain(_content(part)).replace("\n", " ")
        elif name == "content":
            full = plain(_content(part))
        elif name == "summary":
            summary = plain(_content(part))
        elif name == "link" and part.get("rel", "alternate") == "alternate" and part.get("href"):
            found.setdefault("url", str(part.get("href")))
        elif name == "published":
            found["date"] = text_of(part)
        elif name == "updated":
            updated = text_of(part)
        elif name == "id":
            ident = text_of(part)
        elif name == "author":
            found.setdefault("author", "; ".join(text_of(n) for n in part if local(n) == "name"))
        elif name == "category":
            categories.append(str(part.get("label") or part.get("term") or ""))
        elif name == "rights":
            found["rights"] = text_of(part)
    if updated:
        found["date" if "date" not in found else "updated"] = updated
    return _finished(found, full, summary, ident, categories)


def _finished(
    found: dict[str, object], full: str, summary: str, ident: str, categories: list[str]
) -> dict[str, object]:
    body = full or summary
    if body:
        found["body"] = body
    if full and summary and summary not in full:
        found["summary"] = summary
    if body and not full:
        found["body_is"] = "summary"
    if ident:
        found["source_id"] = ident
    if kept := [category for category in categories if category]:
        found["section"] = "; ".join(kept)
    return {key: value for key, value in found.items() if value}


def _content(part: etree._Element) -> str:
    """What an Atom text holds: escaped HTML, text, or XHTML elements."""
    from lxml import etree

    if part.get("type") == "xhtml":
        return "".join(etree.tostring(child, encoding="unicode") for child in part)
    text = "".join(str(piece) for piece in part.itertext())
    return text if part.get("type") == "html" else text.replace("&", "&amp;").replace("<", "&lt;")


_BLOCKS = frozenset(
    ("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "blockquote",
     "section", "article", "figure", "figcaption", "hr", "pre")
)  # fmt: skip
_UNREAD = frozenset(("script", "style", "template", "noscript", "iframe", "object"))


def plain(markup: str) -> str:
    """Text of a piece of HTML, a line for each paragraph; scripts are left out.

    >>> plain("<p>Күз <b>келді</b>.</p><script>alert(1)</script><p>Егін&nbsp;жиналды.</p>")
    'Күз келді.\\nЕгін жиналды.'
    """
    if "<" not in markup and "&" not in markup:
        return "\n".join(filter(None, (" ".join(line.split()) for line in markup.splitlines())))
    from lxml import etree
    from lxml import html as lxml_html

    try:
        tree = lxml_html.fragment_fromstring(markup.replace("\x00", ""), create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            parts.append("\n" if tag in _BLOCKS else "")
            parts.append((element.text or "") if tag and not _unread(element) else "")
        else:
            parts.append("\n" if tag in _BLOCKS else "")
            parent = element.getparent()
            parts.append((element.tail or "") if parent is not None and not _unread(parent) else "")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines))


def _unread(element: etree._Element) -> bool:
    return element.tag in _UNREAD or any(parent.tag in _UNREAD for parent in element.iterancestors())
