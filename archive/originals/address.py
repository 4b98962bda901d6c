"""Addresses of buckets: ``s3://BUCKET/PREFIX?endpoint=https://HOST&region=NAME``, and which one is chosen."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from archive.errors import OriginalsAway
from archive.originals.port import Originals

VARIABLE = "MURAGAT_ORIGINALS"
FORM = "s3://BUCKET/PREFIX?endpoint=https://HOST&region=NAME"
_KNOWN = {"endpoint", "region"}


@dataclass(frozen=True, slots=True)
class Address:
    """``prefix`` is empty or ends with ``/``; ``endpoint`` and ``region`` empty for those of the client."""

    bucket: str
    prefix: str = ""
    endpoint: str = ""
    region: str = ""

    @classmethod
    def parse(cls, text: str) -> Address:
        """OriginalsAway for an address that is none; no password has a place in one.

        >>> Address.parse("s3://murajat/astana/?endpoint=http://localhost:9000")
        Address(bucket='murajat', prefix='astana/', endpoint='http://localhost:9000', region='')
        """
        try:
            parts = urlsplit(text)
            asked = parse_qsl(parts.query, strict_parsing=True) if parts.query else []
        except ValueError as error:
            raise OriginalsAway(text.rpartition("@")[2], FORM) from error
        options = dict(asked)
        fits = parts.scheme == "s3" and parts.netloc and not {"@", ":"} & set(parts.netloc)
        if not fits or options.keys() - _KNOWN or len(options) != len(asked) or "@" in parts.query:
            raise OriginalsAway(text.rpartition("@")[2], FORM)
        prefix = parts.path.strip("/")
        prefix = prefix and f"{prefix}/"
        return cls(parts.netloc, prefix, options.get("endpoint", ""), options.get("region", ""))

    def key(self, digest: str) -> str:
        """Name of the object that holds the bytes under a digest.

        >>> Address("murajat", "astana/").key("ab" * 3)
        'astana/originals/ab/ababab'
        """
        return f"{self.prefix}originals/{digest[:2]}/{digest}"

    @property
    def name(self) -> str:
        """How a store remembers it: where it is, not how it is reached."""
        return f"s3://{self.bucket}/{self.prefix}"


def chosen() -> Originals | None:
    """The bucket that the environment names; None, without looking for a client, when it names none."""
    text = os.environ.get(VARIABLE)
    return opened(text) if text else None


@lru_cache(maxsize=8)
def opened(text: str) -> Originals:
    """The bucket at an address, its connections kept open."""
    from archive.originals.bucket import BucketOriginals

    return BucketOriginals(Address.parse(text))
