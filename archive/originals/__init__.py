"""Where original bytes lie when they are not in the database: a port, and a bucket behind it."""

from __future__ import annotations

from archive.originals.address import Address, chosen, opened
from archive.originals.port import Originals

__all__ = ["Address", "Originals", "chosen", "opened"]
