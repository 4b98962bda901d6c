"""L3: one data folder, opened: store, index and settings; the only place they meet."""

from workspace.answers import SearchAnswer
from workspace.core import Workspace

__all__ = ["SearchAnswer", "Workspace"]
