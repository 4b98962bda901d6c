"""A line for every request, in the combined format of web servers or as JSON, on stderr or in a file.

The file is opened anew when another program has moved it away, so that logrotate needs no signal.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import logging
import logging.handlers
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Format = Literal["combined", "json"]
#: Longer addresses are cut, so that a line is written in one piece whatever was asked.
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Answered:
    """What is known of a request when it has been answered; ``ms`` until the last byte was handed over."""

    client: str
    at: dt.datetime
    method: str
    path: str
    query: str
    protocol: str
    status: int
    sent: int
    ms: float
    referrer: str
    agent: str


@dataclass(frozen=True, slots=True)
class AccessLog:
    """How to write. ``private`` leaves out what readers asked for and came from, and half of who they are."""

    format: Format = "combined"
    file: Path | None = None
    private: bool = False

    def logger(self) -> logging.Logger:
        """The place to write to; made once in each process."""
        logger = logging.getLogger(f"muragat.access.{self.format}.{self.file or 'stderr'}")
        if not logger.handlers:
            logger.propagate = False
            logger.setLevel(logging.INFO)
            logger.addHandler(self._handler())
        return logger

    def _handler(self) -> logging.Handler:
        if self.file is None:
            return logging.StreamHandler(sys.stderr)
        return logging.handlers.WatchedFileHandler(self.file, encoding="utf-8")

    def line(self, answered: Answered) -> str:
        """One line, whatever the request held."""
        if self.private:
            query, referrer, client = "", "", shortened(answered.client)
        else:
            query, referrer, client = answered.query, answered.referrer, answered.client
        if self.format == "json":
            return _as_json(answered, client, query, referrer)
        asked = f"{answered.method} {answered.path}{'?' + query if query else ''}"
        return (
            f"{client or '-'} - - [{answered.at:%d/%b/%Y:%H:%M:%S %z}] "
            f'"{_plain(asked)} {_plain(answered.protocol)}" {answered.status} {answered.sent} '
            f'"{_plain(referrer) or "-"}" "{_plain(answered.agent) or "-"}"'
        )


def _as_json(answered: Answered, client: str, query: str, referrer: str) -> str:
    row: dict[str, Any] = {
        "time": answered.at.isoformat(timespec="milliseconds"),
        "client": client,
        "method": answered.method,
        "path": answered.path[:LONGEST],
        "query": query[:LONGEST],
        "status": answered.status,
        "bytes": answered.sent,
        "ms": round(answered.ms, 1),
        "referrer": referrer[:LONGEST],
        "agent": answered.agent[:LONGEST],
    }
    return json.dumps(row, ensure_ascii=True)


def _plain(text: str) -> str:
    r"""Printable ASCII without the quotation mark that ends the field.

    >>> _plain('/a" 200\n"x'), _plain("қ")
    ('/a\\x22 200\\x0a\\x22x', '\\xd2\\x9b')
    """
    data = text[:LONGEST].encode("utf-8", "replace")
    return "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\x{b:02x}" for b in data)


def shortened(address: str) -> str:
    """The network that an address is in, not the address: the first 24 bits, or 48 of a long one.

    >>> shortened("203.0.113.9"), shortened("2001:db8:1:2::7"), shortened("x")
    ('203.0.113.0', '2001:db8:1::', '')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    network = ipaddress.ip_network((found, 24 if found.version == 4 else 48), strict=False)
    return str(network.network_address)
