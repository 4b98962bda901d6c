"""Who is named in a text: persons, titles, organisations, pronouns and groups of people."""

from archive.extract.people.refs import Ref, find_refs

__all__ = ["Ref", "find_refs"]
