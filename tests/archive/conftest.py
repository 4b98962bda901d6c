"""Property tests without a deadline: the first example loads the tables."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("archive", deadline=None)
settings.load_profile("archive")
