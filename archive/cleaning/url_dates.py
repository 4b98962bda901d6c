"""The day of publication in the address of an article, as Kazakh sites and the usual software write it.

Only forms that stand for the day of publication: a folder of the year, month and day, a stamp of day and time
at the end of the slug, WordPress's folder of the month. A bare year, a number of an article or of an issue,
an event's day inside a slug (``bolzham-13-06-2023``) and the day a page was archived are none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from archive.cleaning.dates import build, possible
from archive.model import PartialDate

_YEAR, _MONTH, _DAY = r"(?P<y>(?:19|2\d)\d{2})", r"(?P<m>\d{1,2})", r"(?P<d>\d{1,2})"
_TWO_MONTH, _TWO_DAY = r"(?P<m>\d{2})", r"(?P<d>\d{2})"
_TIME = r"(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?"
#: In this order; the first that fits decides.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"/{_YEAR}[/-]{_MONTH}[/-]{_DAY}(?=[/._-]|$)",
        rf"/{_DAY}[./-]{_MONTH}[./-]{_YEAR}(?=/|$)",
        rf"/{_YEAR}{_TWO_MONTH}{_TWO_DAY}(?=[/_-]\D)",
        rf"(?<!\d){_YEAR}{_TWO_MONTH}{_TWO_DAY}[_T-]{_TIME}(?=/?$|\.html?$)",
    )
)
_MONTH_FOLDER = re.compile(r"/(?P<y>(?:19|20)\d{2})/(?P<m>0[1-9]|1[0-2])/(?=[^/]*[^\d/][^/]*/?$)")
#: Before a month folder: an issue of a newspaper, whose number is no month; uploads are pictures.
_NUMBERED = re.compile(r"/(?:issues?|nomer|n?omir\w*|vypusk|gazeta|san|archive_pdf|uploads?|files)/$", re.I)
#: An archived copy's address begins with the time of copying.
_COPY = re.compile(r"^https?://[^/]*(?:web\.archive\.org/web|archive\.\w+|archive-it\.org/\d+)/\d{4,14}\w*/")


def from_url(url: str, today: dt.date, refuse: Callable[[str], None] | None = None) -> PartialDate | None:
    """The day, or with WordPress's folders the month, in an address; ``None`` where it tells none.

    What looks like a date but can't be one is told to ``refuse``.

    >>> today = dt.date(2026, 1, 1)
    >>> from_url("https://gazet.example/2023/06/12/qar", today)
    PartialDate(year=2023, month=6, day=12)
    >>> from_url("https://gazet.example/kk/news/kogam/zhanbyr20161025_154700", today)
    PartialDate(year=2016, month=10, day=25)
    >>> from_url("https://gazet.example/2023/06/kar-zhaudy/", today)
    PartialDate(year=2023, month=6, day=None)
    >>> from_url("https://gazet.example/2023/kar-zhaudy", today) is None
    True
    """
    path = _COPY.sub("/", url).split("?")[0].split("#")[0]
    for form in _FORMS:
        if match := form.search(path):
            return _checked(match, match["d"], today, refuse)
    match = _MONTH_FOLDER.search(path)
    if match is None or _NUMBERED.search(path, 0, match.start() + 1):
        return None
    return _checked(match, None, today, refuse)


def _checked(
    match: re.Match[str], day: str | None, today: dt.date, refuse: Callable[[str], None] | None
) -> PartialDate | None:
    found = build(match["y"], match["m"], day)
    if found is not None and possible(found, today):
        return found
    if refuse is not None:
        refuse(match[0].strip("/"))
    return None
