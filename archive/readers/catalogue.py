"""What libraries exchange: OAI-PMH harvests in Dublin Core, and MARCXML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.readers.slices import local, space, text_of

if TYPE_CHECKING:
    from lxml import etree

_DC = ("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/")
#: Our own format, by which one archive is copied to another (see ``webui/oai``).
OWN = "urn:muragat:article:1"
_DC_NAMES = {
    "title": "title", "creator": "author", "date": "date", "issued": "date", "language": "lang",
    "rights": "rights", "subject": "section", "accessRights": "access",
}  # fmt: skip
#: MARC language codes are those of ISO 639-2.
_LANGUAGES = {"kaz": "kk", "rus": "ru", "eng": "en"}


def oai_columns(record: etree._Element) -> dict[str, object] | None:
    """Columns of a harvested record; a deleted one is passed over."""
    header = next((part for part in record if local(part) == "header"), None)
    if header is not None and header.get("status") == "deleted":
        return None
    found: dict[str, object] = {}
    marc = next((part for part in record.iter() if local(part) == "datafield"), None)
    inner = marc.getparent() if marc is not None else None
    own = next((part for part in record.iter() if space(part) == OWN), None)
    if own is not None:
        return _own_columns(own, header)
    found.update(marc_columns(inner) if inner is not None else dublin_core(record))
    for part in header if header is not None else ():
        if local(part) == "identifier":
            found["source_id"] = text_of(part)
        elif local(part) in ("datestamp", "setSpec"):
            found[f"oai_{local(part)}"] = text_of(part)
    return found


def _own_columns(article: etree._Element, header: etree._Element | None) -> dict[str, object]:
    """Every field by its own name; the identifier of the record is kept beside."""
    found: dict[str, object] = {
        local(part): "".join(str(text) for text in part.itertext()) for part in article
    }
    for part in header if header is not None else ():
        if local(part) == "identifier":
            found["oai_identifier"] = text_of(part)
    return found


def dublin_core(record: etree._Element) -> dict[str, object]:
    """Columns out of Dublin Core elements. A description is no full text, and marked so."""
    several: dict[str, list[str]] = {}
    for part in record.iter():
        if space(part) in _DC and (value := text_of(part)):
            several.setdefault(local(part), []).append(value)
    found: dict[str, object] = {}
    for name, values in several.items():
        if name == "description":
            found["body"], found["body_is"] = "\n".join(values), "summary"
        elif name == "identifier":
            web = [value for value in values if value.startswith(("http://", "https://"))]
            found.update({"url": web[0]} if web else {})
            found["dc_identifier"] = "; ".join(values)
        elif name in ("date", "issued", "language"):
            found.setdefault(_DC_NAMES[name], values[0])
        else:
            found[_DC_NAMES.get(name, f"dc_{name}")] = "; ".join(values)
    return found


def marc_columns(record: etree._Element) -> dict[str, object]:
    """Columns of a MARC 21 record: 245 title, 520 summary, 100 and 700 authors, 260 or 264 date, 856 link,
    773 the newspaper the article stood in, 506 access by its standard terms, 540 terms of use."""
    control = {str(part.get("tag")): str(part.text or "") for part in record if local(part) == "controlfield"}
    fields: dict[str, list[dict[str, str]]] = {}
    for part in record:
        if local(part) == "datafield":
            cells: dict[str, str] = {}
            for cell in part:
                if local(cell) == "subfield":
                    cells.setdefault(str(cell.get("code")), text_of(cell))
            fields.setdefault(str(part.get("tag")), []).append(cells)
    found: dict[str, object] = {
        "source_id": control.get("001", "").strip(),
        "title": _trimmed(" ".join(_cells(fields, ("245",), "ab"))),
        "body": "\n".join(_cells(fields, ("520",), "a")),
        "author": "; ".join(map(_trimmed, _cells(fields, ("100", "110", "700"), "a"))),
        "url": next(iter(_cells(fields, ("856",), "u")), ""),
        "lang": _language(control, fields),
        "section": "; ".join(map(_trimmed, _cells(fields, ("650", "653"), "a"))),
        "marc_places": "; ".join(map(_trimmed, _cells(fields, ("651",), "a"))),
        "marc_host": _trimmed(" ".join(_cells(fields, ("773",), "tg"))),
        "date": _year(control, fields),
        "access": "; ".join(_cells(fields, ("506",), "f")),
        "rights": "; ".join(_cells(fields, ("540",), "a")),
    }
    if found["body"]:
        found["body_is"] = "summary"
    return {name: value for name, value in found.items() if value}


def _cells(fields: dict[str, list[dict[str, str]]], tags: tuple[str, ...], codes: str) -> list[str]:
    return [cells[code] for tag in tags for cells in fields.get(tag, ()) for code in codes if cells.get(code)]


def _trimmed(text: str) -> str:
    """Without the punctuation that catalogue cards put between fields.

    >>> _trimmed("Күз келді :"), _trimmed("Астана, 2023.")
    ('Күз келді', 'Астана, 2023')
    """
    return re.sub(r"[\s/:;,]+$|(?<=\w\w)\.$", "", text.strip())


def _language(control: dict[str, str], fields: dict[str, list[dict[str, str]]]) -> str:
    told = next(iter(_cells(fields, ("041",), "a")), control.get("008", "")[35:38])
    return _LANGUAGES.get(told, told if told.isalpha() else "")


def _year(control: dict[str, str], fields: dict[str, list[dict[str, str]]]) -> str:
    for text in [*_cells(fields, ("260", "264"), "c"), control.get("008", "")[7:11]]:
        if year := re.search(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", text):
            return year[0]
    return ""
