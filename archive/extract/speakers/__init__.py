"""The speakers of an article: every quotation's source resolved to a person, a body or a group."""

from archive.extract.speakers.extractor import speakers

__all__ = ["speakers"]
