"""Who may read what: levels of access, what records say of them, what the librarian decides."""

from __future__ import annotations

from archive.access.stated import stated
from archive.access.terms import LEVELS, UNKNOWN, Level, Terms

__all__ = ["LEVELS", "UNKNOWN", "Level", "Terms", "stated"]
