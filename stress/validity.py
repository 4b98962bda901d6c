"""Pages parsed strictly: HTML errors, ids, labels, headings, languages.

    python -m stress.validity [vnu.jar]

With the jar of the Nu Html Checker every kind of page in three languages is given to it as well.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from itertools import product
from pathlib import Path

import html5lib
from html5lib.html5parser import ParseError
from lxml import etree, html

from stress.places import LANGS, addresses, in_language
from stress.serving import samples
from webui import create_app

REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
#: What HTML allows since the checker of 2020 was made: ``meta`` per colour scheme, the key of a phone's
#: keyboard, a group of links in a picture (SVG accessibility mappings), words after a heading.
NEWER = (
    "“media” not allowed on element “meta”",
    "“enterkeyhint”",
    "“group” for attribute “role” on element “svg”",
    "Element “span” not allowed as child of element “summary”",
)
NAMED = ("input", "select", "textarea")


def parse_error(page: str) -> str:
    """The first thing that HTML5 does not allow; empty when there is none.

    >>> parse_error("<!doctype html><title>су</title><p>су"), parse_error("<!doctype html><p>су</b>")[:10]
    ('', 'Unexpected')
    """
    try:
        html5lib.HTMLParser(strict=True).parse(page)
    except ParseError as error:
        return str(error)
    return ""


def structure_faults(page: str) -> list[str]:
    """What a strict parser lets pass and a reader of the page stumbles over.

    >>> structure_faults("<html lang=kk><h1>а</h1><h3>б</h3><input id=q></html>")
    ['h3 after h1', 'no label: q']
    """
    tree = html.fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    ids = Counter(tree.xpath("//@id"))
    faults = [f"id twice: {name}" for name, times in ids.items() if times > 1]
    for attribute in REFERENCES:
        for value in tree.xpath(f"//@{attribute}"):
            faults += [f"{attribute} points nowhere: {name}" for name in value.split() if name not in ids]
    faults += [
        f"dead anchor: {href}" for href in tree.xpath("//a/@href[starts-with(., '#')]") if href[1:] not in ids
    ]
    return faults + _headings(tree) + _labels(tree) + ([] if tree.get("lang") else ["no language"])


def _headings(tree: html.HtmlElement) -> list[str]:
    """One first heading, and no level left out."""
    levels = [int(each.tag[1]) for each in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    faults = [] if levels.count(1) == 1 else [f"h1 {levels.count(1)} times"]
    steps = zip(levels, levels[1:], strict=False)
    return faults + [f"h{now} after h{before}" for before, now in steps if now > before + 1]


def _labels(tree: html.HtmlElement) -> list[str]:
    """Every field that is seen has a name, every button and link a text."""
    labelled = set(tree.xpath("//label/@for"))
    fields = [field for field in tree.iter(*NAMED) if field.get("type") != "hidden"]
    faults = [
        f"no label: {field.get('id')}"
        for field in fields
        if field.get("id") not in labelled
        and not field.get("aria-label")
        and not field.xpath("ancestor::label")
    ]
    named = [each for each in tree.iter("a", "button") if isinstance(each.tag, str)]
    return faults + [
        f"no text: {etree.tostring(each, encoding='unicode')[:80]}"
        for each in named
        if not "".join(each.itertext()).strip() and not each.get("aria-label")
    ]


def nu_errors(jar: Path, folder: Path) -> list[str]:
    """What the Nu Html Checker calls an error in the pages of a folder."""
    command = ["java", "-jar", str(jar), "--errors-only", "--format", "gnu", str(folder)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    return [line for line in ran.stderr.splitlines() if not any(known in line for known in NEWER)]


def main() -> int:
    """Check every kind of page in three languages."""
    faults = 0
    with samples() as workspace, tempfile.TemporaryDirectory() as folder:
        client = create_app(workspace).test_client()
        views = [in_language(address, lang) for address, lang in product(addresses(), LANGS)]
        for number, address in enumerate(views):
            page = client.get(address).get_data(as_text=True)
            (Path(folder) / f"{number:03}.html").write_text(page, encoding="utf-8")
            for fault in filter(None, [parse_error(page), *structure_faults(page)]):
                faults += 1
                print(f"{address}: {fault}")
        if len(sys.argv) > 1:
            for message in nu_errors(Path(sys.argv[1]), Path(folder)):
                faults += 1
                print(message)
    print(f"{len(views)} pages, {faults} faults")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
