"""Harvesting a repository over OAI-PMH: pages fetched and kept as they came, taken in like any file."""

from __future__ import annotations

from archive.harvest.client import Client
from archive.harvest.harvest import Asked, Harvest, Progress
from archive.harvest.pages import Deleted, Page

__all__ = ["Asked", "Client", "Deleted", "Harvest", "Page", "Progress"]
