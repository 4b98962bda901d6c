"""The XML formats known; what reads their records is imported when a file of them comes."""

from __future__ import annotations

from archive.readers.alto import AltoReader
from archive.readers.xml import Columns, XmlFormat, XmlReader


def _rss() -> Columns:
    from archive.readers.feeds import rss_columns

    return rss_columns


def _atom() -> Columns:
    from archive.readers.feeds import atom_columns

    return atom_columns


def _oai() -> Columns:
    from archive.readers.catalogue import oai_columns

    return oai_columns


def _marc() -> Columns:
    from archive.readers.catalogue import marc_columns

    return marc_columns


_MARC_ROOTS = frozenset(("collection", "record"))
XML_READERS = (
    XmlReader(XmlFormat("rss", frozenset(("rss", "RDF")), ("item",), _rss), (".rss",)),
    XmlReader(XmlFormat("atom", frozenset(("feed",)), ("entry",), _atom), (".atom",)),
    XmlReader(XmlFormat("oai", frozenset(("OAI-PMH", "ListRecords")), ("record",), _oai), (".oai",)),
    XmlReader(XmlFormat("marcxml", _MARC_ROOTS, ("record",), _marc, "MARC21/slim"), (".marcxml",)),
    AltoReader(),
)
