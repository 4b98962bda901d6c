"""Newspaper issues in METS with pages in ALTO: articles joined over blocks and pages, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from archive.errors import ReadError
from archive.readers.base import Place, ReadOptions, Record, raw_article, read_whole
from archive.readers.encoding import detect
from archive.readers.near import Near, beside
from archive.readers.xml import declared, root_name

if TYPE_CHECKING:
    from lxml import etree

    from archive.readers.mets_structure import Area, Issue, Unit

#: What no article claims of a page is a record of its own from so many words on; less is page furniture.
REST_WORDS = 20
#: Pages of an issue held in memory.
PAGE_LIMIT = 2000
#: What holds for the whole issue where an article says nothing else.
_RIGHTS = ("rights", "access")


class MetsReader:
    """One file is an issue; its pages are read from the files it names, in its folder and below."""

    name = "mets"
    extensions: tuple[str, ...] = (".mets",)

    def sniff(self, head: bytes, path: str) -> bool:
        if b"mets" not in head.lower() and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return False
        encoding = detect(head, declared(head), whole=False)
        return encoding is not None and root_name(head.decode(encoding, "replace")) == "mets"

    def read(self, stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record]:
        from archive.readers.mets_files import file_names, parse_mets
        from archive.readers.mets_structure import structure

        data = read_whole(stream, path, options)
        if isinstance(data, ReadError):
            yield data
            return
        root = parse_mets(data)
        if isinstance(root, str):
            yield ReadError(path, 1, root)
            return
        reading = _Reading(path, options, structure(root), Pages(options.near, file_names(root), options))
        yield from reading.records()


@dataclass(slots=True)
class Page:
    """An ALTO page: its blocks by id in order, the reason why it can't be read, who took which block."""

    name: str
    root: etree._Element | None = None
    reason: str | None = None
    blocks: dict[str, etree._Element] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)


class Pages:
    """The pages of an issue by the id of their file, each read when it is first asked for."""

    def __init__(self, near: Near | None, names: dict[str, str], options: ReadOptions) -> None:
        self._near, self._names, self._limit = near, names, options.record_limit
        self._read: dict[str, Page] = {}

    def all(self) -> list[str]:
        """Files that are, or by their names should be, pages of text."""
        return [id for id, name in self._names.items() if name.lower().endswith((".xml", ".alto"))][
            :PAGE_LIMIT
        ]

    def get(self, id: str) -> Page:
        if id not in self._read:
            self._read[id] = self._page(self._names.get(id, id))
        return self._read[id]

    def _page(self, href: str) -> Page:
        from archive.readers.mets_files import parse_mets
        from archive.readers.slices import local

        name = beside(self._near.here, href) if self._near is not None else None
        if name is None:
            return Page(href, reason="unsafe_path" if self._near is not None else "missing_page")
        data = self._near.read(name, self._limit) if self._near is not None else None
        if data is None or len(data) > self._limit:
            return Page(href, reason="missing_page" if data is None else "too_long")
        root = parse_mets(data)
        if isinstance(root, str):
            return Page(href, reason=root)
        if local(root) != "alto":
            return Page(href, reason="not_alto")
        page = Page(href, root)
        for number, block in enumerate(root.iter("{*}TextBlock")):
            page.blocks[str(block.get("ID") or f"#{number}")] = block
        return page


