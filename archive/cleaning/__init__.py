"""Cleaning: a raw article into a clean one, every change noted."""

from __future__ import annotations

from archive.cleaning.clean import Stamp, clean
from archive.cleaning.draft import Draft
from archive.cleaning.rules import RULES

__all__ = ["RULES", "Draft", "Stamp", "clean"]
