"""An answer of a repository: its date, its errors, the token of the next page, and who was deleted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.readers.slices import local, text_of

if TYPE_CHECKING:
    from lxml import etree


@dataclass(frozen=True, slots=True)
class Deleted:
    """A record that the repository says is gone, and since when."""

    identifier: str
    datestamp: str


@dataclass(frozen=True, slots=True)
class Page:
    """``moment`` is when the repository answered; ``token`` leads to the next page, ``None`` on the last;
    ``size`` how many records the whole list has, if it says so; ``error`` its code and words, if it is
    one."""

    moment: str
    records: int = 0
    deleted: tuple[Deleted, ...] = ()
    token: str | None = None
    size: int | None = None
    error: tuple[str, str] | None = None
    name: str = ""
    granularity: str = ""


def read_page(data: bytes) -> Page | None:
    """What an answer says; ``None`` when it is no OAI-PMH. Broken records don't matter here: they are
    refused one by one when the page is taken in.

    >>> read_page(b"<OAI-PMH><responseDate>2026-01-01T00:00:00Z</responseDate></OAI-PMH>").moment
    '2026-01-01T00:00:00Z'
    """
    from lxml import etree

    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data[:65536]):
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or local(root) != "OAI-PMH":
        return None
    return _page(root)


def _page(root: etree._Element) -> Page:
    moment, records, deleted = "", 0, []
    token, size, error, name, granularity = None, None, None, "", ""
    for part in root.iter("{*}*"):
        kind = local(part)
        if kind == "responseDate":
            moment = moment or text_of(part)
        elif kind == "error" and part.getparent() is root:
            error = (str(part.get("code", "")), text_of(part)[:200])
        elif kind == "header":
            records += 1
            if part.get("status") == "deleted":
                told = {local(each): text_of(each) for each in part}
                deleted.append(Deleted(told.get("identifier", ""), told.get("datestamp", "")))
        elif kind == "resumptionToken":
            # Kept as it came: blanks at its ends may be part of it.
            token = "".join(str(each) for each in part.itertext()) or None
            told_size = str(part.get("completeListSize", ""))
            size = int(told_size) if told_size.isdecimal() and len(told_size) < 12 else None
        elif kind == "repositoryName":
            name = name or text_of(part)
        elif kind == "granularity":
            granularity = granularity or text_of(part)
    return Page(moment, records, tuple(deleted), token, size, error, name, granularity)
