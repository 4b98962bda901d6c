"""One request over HTTP as a browser makes it, timed to the last byte; nothing but asyncio."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass

TIMEOUT_S = 60.0
_ARTICLE = re.compile(rb'href="/a/([a-z0-9]+)[?"]')


@dataclass(frozen=True, slots=True)
class Answer:
    """``status`` 0 and ``fault`` when there was no whole answer; ``articles`` that the page links to."""

    status: int
    seconds: float
    size: int
    articles: tuple[str, ...] = ()
    fault: str = ""
    body: bytes = b""


async def ask(host: str, port: int, address: str) -> Answer:
    """A connection of its own for each request, as the worst case."""
    started = time.perf_counter()
    try:
        raw = await asyncio.wait_for(_exchange(host, port, address), TIMEOUT_S)
    except (TimeoutError, OSError, EOFError) as error:
        return Answer(0, time.perf_counter() - started, 0, fault=type(error).__name__)
    seconds = time.perf_counter() - started
    head, _, body = raw.partition(b"\r\n\r\n")
    status = int(head[9:12]) if head.startswith(b"HTTP/1.") else 0
    length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    whole = bool(status) and (not length or int(length[1]) == len(body))
    found = tuple(dict.fromkeys(each.decode() for each in _ARTICLE.findall(body)))
    return Answer(status, seconds, len(raw), found[:20], "" if whole else "cut short", body)


async def _exchange(host: str, port: int, address: str) -> bytes:
    reader, writer = await asyncio.open_connection(host, port)
    try:
        request = f"GET {address} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n"
        writer.write(request.encode("ascii"))
        await writer.drain()
        return await reader.read(-1)
    finally:
        writer.close()
