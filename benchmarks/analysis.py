"""How fast the whole analyzer reads real text: from text to the terms of every field.

    python -m benchmarks.analysis TEXT.txt ARTICLES.jsonl...

A ``.txt`` is cut into articles of twenty lines, a ``.jsonl`` has an article a line (``title``, ``text``).
Every round is a new process. The first pass begins with nothing remembered; its last fifth tells what a
larger archive meets; the second pass finds every word known. CPU time of one process, best of ``--rounds``;
a loop of plain additions, timed beside, tells how busy the machine was.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_LINES = 20
_ADDITIONS = 2_000_000


def read(path: Path) -> Iterator[str]:
    """The articles of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".jsonl":
        for row in map(json.loads, lines):
            yield "\n".join(str(row.get(key, "")) for key in ("title", "text"))
        return
    for first in range(0, len(lines), _LINES):
        yield "\n".join(lines[first : first + _LINES])


def measure(paths: list[Path]) -> dict[str, float]:
    """Seconds of each pass, and what each takes at the speed of its last fifth; words, different words."""
    from index.analysis import field_terms
    from kazakh.russian import is_russian
    from kazakh.stem import stem

    texts = [text for path in paths for text in read(path)]
    stem("қалада")
    is_russian("Совет")  # the Russian dictionary is loaded once, whatever the size of the text
    found = {"additions": _seconds_of_additions()}
    for name in ("first", "second"):
        spent, counted = _passed(texts)
        found |= {name: spent[-1], "words": counted[-1]}
        last = len(texts) * 4 // 5
        found[f"end of {name}"] = (spent[-1] - spent[last]) * counted[-1] / (counted[-1] - counted[last])
    forms = set().union(*(field_terms(text).form for text in texts))
    return found | {"different": len(forms)}


def _passed(texts: list[str]) -> tuple[list[float], list[int]]:
    """Seconds spent and words counted after each text of a pass."""
    from index.analysis import field_terms

    spent, counted = [0.0], [0]
    started = time.process_time()
    for text in texts:
        counted.append(counted[-1] + field_terms(text).length)
        spent.append(time.process_time() - started)
    return spent, counted


def _seconds_of_additions() -> float:
    started = time.process_time()
    total = 0
    for number in range(_ADDITIONS):
        total += number & 7
    return time.process_time() - started


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--once", action="store_true", help="one round, as JSON")
    options = parser.parse_args()
    if options.once:
        print(json.dumps(measure(options.paths)))
        return
    command = [sys.executable, "-m", "benchmarks.analysis", "--once", *map(str, options.paths)]
    rounds = [json.loads(subprocess.check_output(command)) for _ in range(options.rounds)]
    words, different = rounds[0]["words"], rounds[0]["different"]
    print(f"{words:,.0f} words, {different:,.0f} different")
    for name, told in (
        ("first", "first pass"),
        ("end of first", "its last fifth"),
        ("second", "second pass"),
    ):
        print(f"{told} {words / min(each[name] for each in rounds):,.0f} words/s")
    print(f"{_ADDITIONS:,} additions {min(each['additions'] for each in rounds) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
