"""What the text itself says: quotations, speakers, regions, topics; derived, versioned, recomputable.

The extractors and their tables are loaded when one of these names is first asked for: most commands only read
what was found.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive.extract.merge import merged
    from archive.extract.pipeline import EXTRACTOR_VERSION, EXTRACTORS, annotate
    from archive.extract.reading import Reading

__all__ = ["EXTRACTORS", "EXTRACTOR_VERSION", "Reading", "annotate", "merged"]
_HOME = {"merged": "merge", "Reading": "reading"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOME.get(name, 'pipeline')}"), name)
