"""The pairs of the set, made of the articles and forms in one way only: nothing is drawn at random."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from eval.duplicates.bases import BASES, Base
from eval.duplicates.families import Text, forms, translations

JUNK = (
    "Telegram-арнамызға жазылыңыз!",
    "Оқи отырыңыз: Өңірдегі басты жаңалықтар",
    "Материалды көшіріп басқан жағдайда сілтеме міндетті. Қате таптыңыз ба? Ctrl+Enter басыңыз.",
)
#: The Latin alphabet of 2021, as a paper printed in it would set the text.
_LATIN = dict(
    zip("аәбвгғдежзийкқлмнңоөпрстуұүфхһшыіэ", "aäbvgğdejziikqlmnñoöprstuūüfhhşyıe", strict=True)
) | {"ё": "io", "ч": "ch", "ц": "ts", "щ": "şş", "ю": "iu", "я": "ia", "ь": "", "ъ": ""}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts (headline, body), of what ``kind`` the pair is, and whether they are nearly the same."""

    name: str
    kind: str
    one: Text
    other: Text
    alike: bool


def positives() -> Iterator[Pair]:
    """What a reprint does to an article, twelve ways for each."""
    for base in BASES:
        for kind, other in variants(base):
            yield Pair(f"{base.name}/{kind}", kind, (base.title, base.body), other, True)


def variants(base: Base) -> Iterator[tuple[str, Text]]:
    """The same article as others print it."""
    first, second, third, last = base.paragraphs
    edited = base.body
    for old, new in base.edits:
        edited = edited.replace(old, new)
    yield "headline", (base.headline, base.body)
    yield "half", (base.headline, f"{first}\n{second}")
    yield "third", (base.title, first + "\n" + second.split(". ")[0] + ".")
    yield "end left out", (base.title, "\n".join(base.paragraphs[:3]))
    yield "beginning left out", (base.headline, f"{second}\n{third}\n{last}")
    yield "added", (base.title, f"{first}\n{second}\n{base.added}\n{third}\n{last}")
    yield "edited", (base.headline, edited)
    yield "edited and cut", (base.headline, "\n".join(edited.split("\n")[:3]))
    yield "junk", (base.title, f"{JUNK[0]}\n{first}\n{second}\n{JUNK[1]}\n{third}\n{last}\n{JUNK[2]}")
    yield "reordered", (base.headline, f"{first}\n{third}\n{second}\n{last}")
    yield "words left out", (base.title, " ".join(_shortened(base.body.split())))
    yield "latin", (latin(base.title), latin(base.body))


def _shortened(words: list[str]) -> list[str]:
    """Every eleventh word is left out, as when a text is made to fit."""
    return [word for place, word in enumerate(words, start=1) if place % 11]


def negatives() -> Iterator[Pair]:
    """Forms of two days, rivals on one event, articles against others, translations."""
    for name, texts in forms().items():
        for (a, one), (b, other) in combinations(enumerate(texts, start=1), 2):
            yield Pair(f"{name}/{a}-{b}", name, one, other, False)
    russian = translations()
    for base in BASES:
        own = (base.title, base.body)
        yield Pair(f"{base.name}/rival", "rival", own, base.rival, False)
        if base.name in russian:
            yield Pair(f"{base.name}/russian", "russian", own, russian[base.name], False)
    for first, second in combinations(BASES, 2):
        pair = (first.title, first.body), (second.title, second.body)
        yield Pair(f"{first.name}/{second.name}", "unlike", *pair, False)


def latin(text: str) -> str:
    """A text in the Latin alphabet of 2021.

    >>> latin("Қарағашты ауылы")
    'Qarağaşty auyly'
    """
    found = []
    for char in text:
        letter = _LATIN.get(char.lower(), char)
        found.append(letter[:1].upper() + letter[1:] if char.isupper() else letter)
    return "".join(found)
