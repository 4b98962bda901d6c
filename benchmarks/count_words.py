"""Makes ``data/word_counts.tsv.gz``: how often each word stands in texts of the press; no text is kept.

``python -m benchmarks.count_words TEXT...``: files of lines, or JSONL with ``title``, ``text`` or ``body``.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.analysis import entries

COUNTS = Path(__file__).with_name("data") / "word_counts.tsv.gz"
_HEAD = (
    "# forms that stand at least twice in 1.1 million words of Kazakh news and sentences, with their counts; "
    "facts counted by benchmarks/count_words.py, no text is kept\n"
)


def texts(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if file.suffix == ".jsonl":
                row = json.loads(line)
                yield " ".join(row.get(key) or "" for key in ("title", "text", "body"))
            else:
                yield line


def main(files: list[Path]) -> None:
    counts = Counter(entry.form for text in texts(files) for entry in entries(text))
    rows = [f"{word}\t{count}\n" for word, count in counts.most_common() if count > 1 and "\t" not in word]
    COUNTS.write_bytes(gzip.compress((_HEAD + "".join(rows)).encode(), mtime=0))
    print(f"{len(rows):,} words")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
