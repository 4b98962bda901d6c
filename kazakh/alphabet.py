"""Kazakh letters: order, case, Unicode form, look-alikes and invisible hyphens.

Every repair keeps or reports what it did; none of them folds one Kazakh letter into another.
"""

from __future__ import annotations

import re
import unicodedata

#: The Kazakh Cyrillic alphabet in its own order.
LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
#: Letters that Kazakh has and Russian has not.
KAZAKH_ONLY = frozenset("әғқңөұүһі")
#: Characters that show nothing and only say where a word may be broken.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

_LATIN = "abcdefghijklmnopqrstuvwxyz"
#: Foreign letters that look like a Kazakh one; upper case only where only the capitals look alike.
LOOKALIKES = {
    "ə": "ә",
    "Ə": "Ә",
    "ǝ": "ә",
    "i": "і",
    "I": "І",
    "h": "һ",
    "a": "а",
    "A": "А",
    "e": "е",
    "E": "Е",
    "o": "о",
    "O": "О",
    "c": "с",
    "C": "С",
    "p": "р",
    "P": "Р",
    "x": "х",
    "X": "Х",
    "y": "у",
    "Y": "У",
    "k": "к",
    "K": "К",
    "M": "М",
    "H": "Н",
    "T": "Т",
    "B": "В",
    "ë": "ё",
    "Ë": "Ё",
    "ѳ": "ө",
    "Ѳ": "Ө",
    "ɵ": "ө",
    "Ɵ": "Ө",
    "ӊ": "ң",
    "Ӊ": "Ң",
    "ӄ": "қ",
    "Ӄ": "Қ",
}
_FOREIGN = "".join(key for key, value in LOOKALIKES.items() if key != value)
_TABLE = str.maketrans({key: value for key, value in LOOKALIKES.items() if key != value})
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{INVISIBLE}\u0301])*")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_BETWEEN = rf"[{INVISIBLE}\u0301]*"
_SUSPECT = re.compile(rf"[\u0400-\u052f]{_BETWEEN}[{_FOREIGN}]|[{_FOREIGN}]{_BETWEEN}[\u0400-\u052f]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f\u0250-\u02af]")
#: A Latin abbreviation with a Cyrillic suffix (``CEOның``): nothing to repair.
_ABBREVIATION = re.compile("[A-Z]{2,}[\u0430-\u04ff]+")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_FOREIGN_LETTER = re.compile(f"[{_FOREIGN}]")

# Blank, other signs, digits, Kazakh letters, Latin letters, every other letter: in this order.
_ORDER = {" ": 1} | {digit: 10 + value for value, digit in enumerate("0123456789")}
_ORDER |= {letter: 100 + place for place, letter in enumerate(LETTERS)}
_ORDER |= {letter: 200 + place for place, letter in enumerate(_LATIN)}
_OTHER_LETTERS = 1_000


def normalize(text: str) -> str:
    r"""Unicode form NFC, the only one the archive keeps.

    >>> normalize("и\u0306од") == "йод"
    True
    """
    return unicodedata.normalize("NFC", text)


def fold_case(text: str) -> str:
    """Lower case with the same number of characters, so that offsets stay true.

    >>> fold_case("ҚАЗАҚСТАН ӘНІ"), len(fold_case("İ"))
    ('қазақстан әні', 1)
    """
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join([low if len(low := char.lower()) == 1 else char for char in text])


def sort_key(text: str) -> tuple[int, ...]:
    """Key for sorting by the Kazakh alphabet: case decides only between equal words.

    >>> sorted(["Яссы", "Қала", "Әлем", "Ұлт", "2023", "Алма", "Iпөк", "Үй", "Бала"], key=sort_key)
    ['2023', 'Алма', 'Әлем', 'Бала', 'Қала', 'Ұлт', 'Үй', 'Яссы', 'Iпөк']
    """
    folded = fold_case(text)
    return (*map(_place, folded), 0, *(int(char != low) for char, low in zip(text, folded, strict=True)))


def _place(char: str) -> int:
    place = _ORDER.get(char)
    if place is None:
        if char.isalpha():
            return _OTHER_LETTERS + ord(char)
        place = 1 if char.isspace() else 2
    return place


def repair_lookalikes(text: str) -> tuple[str, int]:
    """Text with foreign look-alike letters inside Cyrillic words made Kazakh, and how many were.

    The length stays the same. A word is repaired only if every Latin letter in it looks like a
    Kazakh one: ``iPhone-ның`` and ``COVIDтің`` are left alone.

    >>> repair_lookalikes("тiлiмiз бен əн, Windows пен iPhoneның")
    ('тіліміз бен ән, Windows пен iPhoneның', 4)
    """
    # Most texts have no foreign letter, or none in a Cyrillic word: the cheaper questions come first.
    if not _FOREIGN_LETTER.search(text) or not _SUSPECT.search(text):
        return text, 0
    pieces: list[str] = []
    count = at = 0
    for match in _WORD.finditer(text):
        word = match.group()
        if not _FOREIGN_LETTER.search(word):
            continue
        repaired = _repaired(word)
        if repaired != word:
            count += sum(map(str.__ne__, word, repaired))
            pieces += (text[at : match.start()], repaired)
            at = match.end()
    pieces.append(text[at:])
    return "".join(pieces), count


def _repaired(word: str) -> str:
    if not _SUSPECT.search(word) or _ABBREVIATION.fullmatch(word):
        return word
    repaired = word.translate(_TABLE)
    return word if _LATIN_LETTER.search(repaired) else repaired


def is_cyrillic(text: str) -> bool:
    """Whether there is at least one Cyrillic letter.

    >>> is_cyrillic("ЖОО-да"), is_cyrillic("2023")
    (True, False)
    """
    return _CYRILLIC.search(text) is not None


def has_kazakh_letters(text: str) -> bool:
    """Whether a letter stands there that Russian has not.

    >>> has_kazakh_letters("үй"), has_kazakh_letters("бала")
    (True, False)
    """
    return not KAZAKH_ONLY.isdisjoint(text.lower())


def strip_soft_hyphens(text: str) -> tuple[str, int]:
    r"""Text without soft hyphens and zero-width characters, and how many there were.

    >>> strip_soft_hyphens("мемле\u00adкет")
    ('мемлекет', 1)
    """
    return _INVISIBLE.subn("", text)
