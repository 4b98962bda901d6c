"""Places named in an article, and the regions it is about."""

from archive.extract.places.extractor import extract_places

__all__ = ["extract_places"]
