"""Choosing among the candidates of a word."""

from __future__ import annotations

from kazakh.morph.candidates import Candidate, candidates


def ranked(word: str) -> list[tuple[float, Candidate]]:
    """Candidates of a lower-case word with their scores, best first.

    >>> ranked("қалаларда")[0][1].lemma
    'қала'
    """
    scored = [(_score(word, candidate), candidate) for candidate in candidates(word)]
    return sorted(scored, key=lambda pair: -pair[0])


def best(word: str) -> str:
    """The most probable lemma of a lower-case word.

    >>> best("халқының")
    'халық'
    """
    return ranked(word)[0][1].lemma


def _score(word: str, candidate: Candidate) -> float:
    if candidate.parse is None:
        return 1.5
    stripped = sum(map(len, candidate.parse.surfaces))
    voices = sum(layer in ("PAS", "REF", "RCP", "CAU") for layer in candidate.parse.layers)
    return stripped - 2.5 * voices - 2 * len(candidate.misfit) - 3 * (len(candidate.lemma) < 3) + (candidate.repair != "")
