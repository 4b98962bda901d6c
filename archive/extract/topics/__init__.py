"""Subjects of an article: IPTC Media Topics by weighted lemmas, with the words that gave them."""

from archive.extract.topics.extractor import explain_topics, extract_topics, topics_of

__all__ = ["explain_topics", "extract_topics", "topics_of"]
