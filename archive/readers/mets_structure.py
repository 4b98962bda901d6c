"""The logical structure of a newspaper issue in METS: which blocks of which pages make an article.

The profiles differ in names, not in kind: a division under the issue (ARTICLE, ADVERTISEMENT …) points to
blocks of ALTO pages with ``area`` elements, in reading order; what it is called is in MODS or Dublin Core.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.readers.catalogue import dublin_core
from archive.readers.slices import local, text_of

if TYPE_CHECKING:
    from lxml import etree

#: Divisions that hold articles and are none.
_AROUND = frozenset(
    ("NEWSPAPER", "PERIODICAL", "SERIAL", "YEAR", "MONTH", "DAY", "VOLUME", "ISSUE", "SUPPLEMENT", "CONTENT",
     "CONTENTS", "SECTION", "MULTIVOLUME_WORK", "FILE", "")
)  # fmt: skip
#: The head of the front page and what is printed around the text.
_FURNITURE = frozenset(
    (
        "TITLE_SECTION",
        "MASTHEAD",
        "IMPRINT",
        "PAGE_NUMBER",
        "PUBLISHING_STMT",
        "HEADER",
        "FOOTER",
        "RUNNING_TITLE",
    )
)
_HEADING = frozenset(("HEADING", "HEADLINE", "TITLE", "SUBHEADLINE", "SUBTITLE", "OVERLINE"))
_LANGUAGES = {"kaz": "kk", "rus": "ru", "eng": "en"}


@dataclass(frozen=True, slots=True)
class Area:
    """One block of one page: the id of its file and of the block; ``heading`` if it is part of a headline."""

    file: str
    block: str
    heading: bool


@dataclass(slots=True)
class Unit:
    """An article, or an advertisement, as the issue divides itself; ``kind`` is the division's type."""

    id: str
    kind: str
    line: int
    label: str
    section: str
    facts: dict[str, str]
    areas: list[Area]
    element: etree._Element


@dataclass(slots=True)
class Issue:
    """What is said of the issue, its articles, and blocks that are nobody's text (``furniture``)."""

    facts: dict[str, str] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)
    furniture: list[Area] = field(default_factory=list)


def structure(root: etree._Element) -> Issue:
    """The issue of a METS document; without units when it has no logical structure."""
    described = {str(part.get("ID")): _facts(part) for part in root.iter("{*}dmdSec")}
    issue = Issue()
    for map_ in root.iter("{*}structMap"):
        if str(map_.get("TYPE", "")).upper() == "LOGICAL":
            for div in map_:
                _walk(div, described, issue, "", set())
    if not issue.facts:
        issue.facts = next((facts for facts in described.values() if "date" in facts), {})
    if not issue.facts.get("title") and root.get("LABEL"):
        issue.facts = {**issue.facts, "title": str(root.get("LABEL"))}
    if root.get("OBJID"):
        issue.facts = {**issue.facts, "object": str(root.get("OBJID"))}
    return issue


def _walk(
    div: etree._Element, described: dict[str, dict[str, str]], issue: Issue, section: str, seen: set[str]
) -> None:
    """Down to the first division that is no frame; ``seen`` are the types on the way."""
    if local(div) != "div":
        return
    kind = str(div.get("TYPE", "")).strip().upper()
    facts = _told(div, described)
    if kind in _FURNITURE:
        issue.furniture.extend(_areas(div, False))
        return
    if kind not in _AROUND or (kind == "" and seen and _direct(div)):
        areas = list(_areas(div, False))
        issue.units.append(
            Unit(str(div.get("ID", "")), kind, _line(div), str(div.get("LABEL", "")), section,
                 facts, areas, div)
        )  # fmt: skip
        return
    if kind == "SECTION":
        section = str(div.get("LABEL", "")) or facts.get("title", "") or section
    else:
        # The innermost says most: the newspaper its name, the issue its day and number.
        issue.facts = {**issue.facts, **facts}
    for part in div:
        _walk(part, described, issue, section, seen | {kind})


def _line(div: etree._Element) -> int:
    line = div.sourceline
    return line if isinstance(line, int) else 0


def _direct(div: etree._Element) -> bool:
    return any(local(part) == "fptr" for part in div)


def _told(div: etree._Element, described: dict[str, dict[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for id in str(div.get("DMDID", "")).split():
        found = {**described.get(id, {}), **found}
    return found


def _areas(div: etree._Element, heading: bool) -> Iterator[Area]:
    heading = heading or str(div.get("TYPE", "")).strip().upper() in _HEADING
    for part in div:
        if local(part) == "div":
            yield from _areas(part, heading)
        elif local(part) == "fptr":
            if part.get("FILEID"):
                yield Area(str(part.get("FILEID")), "", heading)
            for area in part.iter("{*}area"):
                if area.get("FILEID"):
                    yield Area(str(area.get("FILEID")), str(area.get("BEGIN", "")), heading)


def _facts(section: etree._Element) -> dict[str, str]:
    """Title, date, language, authors, number, address and access out of MODS, else out of Dublin Core."""
    mods = next(section.iter("{*}mods"), None)
    if mods is None:
        found = {name: str(value) for name, value in dublin_core(section).items()}
        names = ("title", "date", "lang", "author", "url", "rights", "access")
        return {name: found[name] for name in names if name in found}
    told: dict[str, str] = {}
    for part in mods:
        name = local(part)
        if name == "titleInfo" and "title" not in told:
            told["title"] = _title(part)
        elif name == "relatedItem" and part.get("type") == "host":
            inner = next((_title(each) for each in part if local(each) == "titleInfo"), "")
            told.setdefault("newspaper", inner)
        elif name == "name":
            author = " ".join(text_of(each) for each in part.iter("{*}namePart"))
            told["author"] = "; ".join(filter(None, (told.get("author", ""), author)))
        elif name == "identifier" and text_of(part).startswith(("http://", "https://")):
            told.setdefault("url", text_of(part))
        elif name == "accessCondition":
            restricts = "restriction" in str(part.get("type", "")).lower()
            told.setdefault("access" if restricts else "rights", text_of(part))
    for path, name in (("dateIssued", "date"), ("languageTerm", "lang")):
        if value := next((text_of(each) for each in mods.iter(f"{{*}}{path}") if text_of(each)), ""):
            told[name] = value
    for detail in mods.iter("{*}detail"):
        if number := next((text_of(each) for each in detail.iter("{*}number")), ""):
            told.setdefault(str(detail.get("type") or "number"), number)
    told["lang"] = _LANGUAGES.get(told.get("lang", ""), told.get("lang", ""))
    told["date"] = _day(told.get("date", ""))
    return {name: value for name, value in told.items() if value}


def _title(info: etree._Element) -> str:
    parts = [text_of(part) for part in info if local(part) in ("nonSort", "title")]
    under = [text_of(part) for part in info if local(part) == "subTitle"]
    return ": ".join(filter(None, [" ".join(parts).strip(), *under]))


def _day(text: str) -> str:
    """A day without the marks that cataloguers put around it.

    >>> _day("[1935-06-12]"), _day("1935 ж.")
    ('1935-06-12', '1935')
    """
    found = re.search(r"\d{4}-\d\d(?:-\d\d)?|\d{1,2}\.\d{1,2}\.\d{4}|\d{8}|\d{4}", text)
    return found[0] if found else ""
