"""Vowel harmony and sound classes of Kazakh, as far as suffixes care.

A suffix form fits a stem when its vowel has the stem's harmony (back or front)
and its first sound suits the stem's last sound. Both are looked up here by
letter; nothing else in the package spells out vowels or consonant classes.
"""

from __future__ import annotations

BACK = frozenset("аоұыяё")
FRONT = frozenset("әөүіеэ")
#: Letters that carry no harmony of their own: у and и follow the rest of the word.
NEUTRAL = frozenset("уиюү") - FRONT
VOWELS = BACK | FRONT | frozenset("уию")

#: Classes of final letters that choose the first sound of a suffix.
FINAL_CLASSES: dict[str, frozenset[str]] = {
    "V": frozenset("аәоөұүыіеэяё"),
    "W": frozenset("уию"),
    "R": frozenset("рй"),
    "L": frozenset("л"),
    "M": frozenset("мнң"),
    "Z": frozenset("зж"),
    "B": frozenset("бвгғд"),
    "T": frozenset("пфкқтсшщцчхһ"),
}
_HARMONY = dict.fromkeys(BACK, "b") | dict.fromkeys(FRONT, "f")


def harmony(text: str) -> str:
    """Harmony of the last vowel that has one: ``b`` back, ``f`` front, ``-`` none.

    >>> harmony("қазақ"), harmony("мектеп"), harmony("су")
    ('b', 'f', '-')
    """
    for letter in reversed(text):
        found = _HARMONY.get(letter)
        if found:
            return found
    return "-"


def asked_harmony(stem: str) -> str:
    """Harmony that a suffix must have after ``stem``: none if the last vowel is и, у or ю.

    Native and loan words with such a vowel go either way: жетісуға, келуге, организмде.

    >>> asked_harmony("қазақ"), asked_harmony("келу"), asked_harmony("организм")
    ('b', '-', '-')
    """
    for letter in reversed(stem):
        if letter in VOWELS:
            return _HARMONY.get(letter, "-")
    return "-"


def first_harmony(text: str) -> str:
    """Harmony of the first vowel of a suffix, ``-`` if it has none.

    >>> first_harmony("лар"), first_harmony("ген"), first_harmony("п")
    ('b', 'f', '-')
    """
    for letter in text:
        found = _HARMONY.get(letter)
        if found:
            return found
    return "-"


def last_sound(stem: str) -> str:
    """The letter that a following suffix hears: soft and hard signs are silent.

    >>> last_sound("қыркүйек"), last_sound("октябрь")
    ('к', 'р')
    """
    bare = stem.rstrip("ьъ")
    return bare[-1] if bare else ""


def letters_of(classes: str) -> frozenset[str]:
    """All letters of the named final classes.

    >>> sorted(letters_of("RL"))
    ['й', 'л', 'р']
    """
    return frozenset().union(*(FINAL_CLASSES[name] for name in classes))


def narrow_vowel(stem: str) -> str:
    """The high vowel that harmony asks for after ``stem``: ы or і.

    >>> narrow_vowel("халқ"), narrow_vowel("ерк")
    ('ы', 'і')
    """
    return "і" if harmony(stem) == "f" else "ы"
