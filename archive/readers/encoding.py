"""Which encoding bytes are in: told by a mark, a declaration, or the letters; never guessed into garble.

The old one-byte encodings of Cyrillic all accept any bytes, so a wrong one shows only in what comes out:
letters that the language hardly uses, capitals inside words, signs between letters. Letter frequencies are
per mille of letters in 880,000 words of Kazakh text (counted; ``ё`` to ``ч`` raised to what Russian has).
"""

from __future__ import annotations

import codecs
import math
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: How files begin that are no text but may have no zero byte near their start.
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"GIF8", b"\xff\xd8\xff", b"{\\rtf", b"\xd0\xcf\x11\xe0")
#: In order of preference where the text reads the same in several.
ONE_BYTE = ("cp1251", "kz1048", "koi8-r", "cp866", "iso8859-5", "ptcp154")
_FREQUENCY = dict(
    zip(
        "аеынтрілдсқмкобужизғпңйшгұәөүявхцфэьючъһёщ",
        (126, 78, 76, 68, 60, 59, 51, 50, 43, 43, 34, 32, 30, 40, 24, 25, 17, 30, 16, 15, 20, 14, 13, 13, 12,
         9, 9, 9, 8, 10, 20, 5, 3, 2, 2, 8, 4, 8, 0.5, 0.3, 0.5, 2),
        strict=True,
    )
)  # fmt: skip
_LOG = {letter: math.log(value / 1000) for letter, value in _FREQUENCY.items()}
_STRANGE = math.log(0.00002)
_BAD = math.log(0.0000005)
_PUNCTUATION = frozenset("«»–—“”„‘’…№°•·§€ ©®™")
_WORST = -4.6
_WIDE_HEAD = 1 << 16
_LOST = re.compile("[а-яёәғқңөұүһі]\\?[а-яёәғқңөұүһі]|(?<!\\S)\\?[а-яёәғқңөұүһі]|\ufffd")
_OUTSIDE = re.compile("[^\x00-\x7f]+")
_WORD = re.compile(r"[^\W\d_]+")


def detect(head: bytes, declared: str | None = None, whole: bool = True) -> str | None:
    """Name of the encoding (as Python knows it), or ``None`` when nothing reads the bytes rightly.

    >>> detect("Үкімет отырысы".encode()), detect("Заседание правительства прошло".encode("cp1251"))
    ('utf-8', 'cp1251')
    >>> detect("Қала тұрғындары жаңа мектепке қуанды".encode("kz1048"))
    'kz1048'
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if b"\x00" in head[:_WIDE_HEAD]:
        return _unmarked(head)
    if _reads(head, "utf-8", whole):
        return "utf-8"
    if is_binary(head):
        return None
    if _nearly_utf8(head):
        # A byte or two are broken: each line is then judged by itself, and nothing is guessed.
        return "utf-8"
    named = _known(declared or "")
    if named in ONE_BYTE and _score(head, named) > _WORST:
        return _wider(head, named)
    scored = [(_score(head, name), -place, name) for place, name in enumerate(ONE_BYTE)]
    best = max(scored)
    return best[2] if best[0] > _WORST else None


def chosen(head: bytes, told: str | None, whole: bool = True) -> str | None:
    """The encoding a person named, ``None`` where the bytes can't be read so; else what is detected.

    >>> chosen("Жаңа мектеп".encode("ptcp154"), "pt154"), chosen(b"\\xd0", "utf-8")
    ('ptcp154', None)
    """
    if not told:
        return detect(head, whole=whole)
    name = _known(told)
    if head.startswith(codecs.BOM_UTF8) and name == "utf-8":
        return "utf-8-sig"
    return name if name and _reads(head, name, whole) else None


def is_wide(encoding: str) -> bool:
    """Whether lines can't be found in the bytes as they are.

    >>> is_wide("utf-16-le"), is_wide("kz1048")
    (True, False)
    """
    return encoding.startswith(("utf-16", "utf-32"))


def _unmarked(head: bytes) -> str | None:
    """UTF-16 without its mark: every second byte is that of Latin, Cyrillic or punctuation."""
    size = len(head) // 2 * 2
    if size < 8 or head.startswith(_MAGIC):
        return None
    for name, high, low in (
        ("utf-16-le", head[1:size:2], head[:size:2]),
        ("utf-16-be", head[:size:2], head[1:size:2]),
    ):
        if sum(byte in (0, 4, 0x20) for byte in high) * 100 < len(high) * 98 or low.count(0) * 50 > len(low):
            continue
        text = head[:size].decode(name, "replace")
        control = sum(char < " " and char not in "\t\r\n" for char in text)
        if "\ufffd" not in text[:-1] and control * 50 <= len(text):
            return name
    return None


def is_binary(head: bytes) -> bool:
    """Whether the bytes are no text: a zero byte, or many control characters.

    >>> is_binary(b"\\x89PNG\\r\\n\\x1a\\n\\x00"), is_binary("мәтін".encode())
    (True, False)
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return False
    if b"\x00" in head or head.startswith(_MAGIC):
        return _unmarked(head) is None
    control = sum(byte < 32 and byte not in (9, 10, 11, 12, 13, 27) for byte in head)
    return control * 50 > len(head)


def garbled(text: str) -> bool:
    """Whether letters were lost before the text came to us: ``?`` or U+FFFD inside words, again and again.

    >>> garbled("?аза?стан Республикасыны? ?кіметі"), garbled("Бұл рас па? Иә.")
    (True, False)
    """
    if "?" not in text and "\ufffd" not in text:
        return False
    lost = len(_LOST.findall(text))
    return lost > 2 and lost * 50 > len(_WORD.findall(text))


def _reads(data: bytes, name: str, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(name)().decode(data, final=whole)
    except UnicodeDecodeError:
        return False
    return True


def _nearly_utf8(data: bytes) -> bool:
    """Whether far more bytes outside ASCII stand in whole UTF-8 sequences than do not. In the one-byte
    encodings such sequences hardly ever come up by chance."""
    sound = len("".join(_OUTSIDE.findall(data.decode("utf-8", "ignore"))).encode())
    outside = sum(byte > 127 for byte in data)
    return sound * 10 > outside * 9


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name.strip()).name
    except LookupError:
        return ""
    return "cp1251" if found in ("windows-1251", "cp1251") else found


def _wider(head: bytes, name: str) -> str:
    """KZ-1048 is what many files that declare windows-1251 are really in."""
    if name == "cp1251" and _score(head, "kz1048") > _score(head, "cp1251") + 1e-9:
        return "kz1048"
    return name


def _score(data: bytes, name: str) -> float:
    """Mean log probability of the characters outside ASCII when read so; -inf when it can't be read."""
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return -math.inf
    total, seen, before = 0.0, 0, " "
    for char in text:
        if char > "\x7f":
            seen += 1
            total += _value(char, before)
        before = char
    return total / seen if seen else -math.inf


def _value(char: str, before: str) -> float:
    low = char.lower()
    if low in _LOG:
        if char == low:
            return _LOG[low]
        return _LOG[low] - (4 if before.islower() else 1)
    if char in _PUNCTUATION:
        return -3.5
    return _STRANGE if char.isalpha() else _BAD
