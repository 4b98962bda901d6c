"""L3: every sentence the archive says to a person, in Kazakh, Russian and English."""

from messages.errors import error_text, read_error_text
from messages.formats import date, number, share
from messages.table import LANGS, choose_language, text

__all__ = ["LANGS", "choose_language", "date", "error_text", "number", "read_error_text", "share", "text"]
