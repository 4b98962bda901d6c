"""The ordered list of extractors, and the version that says when what they found is out of date."""

from __future__ import annotations

from collections.abc import Callable

from archive.extract.confidence import confidence
from archive.extract.places import extract_places
from archive.extract.quotations.direct import direct
from archive.extract.quotations.reported import reported
from archive.extract.reading import Reading
from archive.extract.speakers import speakers
from archive.extract.topics import extract_topics
from archive.extract.version import tables_digest
from archive.model import Annotations, Article
from kazakh.stem import STEMMER_VERSION

#: Raised by hand whenever the code changes what is found; the tables and the stemmer count by themselves.
CODE = "2"
EXTRACTOR_VERSION = f"{CODE}.{STEMMER_VERSION}.{tables_digest()}"
#: Each one adds to what those before it found; a later one may build on an earlier one (speakers on
#: quotations), so the order counts.
Extractor = Callable[[Article, Reading, Annotations], Annotations]
EXTRACTORS: tuple[Extractor, ...] = (direct, reported, speakers, confidence, extract_places, extract_topics)


def annotate(article: Article) -> Annotations:
    """Everything the extractors find in an article; what its metadata says is not repeated here."""
    found = Annotations(version=EXTRACTOR_VERSION)
    reading = Reading(article.body, article.title)
    for extractor in EXTRACTORS:
        found = extractor(article, reading, found)
    return found
