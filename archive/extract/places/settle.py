"""Names that several places bear, settled by the other places of the sentence and the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.extract.places.decide import Choice, belongs
from archive.extract.places.names import Unit

if TYPE_CHECKING:
    from archive.extract.reading import Reading


def is_settled(choice: Choice) -> bool:
    """Whether a choice needs nothing more to be one place."""
    return len(choice.units) == 1 and not choice.needs_support


class Neighbours:
    """The settled places of a text by sentence, and the regions of the whole article."""

    def __init__(self, reading: Reading, choices: list[Choice], regions: list[str]) -> None:
        self._reading = reading
        self._article = list(dict.fromkeys(regions))
        self._sentences: dict[int, dict[str, None]] = {}
        self._before: dict[int, str] = {}
        last_sentence, holder = -2, ""
        for choice in choices:
            start = choice.candidate.start
            sentence = reading.sentence_at(start)
            if sentence != last_sentence:
                last_sentence, holder = sentence, ""
            if holder:
                self._before[start] = holder
            if is_settled(choice):
                holder = choice.units[0].region
                self._sentences.setdefault(sentence, {})[holder] = None

    def settle(self, choice: Choice) -> Unit | None:
        """The one unit of a choice. For several, the one whose region is named before it in the sentence,
        else anywhere in the sentence, else in the article; a village must not contradict the place before
        it. ``None`` when nothing tells."""
        start = choice.candidate.start
        holder = self._before.get(start)
        if is_settled(choice):
            unit = choice.units[0]
            return None if unit.kind == "village" and holder not in (None, unit.region) else unit
        if choice.needs_support and holder:
            return next((unit for unit in choice.units if unit.region == holder), None)
        sentence = self._sentences.get(self._reading.sentence_at(start), {})
        for codes in ([holder] if holder else [], list(sentence), self._article):
            fitting = [unit for unit in choice.units if any(belongs(unit, code) for code in codes)]
            if len({unit.region for unit in fitting}) == 1:
                return fitting[0]
        return None
