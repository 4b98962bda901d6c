"""Addresses of stores and engines that others run, as the environment gives them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

_PLACE = "{archive}"


def in_place(address: str, folder: Path) -> str:
    """The address for one data folder: ``{archive}`` in it becomes a name of the folder's own, so that
    several archives can share a server.

    >>> in_place("opensearch+http://db:9200/{archive}", Path("/srv/газет/egemen")).partition("_")[0]
    'opensearch+http://db:9200/egemen'
    """
    if _PLACE not in address:
        return address
    digest = hashlib.sha256(str(folder.resolve()).encode("utf-8", "replace")).hexdigest()[:8]
    name = re.sub(r"[^a-z0-9]+", "_", folder.name.lower()).strip("_")[:40]
    return address.replace(_PLACE, f"{name or 'a'}_{digest}")


def without_password(address: str) -> str:
    """The address without user and password, as it may stand in a file or a message.

    >>> without_password("opensearch+https://me:secret@db:9200/muragat"), without_password("whoosh")
    ('opensearch+https://db:9200/muragat', 'whoosh')
    """
    scheme, mark, rest = address.partition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}" if mark else address
