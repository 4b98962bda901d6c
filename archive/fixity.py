"""Digests of original bytes and the stable ids of articles."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from typing import BinaryIO
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

ID_CHARS = 14
_CHUNK = 1 << 20
_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(r"utm_.*|fbclid|gclid|yclid|ysclid|_openstat|mc_[ce]id|igshid|from|ref|referrer", re.I)


def sha256(data: bytes) -> str:
    """Hexadecimal SHA-256 of bytes.

    >>> sha256("жаңалық".encode())[:12]
    'cc5f165e63c3'
    """
    return hashlib.sha256(data).hexdigest()


def sha256_stream(stream: BinaryIO) -> str:
    """Hexadecimal SHA-256 of what is left in a stream, read in pieces of 1 MiB."""
    digest = hashlib.sha256()
    while piece := stream.read(_CHUNK):
        digest.update(piece)
    return digest.hexdigest()


def canonical_url(url: str) -> str | None:
    """The one spelling of a URL that ids are made from; ``None`` when it is no web address.

    Scheme and host in lower case, ``http`` read as ``https``, no default port, no ``www.``, no fragment,
    no tracking parameters, the others sorted, no slash at the end.

    >>> canonical_url("HTTP://Egemen.KZ:80/article/173387/?utm_source=tg#top")
    'https://egemen.kz/article/173387'
    >>> canonical_url("жоқ") is None
    True
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not host:
        return None
    host = host.rstrip(".").removeprefix("www.")
    place = host if port in (None, *_DEFAULT_PORTS.values()) else f"{host}:{port}"
    path = quote(unquote(parts.path, errors="replace"), safe="/:@!$&'()*+,;=~-._").rstrip("/")
    pairs = sorted(
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(key)
    )
    return urlunsplit(("https", place, path, urlencode(pairs), ""))


def article_id(source: str, url: str | None, source_id: str | None, digest: str) -> str:
    """Short id of an article, independent of its content wherever its record names it.

    Source and canonical URL, else source and source_id, else ``digest`` (of the content). Fourteen
    characters ``a-z2-7``: 70 bits.

    >>> article_id("Жас қазақ", "https://zhas.example/1/", None, "") == article_id(
    ...     "жас қазақ", "http://www.zhas.example/1?utm_source=x", "17", "ab")
    True
    """
    canonical = canonical_url(url) if url else None
    if canonical:
        key = ("url", _folded(source), canonical)
    elif source_id:
        key = ("id", _folded(source), unicodedata.normalize("NFC", source_id.strip()))
    else:
        key = ("digest", "", digest)
    raw = hashlib.sha256("\x00".join(key).encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(raw)[:ID_CHARS].decode("ascii").lower()


def content_digest(title: str, date: str | None, body: str) -> str:
    """Digest of what makes two records without URL and id the same article: title, date and text.

    >>> content_digest("Күз", None, "Күн  суытты.") == content_digest("Күз ", None, "Күн суытты.")
    True
    """
    parts = (_squeezed(title), date or "", _squeezed(body))
    return sha256("\x00".join(parts).encode("utf-8", "surrogatepass"))


def _folded(text: str) -> str:
    return _squeezed(text).casefold()


def _squeezed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
