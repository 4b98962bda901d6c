"""Files into the store: read, clean, extract, keep; with a report of what happened to every record.

One process reads and writes, in order; others clean and extract, so that what is kept does not depend on
their number. A record that was taken in before is known by its digest and costs no more than reading it.
"""

from __future__ import annotations

from archive.ingest.report import SOFTWARE, IngestOptions, IngestReport, Progress, reject_json
from archive.ingest.run import ingest

__all__ = ["SOFTWARE", "IngestOptions", "IngestReport", "Progress", "ingest", "reject_json"]
