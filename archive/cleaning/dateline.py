"""A date that stands alone on a line at the start or the end of an article."""

from __future__ import annotations

import datetime as dt

from archive.model import PartialDate


def dateline(body: str, today: dt.date) -> PartialDate | None:
    """The day of a dateline; ``None`` where no line is nothing but a full date."""
    return None
