"""Kazakh letters that were read in the wrong code page before the text came to us.

KZ-1048 and the Kazakh fonts before it put Kazakh letters where windows-1251 has those of its neighbours. Read
as windows-1251 a text says Ќазаќстан Республикасыныѕ аумаєында: common in documents of the 1990s and 2000s.
"""

from __future__ import annotations

from archive.cleaning.draft import Draft

_WRONG, _RIGHT = "ЌЋЎЈҐЄЇЅќћўјґєїѕ", "ҚҺҰӘӨҒҮҢқһұәөғүң"
_REPAIR = str.maketrans(_WRONG, _RIGHT)
#: Letters of Macedonian that no text with ы or і has.
_TELLING = frozenset("ќѕјЌЅЈ")
_KAZAKH = frozenset("әғқңөұүһӘҒҚҢӨҰҮҺ")
_FROM = 3
_EXAMPLES = 5


def kazakh_letters(draft: Draft) -> None:
    """The Kazakh letters back, in a text that has none but those of its neighbours in their places."""
    before = f"{draft.title}\n{draft.body}"
    if not is_misread(before):
        return
    draft.title, draft.body = draft.title.translate(_REPAIR), draft.body.translate(_REPAIR)
    words = dict.fromkeys(word for word in before.split() if not _TELLING.isdisjoint(word))
    count = sum(char in _WRONG for char in before)
    draft.note("kz1048_read_as_cp1251", ", ".join([*words][:_EXAMPLES]), count)


def is_misread(text: str) -> bool:
    """Whether Kazakh was read as windows-1251: letters of Macedonian among ы and і, and no Kazakh ones.

    >>> is_misread("Ќазаќстан Республикасыныѕ аумаєында"), is_misread("Қазақстан Республикасының аумағында")
    (True, False)
    """
    if not _KAZAKH.isdisjoint(text):  # nearly every text: told by its first words
        return False
    telling = sum(map(text.count, _TELLING))
    return telling >= _FROM and sum(map(text.count, "ыіЫІ")) >= 2
