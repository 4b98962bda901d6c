"""Which key was meant: text typed on the wrong keyboard layout.

The Kazakh layout puts the letters that Russian has not on the digit row; on a Russian layout
қазақстан comes out as ``0аза0стан``, on an English one as ``0fpf0cnfy``.
"""

from __future__ import annotations

#: The same keys on the three layouts, unshifted and shifted.
_ENGLISH = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`" + 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?~'
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю.ё" + "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,Ё"
_DIGIT_ROW = "234589" + "0-="
_ENGLISH_SHIFTED = "@#$%*()_+"
_RUSSIAN_SHIFTED = '"№;%*()_+'
_KAZAKH_ROW = "әіңғүұқөһ"

#: Letters of the Kazakh layout by the sign their key gives on a Russian one.
KAZAKH_BY_RUSSIAN_KEY = dict(
    zip(_DIGIT_ROW + _RUSSIAN_SHIFTED, _KAZAKH_ROW + _KAZAKH_ROW.upper(), strict=True)
)
#: Letters of the Kazakh layout by the sign their key gives on an English one.
KAZAKH_BY_ENGLISH_KEY = dict(zip(_ENGLISH, _RUSSIAN, strict=True)) | dict(
    zip(_DIGIT_ROW + _ENGLISH_SHIFTED, _KAZAKH_ROW + _KAZAKH_ROW.upper(), strict=True)
)
_ENGLISH_BY_KAZAKH = {
    kazakh: english for english, kazakh in KAZAKH_BY_ENGLISH_KEY.items() if kazakh.isalpha()
}
_FROM_ENGLISH = str.maketrans(KAZAKH_BY_ENGLISH_KEY)
_FROM_RUSSIAN = str.maketrans(KAZAKH_BY_RUSSIAN_KEY)
_TO_ENGLISH = str.maketrans(_ENGLISH_BY_KAZAKH)


def from_english_layout(typed: str) -> str:
    """What the same keys give on the Kazakh layout when typed on the English one.

    >>> [from_english_layout(word) for word in ("0fpf0cnfy", ";tn3ce", "8r3vtn", "ghtpbltyn")]
    ['қазақстан', 'жетісу', 'үкімет', 'президент']
    """
    return typed.translate(_FROM_ENGLISH)


def from_russian_layout(typed: str) -> str:
    """What the same keys give on the Kazakh layout when typed on the Russian one.

    >>> [from_russian_layout(word) for word in ("0аза0стан", "жет3су", "8к3мет", "-скемен")]
    ['қазақстан', 'жетісу', 'үкімет', 'өскемен']
    """
    return typed.translate(_FROM_RUSSIAN)


def to_english_layout(typed: str) -> str:
    """What the same keys give on the English layout when typed on the Kazakh one.

    >>> to_english_layout("еутпкштуцы"), to_english_layout("әқәі")
    ('tengrinews', '2023')
    """
    return typed.translate(_TO_ENGLISH)
