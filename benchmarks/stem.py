"""How fast the stemmer is: words a second, uncached and cached, and how long it takes to load.

    python -m benchmarks.stem --types FILE --text FILE...

``--types``: a different word per line, stemmed once each with empty caches. ``--text``: running text,
split at blanks and stemmed through the cache. CPU time of one process; the best of ``--rounds``.
"""

from __future__ import annotations

import argparse
import re
import time
from io import BytesIO
from pathlib import Path

from kazakh.morph import closed, endings, model
from kazakh.stem import clear_caches, stem, stem_many, stem_stream

_WORD = re.compile(r"\w+(?:-\w+)*")


def load_seconds() -> float:
    """Reading the model from disk, as at the first word of a process."""
    for cached in (model.ranker, model.exceptions, closed.closed_class):
        cached.cache_clear()
    started = time.process_time()
    model.ranker()
    model.exceptions()
    closed.closed_class()
    return time.process_time() - started


def uncached_per_second(words: list[str]) -> float:
    """Different words, none seen before, no ending seen before, lines in and lines out."""
    clear_caches()
    endings.clear_cache()
    model.ranker.cache_clear()
    stem("жылы")
    lines = "".join(f"{word}\n" for word in words).encode()
    started = time.process_time()
    stem_stream(BytesIO(lines), BytesIO())
    return len(words) / (time.process_time() - started)


def cached_per_second(words: list[str]) -> float:
    """Running words of real text, caches filling as they go."""
    clear_caches()
    started = time.process_time()
    for _ in stem_many(words):
        pass
    return len(words) / (time.process_time() - started)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--types", type=Path, required=True)
    parser.add_argument("--text", type=Path, nargs="*", default=[])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    types = options.types.read_text(encoding="utf-8").split()
    rounds = range(options.rounds)
    print(f"load {min(load_seconds() for _ in rounds) * 1000:.0f} ms")
    print(f"uncached {max(uncached_per_second(types) for _ in rounds):,.0f} different words/s")
    running = [
        word for path in options.text for word in _WORD.findall(path.read_text(encoding="utf-8").lower())
    ]
    if running:
        fastest = max(cached_per_second(running) for _ in rounds)
        print(f"running text {fastest:,.0f} words/s, {len(running):,} words, {len(set(running)):,} different")


if __name__ == "__main__":
    main()
