"""Reading what the stemmer learns from: gold lemmas, raw text, word lists, names."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

_WORD = re.compile("[а-яёәғқңөұүһі]+(?:-[а-яёәғқңөұүһі]+)*")
_TEXT_KEYS = ("title", "text")
_VERB_TAGS = frozenset({"VERB", "AUX", "v", "vaux", "cop", "V"})


class GoldWord(NamedTuple):
    """A word with its most frequent gold lemma, how often it occurs, and its kind N or V."""

    word: str
    lemma: str
    tokens: int
    kind: str


def read_gold(*paths: Path) -> list[GoldWord]:
    """Rows ``document, sentence, word, lemma, tag`` → one entry a word, majority lemma."""
    lemmas: dict[str, Counter[tuple[str, str]]] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            _, _, word, lemma, tag = line.split("\t")
            kind = "V" if tag in _VERB_TAGS else "N"
            lemmas.setdefault(word, Counter())[lemma, kind] += 1
    return [_majority(word, counts) for word, counts in lemmas.items()]


def read_checked() -> list[GoldWord]:
    """``checked.tsv`` beside this file: words that we decided ourselves; none is in the dev gold.

    >>> all(entry.kind in "NV" for entry in read_checked())
    True
    """
    lines = Path(__file__).with_name("checked.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [GoldWord(word, lemma, 1, kind) for word, lemma, kind in rows]


def _majority(word: str, counts: Counter[tuple[str, str]]) -> GoldWord:
    by_lemma: Counter[str] = Counter()
    for (lemma, _), count in counts.items():
        by_lemma[lemma] += count
    lemma = by_lemma.most_common(1)[0][0]
    kinds = {kind: count for (found, kind), count in counts.items() if found == lemma}
    return GoldWord(word, lemma, by_lemma.total(), max(kinds, key=lambda kind: kinds[kind]))


def read_texts(paths: Iterable[Path]) -> Counter[str]:
    """Lower-case word counts of plain text, or of JSON lines with tokens or title and text."""
    counts: Counter[str] = Counter()
    for path in paths:
        for text in _texts(path):
            counts.update(_WORD.findall(text.lower()))
    return counts


def _texts(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        if path.suffix != ".jsonl":
            yield from lines
            return
        for line in lines:
            row = json.loads(line)
            yield (
                " ".join(row["tokens"])
                if "tokens" in row
                else "\n".join(str(row.get(key, "")) for key in _TEXT_KEYS)
            )


def read_wordlist(path: Path) -> tuple[set[str], set[str]]:
    """Nominals and verb infinitives of a hunspell ``.dic``: verbs carry the flag M."""
    nominals: set[str] = set()
    infinitives: set[str] = set()
    for line in path.read_text(encoding="utf-8-sig").splitlines()[1:]:
        word, _, flags = line.strip().lower().partition("/")
        (infinitives if flags.startswith("m") else nominals).add(word)
    return nominals, infinitives


def read_names(paths: Iterable[Path]) -> set[str]:
    """Lower-case names of people and places: columns ``name`` or ``name_kk``, single words."""
    names: set[str] = set()
    for path in paths:
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        column = next(i for i, title in enumerate(rows[0]) if title in ("name", "name_kk"))
        names.update(row[column].lower() for row in rows[1:])
    return {name for name in names if _WORD.fullmatch(name)}
