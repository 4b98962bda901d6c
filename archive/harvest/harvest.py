"""A harvest: page after page into a folder, each kept as it came, so that a killed run can go on."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from archive.errors import HarvestFailed
from archive.harvest.client import Client
from archive.harvest.pages import Deleted, Page, read_page
from archive.harvest.state import State, keep_state, read_state, write_whole

Progress = Callable[[int, "int | None"], None]
_EMPTY = "noRecordsMatch"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a repository: its address, ``prefix`` of the metadata, a ``set``, days."""

    url: str
    prefix: str = "oai_dc"
    set: str = ""
    date_from: str = ""
    date_until: str = ""

    @property
    def key(self) -> str:
        """Name of the folder of these questions: the host, and a digest of what is asked.

        >>> Asked("https://example.kz/oai").key
        'example.kz-049e68ef'
        """
        host = re.sub(r"[^\w.-]", "_", urlsplit(self.url).netloc)[:60]
        told = "\x00".join((self.url, self.prefix, self.set))
        return f"{host}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"


class Harvest:
    """One question put to one repository, with the folder that keeps its answers.

    ``fetch`` brings every page that is not there yet; ``pages`` are those to be taken in. A finished harvest
    asks next time only for what changed since it began.
    """

    def __init__(self, asked: Asked, folder: Path, client: Client | None = None) -> None:
        self.asked, self.folder, self.client = asked, folder / asked.key, client or Client()
        self.state = self._begin()

    def _begin(self) -> State:
        asked, kept = self.asked, read_state(self.folder)
        fresh = State(asked.url, asked.prefix, asked.set, asked.date_from, asked.date_until)
        if kept is None or (kept.url, kept.prefix, kept.set) != (asked.url, asked.prefix, asked.set):
            return fresh
        if not kept.complete:
            told = (asked.date_from, asked.date_until)
            if any(told) and told != (kept.date_from, kept.date_until):
                raise HarvestFailed(asked.url, "other_request")
            return kept
        fresh.date_from = asked.date_from or kept.since
        fresh.name, fresh.granularity, fresh.since = kept.name, kept.granularity, kept.since
        fresh.pages, fresh.first, fresh.taken = kept.pages, kept.pages + 1, kept.taken
        return fresh

    def restart(self) -> None:
        """Ask for everything again, from the first page; pages that came before are kept."""
        asked, kept = self.asked, self.state
        self.state = State(asked.url, asked.prefix, asked.set, asked.date_from, asked.date_until)
        self.state.pages, self.state.first, self.state.taken = kept.pages, kept.pages + 1, kept.taken

    def fetch(self, progress: Progress | None = None) -> None:
        """Every page that is not there yet; HarvestFailed when the repository fails, with all kept so far."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.state.granularity:
            told = self._ask({"verb": "Identify"})
            self.state.name, self.state.granularity = told.name, told.granularity
        seen: set[str] = set()
        again = False
        while not self.state.complete:
            if self.state.token is not None and self.state.token in seen:
                raise HarvestFailed(self.asked.url, "looping")
            seen.add(self.state.token or "")
            data, page = self._page()
            if page.error is not None and page.error[0] == "badResumptionToken" and not again:
                # A token dies with time: the list is asked for from its beginning, once.
                again, self.state.token = True, None
                seen.clear()
                continue
            self._keep(data, page)
            if progress is not None:
                progress(self.state.pages - self.state.first + 1, self.state.size)

    def _page(self) -> tuple[bytes, Page]:
        state = self.state
        if state.token is not None:
            asked = {"verb": "ListRecords", "resumptionToken": state.token}
        else:
            asked = {"verb": "ListRecords", "metadataPrefix": state.prefix}
            more = {"set": state.set, "from": self._moment(state.date_from)}
            more["until"] = self._moment(state.date_until)
            asked |= {name: value for name, value in more.items() if value}
        data = self.client.get(self._address(asked))
        page = read_page(data)
        if page is None:
            raise HarvestFailed(self.asked.url, "no_oai")
        if page.error is not None and page.error[0] not in (_EMPTY, "badResumptionToken"):
            raise HarvestFailed(self.asked.url, "refused", " ".join(page.error))
        return data, page

    def _ask(self, asked: dict[str, str]) -> Page:
        page = read_page(self.client.get(self._address(asked)))
        if page is None:
            raise HarvestFailed(self.asked.url, "no_oai")
        return page

    def _address(self, asked: dict[str, str]) -> str:
        return f"{self.asked.url}{'&' if urlsplit(self.asked.url).query else '?'}{urlencode(asked)}"

    def _moment(self, told: str) -> str:
        """A day or moment as finely as the repository counts."""
        return told[:10] if self.state.granularity == "YYYY-MM-DD" else told

    def _keep(self, data: bytes, page: Page) -> None:
        state = self.state
        if page.error is not None and page.error[0] == "badResumptionToken":
            raise HarvestFailed(self.asked.url, "refused", " ".join(page.error))
        state.begun = state.begun or page.moment
        if page.error is None:
            write_whole(self._file(state.pages + 1), gzip.compress(data, mtime=0))
            state.pages += 1
        state.token, state.size = page.token, page.size if page.size is not None else state.size
        if page.token is None:
            state.complete, state.since = True, state.begun
        keep_state(self.folder, state)

    def _file(self, number: int) -> Path:
        return self.folder / f"{number:06d}.oai.gz"

    def pages(self) -> list[Path]:
        """The answers that the archive has not taken in yet, in order."""
        files = (self._file(number) for number in range(self.state.taken + 1, self.state.pages + 1))
        # A page that held an article that was withdrawn is gone for good.
        return [file for file in files if file.exists()]

    def all_taken(self) -> None:
        """Keep that the archive has taken in what came so far."""
        self.state.taken = self.state.pages
        keep_state(self.folder, self.state)

    def deleted(self) -> Iterator[Deleted]:
        """Records in ``pages`` that the repository says are gone."""
        for path in self.pages():
            page = read_page(gzip.decompress(path.read_bytes()))
            yield from page.deleted if page is not None else ()
