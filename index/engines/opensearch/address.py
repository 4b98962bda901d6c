"""Where the cluster is and how the indexes are laid out, from one URL.

``opensearch+https://user:password@one:9200,two:9200/newspapers?shards=3&replicas=1&ca=/etc/ca.pem``
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

SCHEMES = {"opensearch+http": False, "opensearch+https": True}
_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,100}")


@dataclass(frozen=True, slots=True)
class Address:
    """``hosts`` are tried in turn; ``name`` begins the names of all indexes of one archive; ``timeout`` is in
    seconds, for one try; ``user`` is empty where none is asked for; ``ca`` is a file of certificates, and
    ``certified`` the name they must be for where it is not the host's."""

    hosts: tuple[tuple[str, int], ...]
    name: str = "muragat"
    tls: bool = False
    user: str = ""
    password: str = ""
    ca: str | None = None
    certified: str | None = None
    shards: int = 1
    replicas: int = 0
    timeout: float = 30.0

    def __repr__(self) -> str:
        """Without the password: addresses stand in messages."""
        scheme = "opensearch+https" if self.tls else "opensearch+http"
        hosts = ",".join(f"{host}:{port}" for host, port in self.hosts)
        return f"{scheme}://{hosts}/{self.name}"


def is_address(text: str) -> bool:
    """Whether a name of an engine is an address of a cluster."""
    return text.partition("://")[0] in SCHEMES


def read_address(url: str) -> Address:
    """The parts of a URL; ValueError with what is wrong.

    >>> read_address("opensearch+http://localhost:9200,localhost:9201/muragat?shards=3&replicas=1")
    opensearch+http://localhost:9200,localhost:9201/muragat
    """
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES:
        raise ValueError(parts.scheme)
    access, _, places = parts.netloc.rpartition("@")
    user, _, password = access.partition(":")
    options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    name = parts.path.strip("/") or "muragat"
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    address = Address(
        hosts=tuple(_host(place) for place in places.split(",")),
        name=name,
        tls=SCHEMES[parts.scheme],
        user=unquote(user),
        password=unquote(password),
        ca=options.pop("ca", None),
        certified=options.pop("certified", None),
        shards=_positive(options.pop("shards", "1"), 1),
        replicas=_positive(options.pop("replicas", "0"), 0),
        timeout=float(options.pop("timeout", "30")),
    )
    if options:
        raise ValueError(", ".join(options))
    return address


def _host(place: str) -> tuple[str, int]:
    host, colon, port = place.rpartition(":")
    if not colon:
        host, port = place, "9200"
    if not host or not port.isdecimal():
        raise ValueError(place)
    return host, int(port)


def _positive(text: str, least: int) -> int:
    number = int(text)
    if number < least:
        raise ValueError(text)
    return number
