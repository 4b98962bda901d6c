"""Does ``STEMMER_VERSION`` name the answers the stemmer gives?

    python -m eval.stem.version

prints the version that the present answers ask for; a test compares. So an index that was made with
other answers is always known as stale.
"""

from __future__ import annotations

import hashlib

from kazakh.morph.closed import closed_class
from kazakh.morph.model import EVIDENCE, exceptions, read_rows
from kazakh.stem import STEMMER_VERSION, stem

#: Forms put to every stem, so that endings are asked as well as stems.
_ENDINGS = ("", "ның", "лері", "ған", "ды")
_EVERY = 12


def probes() -> list[str]:
    """Some 40,000 words: tables, and a share of all known stems with and without endings."""
    known = sorted(stem for row in read_rows(EVIDENCE) for stem in row.split("\t")[4].split())
    built = [known[i] + ending for i in range(0, len(known), _EVERY) for ending in _ENDINGS]
    return [*sorted(closed_class()), *sorted(exceptions()), *built]


def wanted_version() -> str:
    """Grammar generation, then eight digits of the SHA-256 of all answers to ``probes``."""
    answers = "\n".join(stem(word) for word in probes())
    return f"1.{hashlib.sha256(answers.encode()).hexdigest()[:8]}"


if __name__ == "__main__":
    print(f'STEMMER_VERSION = "{wanted_version()}"  # now "{STEMMER_VERSION}"')
