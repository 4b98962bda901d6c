"""WSGI around the pages: each request is counted, timed and, if wanted, written down."""

from __future__ import annotations

import datetime as dt
import ipaddress
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import quote

from index.deadline import within
from webui.operating.access_log import Answered
from webui.operating.addresses import Application, Environ
from webui.operating.board import Row
from webui.operating.settings import Operating

CLIENT, KIND, ROW, SLOT = "muragat.client", "muragat.kind", "muragat.row", "muragat.slot"

_AS_IT_IS = "/:;=@!$&'()*+,~"


class Watch:
    """Stands behind the ``Door``, so that it sees the true client."""

    def __init__(self, application: Application, operating: Operating) -> None:
        self._application = application
        self._operating = operating
        self._row: Row = operating.board.row(operating.process)
        self._row.begin()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        client = self._operating.board.client(_of_one(str(environ.get("REMOTE_ADDR", ""))))
        environ[CLIENT], environ[ROW], environ[SLOT] = client, self._row, self._row.open(client)
        one = _Request(environ, self._operating, self._row, environ[SLOT])

        def answering(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            one.status = int(status.partition(" ")[0])
            return start_response(status, headers, *error)

        try:
            with within(self._operating.limits.query_s):
                return one.counted(self._application(environ, answering))
        except BaseException:
            one.end()
            raise


class _Request:
    """One request until its last byte was handed over."""

    def __init__(self, environ: Environ, operating: Operating, row: Row, slot: int) -> None:
        self.status = 500
        self._environ, self._operating, self._row, self._slot = environ, operating, row, slot
        self._started = time.perf_counter()
        self._sent = 0
        self._ended = False

    def counted(self, pieces: Iterable[bytes]) -> _Counted:
        return _Counted(pieces, self)

    def send(self, piece: bytes) -> bytes:
        self._sent += len(piece)
        return piece

    def end(self) -> None:
        if self._ended:
            return
        self._ended = True
        self._row.close(self._slot)
        seconds = time.perf_counter() - self._started
        self._row.count(self._environ.get(KIND, "page"), self.status, seconds, self._sent)
        log = self._operating.access_log
        if log is not None and self._environ.get(KIND) != "health":
            log.logger().info("%s", log.line(self._answered(seconds)))

    def _answered(self, seconds: float) -> Answered:
        environ = self._environ
        path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        return Answered(
            client=str(environ.get("REMOTE_ADDR", "")),
            at=dt.datetime.now().astimezone(),
            method=str(environ["REQUEST_METHOD"]),
            path=quote(path.encode("latin-1", "replace"), safe=_AS_IT_IS),
            query=quote(environ.get("QUERY_STRING", "").encode("latin-1", "replace"), safe=_AS_IT_IS + "%?"),
            protocol=str(environ.get("SERVER_PROTOCOL", "")),
            status=self.status,
            sent=self._sent,
            ms=seconds * 1000,
            referrer=str(environ.get("HTTP_REFERER", "")),
            agent=str(environ.get("HTTP_USER_AGENT", "")),
        )


class _Counted:
    """The answer as it goes out. Its length is that of the original, which the server looks at."""

    def __init__(self, pieces: Iterable[bytes], request: _Request) -> None:
        self._pieces, self._request = pieces, request

    def __iter__(self) -> Iterator[bytes]:
        return map(self._request.send, self._pieces)

    def close(self) -> None:
        try:
            close = getattr(self._pieces, "close", None)
            if close is not None:
                close()
        finally:
            self._request.end()


def _of_one(address: str) -> str:
    """What counts as one client: an address, or the network of a household for a long one.

    >>> _of_one("203.0.113.9"), _of_one("2001:db8:1:2:3::7"), _of_one("unix")
    ('203.0.113.9', '2001:db8:1:2::', 'unix')
    """
    if ":" not in address:
        return address
    try:
        return str(ipaddress.ip_network((address.partition("%")[0], 64), strict=False).network_address)
    except ValueError:
        return address
