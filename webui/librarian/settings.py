"""Who may come in as the librarian."""

from __future__ import annotations

import ipaddress
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from werkzeug.security import generate_password_hash

#: Shorter passwords are guessed.
SHORTEST_PASSWORD = 12


@dataclass(frozen=True, slots=True)
class Librarian:
    """``secret`` signs the cookies and lives as long as the server; ``password`` is a hash made by
    ``hashed``, None where only this machine itself is let in."""

    secret: bytes
    password: str | None = None

    @classmethod
    def on_this_machine(cls) -> Librarian:
        return cls(secrets.token_bytes(32))

    @classmethod
    def behind(cls, file: Path) -> Librarian:
        """Behind the password whose hash stands in a file; ValueError when it holds none, OSError."""
        kept = file.read_text(encoding="utf-8").strip()
        if not kept.startswith("scrypt:") or "\n" in kept:
            raise ValueError(str(file))
        return cls(secrets.token_bytes(32), kept)


def hashed(password: str) -> str:
    """What the password file holds: scrypt with a salt of its own.

    >>> hashed("ескі қала кітапханасы").startswith("scrypt:")
    True
    """
    if len(password) < SHORTEST_PASSWORD:
        raise ValueError(SHORTEST_PASSWORD)
    return generate_password_hash(password, method="scrypt")


def keep_password(password: str, file: Path) -> None:
    """Its hash into a file that only its owner may read, from the first moment on; ValueError, OSError."""
    kept = hashed(password)
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as written:
        written.write(kept + "\n")


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only.

    >>> is_loopback("127.0.0.1"), is_loopback("[::1]"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
