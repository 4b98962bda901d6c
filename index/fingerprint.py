"""What an index was made with; when this changes, a rebuild is due."""

from __future__ import annotations

import hashlib

from index.analysis import ANALYZER_VERSION, CUTS, LONGEST_TERM
from kazakh.stem import STEMMER_VERSION

#: Changes with the fields of the documents and of the engines' files.
SCHEMA_VERSION = "7"


def fingerprint() -> str:
    """Twelve hexadecimal digits over the versions of schema, analyzer and stemmer."""
    parts = (SCHEMA_VERSION, ANALYZER_VERSION, str(CUTS), str(LONGEST_TERM), STEMMER_VERSION)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
