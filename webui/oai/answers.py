"""Answers of OAI-PMH as XML; every text is escaped, and what XML can't hold is left out."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping

from archive.model import Article

OAI = "http://www.openarchives.org/OAI/2.0/"
DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OWN = "urn:muragat:article:1"
OAI_XSD = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
OAI_DC_XSD = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
#: Characters of the text that Dublin Core describes an article by.
DESCRIPTION_CHARS = 300
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

for _prefix, _space in (("oai_dc", OAI_DC), ("dc", DC), ("xsi", XSI), ("muragat", OWN), ("", OAI)):
    ET.register_namespace(_prefix, _space)


def add(parent: ET.Element, name: str, text: str = "", space: str = OAI, **attributes: str) -> ET.Element:
    """A child element with a text."""
    child = ET.SubElement(parent, f"{{{space}}}{name}", attributes)
    child.text = _UNFIT.sub("", text) or None
    return child


def envelope(address: str, given: Mapping[str, str]) -> ET.Element:
    """The outermost element: when this was answered, and what was asked."""
    root = ET.Element(f"{{{OAI}}}OAI-PMH", {f"{{{XSI}}}schemaLocation": f"{OAI} {OAI_XSD}"})
    add(root, "responseDate", dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    add(root, "request", address, **{name: _UNFIT.sub("", value) for name, value in given.items()})
    return root


def written(root: ET.Element) -> bytes:
    """The answer as bytes of UTF-8."""
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def set_spec(source: str) -> str:
    """A name of a set that the protocol allows, for a source in any letters.

    >>> set_spec("Ауыл таңы")
    'source:3f9bafbcdd'
    """
    return f"source:{hashlib.sha256(source.encode('utf-8', 'replace')).hexdigest()[:10]}"


def dublin_core(parent: ET.Element, article: Article, address: str, described: str) -> None:
    """``oai_dc``: the address in the source first, then our page; ``described`` is as much of the text as
    may be shown to anybody."""
    dc = ET.SubElement(parent, f"{{{OAI_DC}}}dc", {f"{{{XSI}}}schemaLocation": f"{OAI_DC} {OAI_DC_XSD}"})
    values: list[tuple[str, str | None]] = [
        ("title", article.title), ("creator", article.author), ("description", described),
        ("date", article.date.isoformat() if article.date else None), ("type", "Text"),
        ("identifier", article.url), ("identifier", address), ("source", article.source),
        ("language", article.lang if article.lang != "mixed" else None), ("rights", article.rights),
        ("subject", article.section), *(("subject", tag.code) for tag in article.topics),
        *(("coverage", tag.code) for tag in article.regions),
    ]  # fmt: skip
    for name, value in values:
        if value and value.strip():
            add(dc, name, value, DC)


def own_format(parent: ET.Element, article: Article, body: str | None, schema: str) -> None:
    """``muragat``: the fields of the record by their own names, for copying an archive; without a body where
    the text may not be given."""
    top = ET.SubElement(parent, f"{{{OWN}}}article", {f"{{{XSI}}}schemaLocation": f"{OWN} {schema}"})
    stated = [tag.code for tag in article.regions if tag.by == "metadata"]
    topics = [tag.code for tag in article.topics if tag.by == "metadata"]
    values = {
        "source": article.source, "source_id": article.source_id, "url": article.url, "title": article.title,
        "body": body, "date": article.date.isoformat() if article.date else None, "lang": article.lang,
        "author": article.author, "section": article.section, "rights": article.rights,
        "region": "; ".join(stated), "topic": "; ".join(topics), "access": article.access,
    }  # fmt: skip
    for name, value in values.items():
        if value:
            add(top, name, value, OWN)


def own_schema() -> str:
    """The XSD of the ``muragat`` format."""
    names = ("source", "source_id", "url", "title", "body", "date", "lang", "author", "section", "rights",
             "region", "topic", "access")  # fmt: skip
    elements = "".join(f'<xs:element name="{name}" type="xs:string" minOccurs="0"/>' for name in names)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'targetNamespace="{OWN}" elementFormDefault="qualified"><xs:element name="article"><xs:complexType>'
        f"<xs:sequence>{elements}</xs:sequence></xs:complexType></xs:element></xs:schema>\n"
    )
