"""Columns of a web page: what it says of itself in ``meta`` and JSON-LD, and the text of its article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import trafilatura
from lxml import etree
from lxml import html as lxml_html

#: Column → ``meta`` names that state it, best first.
_META = {
    "title": ("og:title", "dc.title", "twitter:title"),
    "date": ("article:published_time", "dc.date", "dcterms.created", "datepublished", "pubdate"),
    "url": ("og:url",),
    "source": ("og:site_name", "dc.publisher"),
    "author": ("author", "article:author", "dc.creator"),
    "section": ("article:section",),
    "rights": ("dc.rights", "copyright"),
}
_LD_TYPES = re.compile("NewsArticle|Article|BlogPosting|ReportageNewsArticle")


def columns(page: str) -> dict[str, object] | None:
    """Title, text and metadata of a page; ``None`` when it is no page or has neither title nor text.

    >>> columns('<html><head><meta property="og:title" content="Күз келді"></head><body></body></html>')
    {'title': 'Күз келді'}
    """
    try:
        tree = lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", page))
    except (etree.ParserError, ValueError):
        return None
    found: dict[str, object] = {}
    meta = _meta(tree)
    for column, names in _META.items():
        value = next((meta[name] for name in names if meta.get(name)), None)
        if value:
            found[column] = value
    _from_linked_data(tree, found)
    _from_markup(tree, found)
    text = trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True,
                               with_metadata=False, deduplicate=False)  # fmt: skip
    if text and text.strip():
        found["body"] = text
    return found if "title" in found or "body" in found else None


def _meta(tree: lxml_html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _from_linked_data(tree: lxml_html.HtmlElement, found: dict[str, object]) -> None:
    for item in _linked_data(tree):
        for key, column in (("headline", "title"), ("datePublished", "date"), ("articleSection", "section")):
            value = item.get(key)
            if isinstance(value, str) and value.strip():
                found.setdefault(column, value.strip())
        for key, column in (("author", "author"), ("publisher", "source")):
            if name := _name(item.get(key)):
                found.setdefault(column, name)


def _linked_data(tree: lxml_html.HtmlElement) -> Iterator[dict[str, object]]:
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        try:
            value = json.loads(script.text_content())
        except (ValueError, RecursionError):
            continue
        items = value if isinstance(value, list) else [value]
        for item in items:
            if isinstance(item, dict):
                graph = item.get("@graph")
                items.extend(graph if isinstance(graph, list) else [])
                if _LD_TYPES.search(str(item.get("@type"))):
                    yield item


def _name(value: object) -> str | None:
    if isinstance(value, list):
        return "; ".join(filter(None, map(_name, value))) or None
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip() or None if isinstance(value, str) else None


def _from_markup(tree: lxml_html.HtmlElement, found: dict[str, object]) -> None:
    for link in tree.xpath('//link[@rel="canonical"]/@href'):
        if str(link).startswith("http"):
            found["url"] = str(link)
    headings = [" ".join(h.text_content().split()) for h in tree.xpath("//h1")]
    if len(headings) == 1 and headings[0]:
        found["title"] = headings[0]
    elif "title" not in found:
        titles = [" ".join(t.text_content().split()) for t in tree.xpath("//head/title")]
        if first := next(filter(None, [*headings, *titles]), None):
            found["title"] = first
    times = tree.xpath('//time[@itemprop="datePublished" or @pubdate]/@datetime')
    if times:
        found.setdefault("date", str(times[0]))
    lang = tree.get("lang")
    if lang:
        # The language of the site's frame, often not that of the article: kept, not believed.
        found["page_lang"] = lang
