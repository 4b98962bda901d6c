"""Writing the stemmer's data files."""

from __future__ import annotations

import gzip
from pathlib import Path

from kazakh.morph.features import Evidence
from kazakh.morph.model import EVIDENCE, EXCEPTIONS, WEIGHTS
from kazakh.morph.rank import profile_scores

SOURCES = """\
# Trained by training/stem.py. Licence of this file: CC BY-SA 4.0.
# Learnt from: UD Kazakh-KTB (CC BY-SA 4.0), hand-disambiguated Kazakh Wikipedia of the Apertium project
# (CC BY-SA), UniMorph Kazakh (CC BY-SA 3.0), word list of hunspell-kk 1.1 (A. Mussayeva, L. Nemeth, R. Aliev;
# used under MPL 1.1), counts of words in public Kazakh news, Wikipedia and KazNERD (CC BY 4.0), names of
# KazNERD and of the KATO classifier. Notice of the word list: The Original Code is the Kazakh dictionary
# for hunspell.
"""


def write_model(
    folder: Path,
    weights: dict[str, float],
    stems: dict[str, int],
    profiles: list[Evidence],
    exceptions: dict[str, str],
) -> None:
    """Weights, evidence and exceptions as text into ``folder``; the same input gives the same bytes."""
    rows = [f"{name}\t{weight:g}" for name, weight in sorted(weights.items())]
    _write_gzip(folder / WEIGHTS, "# feature\tweight\n", rows)
    _write_gzip(
        folder / EVIDENCE,
        "# nominal\tverbal\tunchanged\tevidence\tstems\n",
        _evidence_rows(weights, stems, profiles),
    )
    lines = [f"{form}\t{lemma}" for form, lemma in sorted(exceptions.items())]
    (folder / EXCEPTIONS).write_text(SOURCES + "# form\tlemma\n" + "\n".join(lines) + "\n", encoding="utf-8")


def _evidence_rows(weights: dict[str, float], stems: dict[str, int], profiles: list[Evidence]) -> list[str]:
    members: list[list[str]] = [[] for _ in profiles]
    for stem in sorted(stems):
        members[stems[stem]].append(stem)
    scores = profile_scores(weights, profiles)
    return [
        f"{scores['N'][i]:.3f}\t{scores['V'][i]:.3f}\t{scores['I'][i]:.3f}\t"
        f"{','.join(map(str, profile))}\t{' '.join(members[i])}"
        for i, profile in enumerate(profiles)
    ]


def _write_gzip(path: Path, header: str, rows: list[str]) -> None:
    text = SOURCES + header + "\n".join(rows) + "\n"
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