class _Reading:
    """One issue being read: its articles, then what of its pages no article took."""

    def __init__(self, path: str, options: ReadOptions, issue: Issue, pages: Pages) -> None:
        self.path, self.options, self.issue, self.pages = path, options, issue, pages
        self.number = 0

    def records(self) -> Iterator[Record]:
        refused: set[str] = set()
        pages = [(id, self.pages.get(id)) for id in self.pages.all()]
        if not pages:
            yield ReadError(self.path, 0, "no_records")
            return
        for id, page in pages:
            if page.reason is not None:
                refused.add(id)
                yield ReadError(self.path, 0, page.reason, page=page.name)
        for area in self.issue.furniture:
            self._blocks([area])
        for unit in self.issue.units:
            yield from self._unit(unit)
        for id, page in pages:
            if id not in refused:
                yield from self._rest(page)

    def _unit(self, unit: Unit) -> Iterator[Record]:
        heads = self._blocks([area for area in unit.areas if area.heading])
        rest = self._blocks([area for area in unit.areas if not area.heading])
        # Blocks are text; an article of pictures has none, and is passed over.
        if not heads and not rest:
            lost = [page.name for page in self._of(unit.areas) if page.reason is not None]
            if lost or unit.kind == "ARTICLE":
                reason = "missing_page" if lost else "no_text"
                yield ReadError(self.path, unit.line, reason, article=unit.id, pages=lost)
            return
        found, sure = self._text(heads, rest)
        title = unit.facts.get("title") or unit.label or str(found.pop("heading", ""))
        if found.get("heading") == title:
            found.pop("heading")
        names = {"title": title, "mets_type": unit.kind, "author": unit.facts.get("author", "")}
        names |= {
            "section": unit.section,
            "lang": unit.facts.get("lang", ""),
            "url": unit.facts.get("url", ""),
            **{name: unit.facts.get(name, "") for name in _RIGHTS},
        }
        broken = [page.name for page in self._of(unit.areas) if page.reason is not None]
        if broken:
            names["pages_missing"] = "; ".join(broken)
        yield self._record(
            {**found, **names}, unit.id, unit.line, self._of(unit.areas), [unit.element, *heads, *rest], sure
        )

    def _rest(self, page: Page) -> Iterator[Record]:
        left = [block for id, block in page.blocks.items() if id not in page.taken]
        found, sure = self._text([], left)
        words = len(str(found.get("body", "")).split())
        if words and (words >= REST_WORDS or not page.taken):
            id = f"page-{PurePosixPath(page.name).stem}"
            yield self._record({**found, "mets_type": "PAGE"}, id, 0, [page], left, sure)

    def _blocks(self, areas: Iterable[Area]) -> list[etree._Element]:
        """Text blocks of areas in reading order, each once; an area without a block is its whole page."""
        found: dict[tuple[str, str], etree._Element] = {}
        for area in areas:
            page = self.pages.get(area.file)
            for id in [area.block] if area.block else list(page.blocks):
                inner = page.blocks.get(id)
                for key, block in {id: inner}.items() if inner is not None else self._composed(page, id):
                    page.taken.add(key)
                    found.setdefault((area.file, key), block)
        return list(found.values())

    @staticmethod
    def _composed(page: Page, id: str) -> list[tuple[str, etree._Element]]:
        """The text blocks in a composed block of that id."""
        if page.root is None:
            return []
        around = next((part for part in page.root.iter("{*}ComposedBlock") if part.get("ID") == id), None)
        inside = around.iter("{*}TextBlock") if around is not None else ()
        return [(str(block.get("ID")), block) for block in inside]

    def _of(self, areas: list[Area]) -> list[Page]:
        return [self.pages.get(id) for id in dict.fromkeys(area.file for area in areas)]

    def _text(
        self, heads: list[etree._Element], rest: list[etree._Element]
    ) -> tuple[dict[str, object], tuple[str | None, int]]:
        from archive.readers.alto import Sure, texts

        sure = Sure([])
        heading = " ".join(filter(None, texts(heads, sure)))
        body = "\n".join(filter(None, texts(rest, sure)))
        found = {"heading": heading, "body": body}
        return {name: value for name, value in found.items() if value}, (sure.mean, sure.words)

    def _record(
        self, columns: dict[str, object], id: str, line: int, pages: list[Page], parts: list[etree._Element],
        sure: tuple[str | None, int],
    ) -> Record:  # fmt: skip
        from lxml import etree

        from archive.readers.alto import page_confidence

        self.number += 1
        facts = self.issue.facts
        mean = sure[0]
        if mean is None:
            told = [value for page in pages if page.root is not None if (value := page_confidence(page.root))]
            mean = f"{sum(map(float, told)) / len(told):.4f}" if told else None
        issue = facts.get("object") or PurePosixPath(self.path.replace("!/", "/")).stem
        columns |= {
            "source_id": f"{issue}#{id or self.number}",
            "source": facts.get("newspaper") or facts.get("title") or "",
            "date": facts.get("date", ""),
            "lang": columns.get("lang") or facts.get("lang", ""),
            "issue": facts.get("issue") or facts.get("number", ""),
            "issue_url": facts.get("url", ""),
            "pages": "; ".join(page.name for page in pages),
            "ocr_confidence": mean or "",
            "ocr_words": str(sure[1] or ""),
            **{name: columns.get(name) or facts.get(name, "") for name in _RIGHTS},
        }
        # The record's own bytes: its division and its blocks, written out by themselves.
        raw = b"\n".join(etree.tostring(part, encoding="utf-8", with_tail=False) for part in parts)
        where = Place(self.number, max(line, 1), 0)
        kept = {name: value for name, value in columns.items() if value}
        return raw_article(kept, raw, where, self.path, "mets", "utf-8", self.options)
