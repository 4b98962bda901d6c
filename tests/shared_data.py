"""Where the development data stands beside the checkout; tests that measure on it skip without it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[2] / "shared"


def shared(*parts: str) -> Path:
    """Path inside ``../shared`` (or ``$MURAGAT_SHARED``); skips the test, saying so, when it is not there."""
    path = Path(os.environ.get("MURAGAT_SHARED", BESIDE)).joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs ../shared/{'/'.join(parts)} beside the checkout")
    return path
