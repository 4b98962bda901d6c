"""The archive for those who harvest it: OAI-PMH 2.0 at ``/oai`` (docs/oai-pmh.md)."""

from __future__ import annotations

from webui.oai.views import blueprint

__all__ = ["blueprint"]
