"""Endings: strings of suffix layers, read from the right.

``parses(ending)`` gives every way to cut an ending into layers. Results are kept,
because a language has few endings and many words; the answer for an ending
is built from the answers for its own shorter tails.
"""

from __future__ import annotations

from typing import NamedTuple

from kazakh.harmony import harmony, last_sound
from kazakh.suffixes import LONGEST_FORM, NOMINAL, VERBAL, Form, forms_by_surface, layers

#: Endings longer than this are not cut; the longest real ones have some 16 letters.
LONGEST_ENDING = 18
_KEPT_ENDINGS = 25_000


class Parse(NamedTuple):
    """One reading of an ending: its layers from left to right, with their surfaces."""

    layers: tuple[str, ...]
    surfaces: tuple[str, ...]
    first: Form

    @property
    def kinds(self) -> str:
        """Kinds of bare stem that may stand before it: ``N``, ``V``, both or none."""
        attaches = layers()[self.first.layer].attaches_to
        return "".join(kind for kind in (NOMINAL, VERBAL) if kind in attaches)


_cache: dict[str, tuple[Parse, ...]] = {}


def parses(ending: str) -> tuple[Parse, ...]:
    """All readings of ``ending`` as a chain of layers; empty if there is none.

    >>> [parse.layers for parse in parses("лары")]
    [('PAS', 'FUT', 'P3'), ('PL', 'P3')]
    """
    known = _cache.get(ending)
    if known is None:
        if len(_cache) >= _KEPT_ENDINGS:
            _cache.clear()
        known = _cache[ending] = tuple(_cut(ending)) if len(ending) <= LONGEST_ENDING else ()
    return known


def clear_cache() -> None:
    """Forget every remembered ending."""
    _cache.clear()


def _cut(ending: str) -> list[Parse]:
    table, grammar = forms_by_surface(), layers()
    found: list[Parse] = []
    for length in range(1, min(LONGEST_FORM, len(ending)) + 1):
        surface, rest = ending[:length], ending[length:]
        forms = table.get(surface)
        if not forms:
            continue
        if not rest:
            found += [
                Parse((form.layer,), (surface,), form) for form in forms if grammar[form.layer].ends_word
            ]
            continue
        for tail in parses(rest):
            attaches = grammar[tail.first.layer].attaches_to
            found += [
                Parse((form.layer, *tail.layers), (surface, *tail.surfaces), form)
                for form in forms
                if form.layer in attaches and _joins(form, tail.first)
            ]
    return found


def _joins(left: Form, right: Form) -> bool:
    """Inside an ending harmony and assimilation are strict, and nothing fuses."""
    if right.fusion or last_sound(left.surface) not in right.after:
        return False
    own = harmony(left.surface)
    return "-" in (own, right.harmony) or own == right.harmony
