"""Articles taken away: every format writes article by article, so that an export of all hits is a stream."""

from __future__ import annotations

from workspace.exporting.formats import FORMATS, Format

__all__ = ["FORMATS", "Format"]
