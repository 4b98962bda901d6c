"""The questions that every system is asked: rare and common words, or, and, phrases, beginnings, filters."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from benchmarks.corpus import articles
from index.analysis import entries, query_words

KINDS = ("rare", "common", "or", "and", "phrase", "prefix", "filtered")
_SAMPLE = 1_000


@dataclass(frozen=True, slots=True)
class Question:
    """``words`` as typed in our language; ``lemmas`` for systems that know no Kazakh; a filter or none."""

    kind: str
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    year: int | None = None
    region: str | None = None

    @property
    def typed(self) -> str:
        """The question in our query language."""
        match self.kind:
            case "or":
                return " OR ".join(self.words)
            case "phrase":
                return f'"{" ".join(self.words)}"'
            case "prefix":
                return self.words[0] + "*"
            case _:
                return " ".join(self.words)


def questions(each: int, seed: int) -> list[Question]:
    """``each`` questions of every kind in mixed order, with words that are in the first articles."""
    chance = random.Random(seed)
    texts = [[entry.form for entry in entries(each.body)] for each in islice(articles(_SAMPLE), _SAMPLE)]
    distinct = (form for text in texts for form in dict.fromkeys(text))
    counts = Counter(form for form in distinct if form.isalpha() and len(form) > 3)
    by_count = [form for form, _ in counts.most_common()]
    common, middle = by_count[:300], by_count[300:4_000]
    rare = [form for form in by_count[4_000:] if counts[form] <= 3]
    made = []
    for _ in range(each):
        made += [
            _question("rare", [chance.choice(rare)]),
            _question("common", [chance.choice(common)]),
            _question("or", chance.sample(common[:150] + middle[:150], 3)),
            _question("and", chance.sample(common, 3)),
            _question("phrase", _neighbours(texts, set(common), chance)),
            _prefix(chance.choice(middle)),
            _question("filtered", [chance.choice(common)], chance.choice(range(2012, 2026)), "KZ-75"),
        ]
    chance.shuffle(made)
    return made


def _question(
    kind: str, words: Iterable[str], year: int | None = None, region: str | None = None
) -> Question:
    typed = tuple(words)
    return Question(kind, typed, tuple(query_words(word)[0].lemmas[0] for word in typed), year, region)


def _prefix(word: str) -> Question:
    return Question("prefix", (word[:5],), (word[:5],))


def _neighbours(texts: list[list[str]], wanted: set[str], chance: random.Random) -> tuple[str, str]:
    """Two words that stand behind each other somewhere, at least one of them common."""
    while True:
        text = chance.choice(texts)
        place = chance.randrange(len(text) - 1)
        one, other = text[place : place + 2]
        if one.isalpha() and other.isalpha() and (one in wanted or other in wanted):
            return one, other
