"""Whether two texts are nearly the same: by their words, and by the facts in them.

Forecasts, exchange rates and results of two days share most of their words and differ in numbers or names;
a reprint, shortened or edited, keeps both. The next report on the same event repeats whole paragraphs and
says new things in others; an edited text has other words here and there. So the shorter text must have nearly
all of its words in the longer one, the same words side by side, the same numbers and the same names.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from archive.duplicates.pieces import pieces, shingles, words_of
from archive.duplicates.signature import compared_text
from kazakh.alphabet import normalize

Relation = Literal["same", "near", "part"]

#: Share of the shorter text's words that the longer one has, each as often, and of its groups of three words.
SAME_WORDS, SAME_GROUPS = 0.86, 0.65
#: Share of the numbers of the text with fewer, and of either's names, that the other has, where it has some.
SAME_NUMBERS, SAME_NAMES = 0.75, 0.75
LEAST_NAMES = 3
#: In a text of so many groups of words one figure may have been corrected.
LONG = 80
#: A text that is this much shorter, and within the other, is a part of it.
SHORTER = 0.8
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
#: A capital inside a sentence: after a small letter, a figure or a comma and a blank.
_NAME = re.compile(r"(?<=[^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ.!?][ ,]|[,–-] )[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Features:
    """What of a text is compared: groups of three cut words, its cut words with their counts, its numbers,
    and its words with a capital."""

    groups: frozenset[str]
    words: Counter[str]
    numbers: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """``jaccard``: groups of words in common of all; ``containment``: of those of the shorter text. ``near``:
    much the same; ``part``: the shorter one is a part of the longer."""

    jaccard: float
    containment: float
    relation: Relation


def features(title: str, body: str) -> Features:
    """What ``compare`` needs of an article's text.

    >>> sorted(features("", "Кеше Астанада 12,5 млн теңге жиналды").numbers)
    ['12,5']
    """
    text = normalize(compared_text(title, body))
    names = pieces([name.lower() for name in _NAME.findall(text)])
    cut = pieces(words_of(text))
    numbers = frozenset(_NUMBER.findall(text))
    return Features(frozenset(shingles(cut)), Counter(cut), numbers, frozenset(names))


def compare(one: Features, other: Features) -> Likeness | None:
    """How alike two texts are; ``None`` when they are two articles.

    >>> body = "Бүгін Орал қаласында жаңа мектеп ашылды. Онда 600 оқушы білім алады, 40 мұғалім сабақ береді."
    >>> longer = f"{body} Салтанатқа ата-аналар мен қала тұрғындары келді."
    >>> compare(features("", body), features("", longer))
    Likeness(jaccard=0.65, containment=1.0, relation='part')
    >>> compare(features("", body), features("", body.replace("600", "900").replace("40", "75"))) is None
    True
    """
    fewer = min(len(one.groups), len(other.groups))
    common = len(one.groups & other.groups)
    jaccard = common / (len(one.groups) + len(other.groups) - common)
    containment = common / fewer
    if containment < SAME_GROUPS or not _same_words(one, other):
        return None
    if not (_same_numbers(one, other) and _same_names(one, other)):
        return None
    is_part = fewer < SHORTER * max(len(one.groups), len(other.groups))
    return Likeness(round(jaccard, 3), round(containment, 3), "part" if is_part else "near")


def _same_words(one: Features, other: Features) -> bool:
    fewer = min(one.words.total(), other.words.total())
    return (one.words & other.words).total() >= SAME_WORDS * fewer


def _same_numbers(one: Features, other: Features) -> bool:
    fewer = min(len(one.numbers), len(other.numbers))
    differ = fewer - len(one.numbers & other.numbers)
    is_long = min(len(one.groups), len(other.groups)) >= LONG
    return differ <= (1 - SAME_NUMBERS) * fewer or (is_long and differ == 1)


def _same_names(one: Features, other: Features) -> bool:
    """Whether one has enough of the other's names among its words, however it writes them."""
    if min(len(one.names), len(other.names)) < LEAST_NAMES:
        return True
    there = len(one.names & other.words.keys()) / len(one.names)
    here = len(other.names & one.words.keys()) / len(other.names)
    return max(there, here) >= SAME_NAMES
