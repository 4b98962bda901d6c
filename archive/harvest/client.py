"""One GET after another: patient with a server that is busy, wary of one that is not what it says.

urllib of the standard library does all that is needed here; what a repository wants (``Retry-After``, 503 as
"later") are the few lines below (docs/decisions/0011-oai-pmh.md).
"""

from __future__ import annotations

import email.utils
import gzip
import http.client
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from typing import IO, Any
from urllib.parse import urlsplit

from archive.errors import HarvestFailed

#: The longest answer taken, in bytes, packed and unpacked.
ANSWER_LIMIT = 64 << 20
#: The longest time waited before one request is tried again, in seconds, whatever the server asks for.
WAIT_LIMIT_S = 15 * 60
#: Answers that mean "later".
_LATER = frozenset((408, 425, 429, 500, 502, 503, 504))
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Client:
    """``tries`` of each request, ``first_wait_s`` before the second and twice as long before each next one,
    where the server does not say how long; ``sleep`` is replaced in tests."""

    tries: int = 6
    first_wait_s: float = 2.0
    timeout_s: float = 90.0
    agent: str = "muragat (OAI-PMH harvester)"
    sleep: Callable[[float], None] = time.sleep

    def get(self, url: str) -> bytes:
        """The bytes at ``url``; HarvestFailed when all tries failed, or trying again would not help."""
        if urlsplit(url).scheme.lower() not in ("http", "https"):
            raise HarvestFailed(url, "bad_url")
        wait = self.first_wait_s
        for left in range(self.tries - 1, -1, -1):
            try:
                return self._once(url)
            except urllib.error.HTTPError as error:
                with error:
                    told = _retry_after(error.headers)
                if error.code not in _LATER or not left:
                    raise HarvestFailed(url, "http", f"HTTP {error.code} {error.reason}") from error
            except (OSError, http.client.HTTPException, EOFError, zlib.error) as error:
                # Also a connection that breaks off inside an answer.
                told = None
                if not left:
                    raise HarvestFailed(url, "unreachable", _reason(error)) from error
            self.sleep(min(told if told is not None else wait, WAIT_LIMIT_S))
            wait *= 2
        raise HarvestFailed(url, "unreachable")

    def _once(self, url: str) -> bytes:
        headers = {"User-Agent": self.agent, "Accept": "text/xml, application/xml", "Accept-Encoding": "gzip"}
        request = urllib.request.Request(url, headers=headers)
        opener = urllib.request.build_opener(_OnlyWeb)
        with opener.open(request, timeout=self.timeout_s) as answer:
            length = answer.headers.get("Content-Length")
            data = _bounded(answer, url)
            if length is not None and length.isdecimal() and len(data) < int(length):
                raise http.client.IncompleteRead(data, int(length) - len(data))
            packed = answer.headers.get("Content-Encoding", "").lower() in ("gzip", "x-gzip")
        return _unpacked(data, url) if packed else data


class _OnlyWeb(urllib.request.HTTPRedirectHandler):
    """Redirects lead to the web and nowhere else."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme.lower() not in ("http", "https"):
            raise HarvestFailed(newurl, "bad_url")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _bounded(source: Any, url: str) -> bytes:
    data = bytearray()
    while piece := source.read(_CHUNK):
        data += piece
        if len(data) > ANSWER_LIMIT:
            raise HarvestFailed(url, "too_long")
    return bytes(data)


def _unpacked(data: bytes, url: str) -> bytes:
    import io

    with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
        return _bounded(packed, url)


def _retry_after(headers: Message) -> float | None:
    """Seconds that the server wants to be left alone, told as such or as a moment.

    >>> told = Message()
    >>> told["Retry-After"] = "120"
    >>> _retry_after(told), _retry_after(Message())
    (120.0, None)
    """
    told = headers.get("Retry-After", "").strip()
    if told.isdecimal():
        return float(told)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(told).timestamp() - time.time())
    except (ValueError, TypeError, IndexError):
        return None


def _reason(error: Exception) -> str:
    return str(getattr(error, "reason", error) or type(error).__name__)[:200]
