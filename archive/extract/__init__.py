"""What the text itself says: quotations, speakers, regions, topics; derived, versioned, recomputable."""

from __future__ import annotations

from archive.extract.merge import merged
from archive.extract.pipeline import EXTRACTOR_VERSION, EXTRACTORS, annotate
from archive.extract.reading import Reading

__all__ = ["EXTRACTORS", "EXTRACTOR_VERSION", "Reading", "annotate", "merged"]
