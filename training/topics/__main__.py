"""Makes ``archive/data/topic_lemmas.tsv`` again.

``python -m training.topics ../shared/data/sentences/sentences.txt [kaznerd.jsonl]``: raw text only, a line
(or ``{"tokens": [...]}``) a sentence; no text with topics is read. Rows of the table whose ``from`` is a
name of your own (``librarian``) are kept and win over the rows made here.
"""

from __future__ import annotations

import sys
from pathlib import Path

from training.topics.grow import grown, read_refused
from training.topics.table import read_own, write_table
from training.topics.text import read_sentences
from training.topics.weigh import read_seeds, weighed

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "archive" / "data" / "topic_lemmas.tsv"
SEEDS = Path(__file__).with_name("seeds.tsv")
REFUSED = Path(__file__).with_name("refused.tsv")


def main(paths: list[str]) -> None:
    sentences = [sentence for path in paths for sentence in read_sentences(Path(path))]
    seeds = weighed(read_seeds(SEEDS), sentences)
    rows = write_table(TABLE, [*seeds, *grown(seeds, sentences, read_refused(REFUSED))], read_own(TABLE))
    sys.stdout.write(f"{len(sentences)} sentences, {rows} rows\n")


if __name__ == "__main__":
    main(sys.argv[1:])
