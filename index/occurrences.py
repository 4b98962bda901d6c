"""Where in an analysed text a leaf of a query stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.analysis import Asked, Entry
from index.engines import plan as p
from index.engines.plan import compile_query
from index.engines.positions import in_order, near
from index.entries import NOTHING, beginnings
from index.query.ast import Node

#: The positions of one occurrence, each with the number of the query's word that stands there.
Occurrence = tuple[tuple[int, int], ...]


def asked_of(leaves: Iterable[Node]) -> Asked:
    """What must be known of the words of a text to tell where the leaves stand.

    >>> from index.query.parser import parse
    >>> asked_of([parse("мектеп")]).beginnings >= {"ме"}, asked_of([parse("мект*")]).forms
    (True, True)
    """
    plans = [compile_query(leaf).plan for leaf in leaves]
    slots = [slot for plan in plans if isinstance(plan, p.Text) for slot in plan.slots]
    forms = any(isinstance(plan, p.Forms) for plan in plans) or any(slot.kind == "form" for slot in slots)
    return Asked(beginnings(term for slot in slots if slot.kind != "form" for term in slot.terms), forms)


def occurrences(leaf: Node, entries: Sequence[Entry]) -> Iterator[Occurrence]:
    """Every place where a word, phrase or pattern stands, from left to right.

    >>> from index.analysis import entries
    >>> from index.query.parser import parse
    >>> list(occurrences(parse('"жаңа мектеп"'), entries("Ауылда жаңа мектеп ашылды")))
    [((1, 0), (2, 1))]
    """
    match compile_query(leaf).plan:
        case p.Forms(_, pattern):
            fitting = {form for form in {entry.form for entry in entries} if pattern.fits(form)}
            yield from (((place, 0),) for place, entry in enumerate(entries) if entry.form in fitting)
        case p.Text(_, slots, slop):
            some = [(place, entry) for place, entry in enumerate(entries) if entry is not NOTHING]
            filled = [[place for place, entry in some if _fills(entry, slot)] for slot in slots]
            if len(slots) == 1:
                yield from (((place, 0),) for place in filled[0])
            elif all(filled) and slop is None:
                yield from (
                    tuple((start + slot, slot) for slot in range(len(slots))) for start in in_order(filled)
                )
            elif all(filled):
                yield from _near(filled, slots, slop or 0)
        case _:
            return


def _near(filled: Sequence[Sequence[int]], slots: Sequence[p.Slot], slop: int) -> Iterator[Occurrence]:
    for first, last in near(filled, slots, slop):
        inside = {
            place: slot for slot, places in enumerate(filled) for place in places if first <= place <= last
        }
        yield tuple(sorted(inside.items()))


def _fills(entry: Entry, slot: p.Slot) -> bool:
    if slot.kind == "form":
        return entry.form in slot.terms
    return any(lemma in slot.terms for lemma in entry.lemmas)
