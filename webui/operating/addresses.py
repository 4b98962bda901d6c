"""By which address the archive was asked for, and by whom, also behind a reverse proxy.

What a proxy says in ``X-Forwarded-*`` counts only when the proxy is one of those named; anybody else's words
are dropped before the pages see them.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)*")
_HOST = re.compile(r"[A-Za-z0-9._-]+(?::\d{1,5})?|\[[0-9A-Fa-f:.]+\](?::\d{1,5})?")
_FORWARDED = ("FOR", "PROTO", "HOST", "PORT", "PREFIX", "SERVER", "BY", "SSL", "SCHEME")


@dataclass(frozen=True, slots=True)
class Addressing:
    """``prefix`` is the path before every page (``/archive``); ``public_url`` the whole address that readers
    see, which wins over everything a request says; ``trusted`` are the proxies whose word counts.

    >>> Addressing.of("archive/").prefix, Addressing.of("", "https://news.example.kz/muragat").prefix
    ('/archive', '/muragat')
    """

    prefix: str = ""
    scheme: str = ""
    host: str = ""
    trusted: tuple[Network, ...] = ()

    @classmethod
    def of(cls, prefix: str = "", public_url: str = "", trusted: Sequence[str] = ()) -> Addressing:
        """From what a person typed; a ValueError tells what can't be used."""
        parts = urlsplit(public_url)
        if public_url and not (parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc)):
            raise ValueError(public_url)
        path = f"/{(prefix or parts.path).strip('/')}".rstrip("/")
        if not is_prefix(path):
            raise ValueError(prefix or public_url)
        networks = tuple(ipaddress.ip_network(one, strict=False) for one in trusted)
        return cls(path, parts.scheme, parts.netloc, networks)


def is_prefix(path: str) -> bool:
    """Whether pages can stand below this path.

    >>> is_prefix(""), is_prefix("/a/b-1"), is_prefix("//evil.example"), is_prefix("/a/../b")
    (True, True, False, False)
    """
    return bool(_PREFIX.fullmatch(path)) and not {".", ".."} & set(path.split("/"))


class Door:
    """WSGI: every request passes here first and leaves with its true address and client."""

    def __init__(self, application: Application, addressing: Addressing) -> None:
        self._application = application
        self._addressing = addressing

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        own = self._addressing
        said = _said(environ, own.trusted)
        prefix = own.prefix or said.get("PREFIX", "")
        environ["wsgi.url_scheme"] = own.scheme or said.get("PROTO") or environ["wsgi.url_scheme"]
        environ["HTTP_HOST"] = own.host or said.get("HOST") or _own_host(environ)
        if "FOR" in said:
            environ["REMOTE_ADDR"] = said["FOR"]
        if prefix and environ["PATH_INFO"] == prefix:
            return _to_the_front(environ, prefix, start_response)
        environ["SCRIPT_NAME"] = prefix
        environ["PATH_INFO"] = _below(environ["PATH_INFO"], prefix)
        return self._application(environ, start_response)


def _below(path: str, prefix: str) -> str:
    """The path without the prefix, which some proxies cut off and others leave."""
    return path[len(prefix) :] if prefix and path.startswith(f"{prefix}/") else path


def _own_host(environ: Environ) -> str:
    """The host as the client named it, when that can be one at all."""
    host = str(environ.get("HTTP_HOST", ""))
    return host if _HOST.fullmatch(host) else f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"


def _to_the_front(environ: Environ, prefix: str, start_response: Callable[..., Any]) -> Iterable[bytes]:
    query = environ.get("QUERY_STRING", "")
    start_response(
        "308 Permanent Redirect",
        [("Location", f"{prefix}/{'?' + query if query else ''}"), ("Content-Length", "0")],
    )
    return [b""]


def _said(environ: Environ, trusted: tuple[Network, ...]) -> dict[str, str]:
    """What a trusted proxy says of the request, checked; all words of proxies leave ``environ``."""
    words = {name: str(environ.pop(f"HTTP_X_FORWARDED_{name}", "")) for name in _FORWARDED}
    environ.pop("HTTP_FORWARDED", None)
    if not _within(str(environ.get("REMOTE_ADDR", "")), trusted):
        return {}
    found = {"FOR": _client(words["FOR"], trusted)}
    proto, host, prefix = (words[name].rpartition(",")[2].strip() for name in ("PROTO", "HOST", "PREFIX"))
    found["PROTO"] = proto if proto in ("http", "https") else ""
    found["HOST"] = host if _HOST.fullmatch(host) else ""
    found["PREFIX"] = prefix.rstrip("/") if is_prefix(prefix.rstrip("/")) else ""
    return {name: word for name, word in found.items() if word}


def _client(chain: str, trusted: tuple[Network, ...]) -> str:
    """The nearest address of a chain of proxies that is not itself a trusted one.

    >>> ours = (ipaddress.ip_network("10.0.0.0/8"),)
    >>> _client("6.6.6.6, 203.0.113.9, 10.0.0.2", ours), _client("nonsense", ours)
    ('203.0.113.9', '')
    """
    addresses = [_plain(part) for part in chain.split(",")]
    for address in reversed(addresses):
        if not address or not _within(address, trusted):
            return address
    return addresses[0]


def _plain(text: str) -> str:
    """An address without port and brackets; empty when it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""


def _within(address: str, networks: tuple[Network, ...]) -> bool:
    if not networks:
        return False
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return any(found in network for network in networks)
