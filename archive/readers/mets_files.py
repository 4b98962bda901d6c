"""A METS file as such: parsed without its entities, the files it names, and which pages it speaks for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from archive.readers.near import Near, beside, folders_above
from archive.readers.slices import local

if TYPE_CHECKING:
    from lxml import etree

_HREF = "{http://www.w3.org/1999/xlink}href"


def parse_mets(data: bytes) -> etree._Element | str:
    """The outermost element, or the reason why not: ``xml_entities``, ``bad_xml``."""
    from lxml import etree

    if b"<!ENTITY" in data or b"<!ENTITY".decode().encode("utf-16-le") in data:
        return "xml_entities"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return "bad_xml"


def file_names(root: etree._Element) -> dict[str, str]:
    """Reference by the id of its file, as the file section has it, in its order."""
    found: dict[str, str] = {}
    for file in root.iter("{*}file"):
        for place in file.iter("{*}FLocat"):
            if (id := file.get("ID")) and (href := place.get(_HREF)):
                found.setdefault(id, href)
    return found


def listed(near: Near, limit: int) -> bool:
    """Whether an issue beside this page, or in a folder above it, names it and will read it."""
    for folder in folders_above(near.here):
        for name in near.lists(folder):
            if name != near.here and near.here in near.told(name, partial(_named, near, name, limit)):
                return True
    return False


def _named(near: Near, name: str, limit: int) -> frozenset[str]:
    data = near.read(name, limit)
    if data is None or len(data) > limit:
        return frozenset()
    root = parse_mets(data)
    if isinstance(root, str) or local(root) != "mets":
        return frozenset()
    return frozenset(filter(None, (beside(name, href) for href in file_names(root).values())))
