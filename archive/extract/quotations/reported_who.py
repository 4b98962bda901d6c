"""Who stands where in a sentence: subjects, groups, bodies named in marks, outlets."""

from __future__ import annotations

import re
from bisect import bisect_left

from archive.extract.people.refs import Ref
from archive.extract.reading import Reading
from kazakh.speech.clauses import is_possessed, people, role
from kazakh.speech.reported import Words, words

OPENING = '«“"„'
_GENITIVE = ("ның", "нің", "дың", "дің", "тың", "тің")
#: Of the word before somebody: ауылдағы шаруалар, жергілікті билік, қалалық ардагерлер.
_ADJECTIVE = tuple(start + end for start in ("л", "т", "д", "ғ", "г", "к", "қ") for end in "ыі") + (
    "лық", "лік", "дық", "дік", "тық", "тік",
)  # fmt: skip
_ACCUSATIVE = ("ды", "ді", "ты", "ті", "ны", "ні")
#: Between a title and the name it explains.
_APPOSED = frozenset({",", "-", "–", "—"})
#: Kinds of reference that a possessed noun may follow.
_OWNERS = frozenset({"common", "org", "title"})
_LATIN = re.compile("[A-Za-z]{2}")


class Who:
    """The references of a reading as the rules of reported speech ask for them."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.body = reading.body
        self.lower = reading.lower
        self.refs = reading.refs
        self.ref_starts = [ref.first for ref in self.refs]
        self.ref_ends = {ref.last: ref for ref in self.refs}
        self.lists: Words = words()

    def between(self, word: int) -> str:
        """What stands between a word and the next one."""
        starts = self.reading.starts
        end = starts[word + 1] if word + 1 < len(starts) else len(self.body)
        return self.body[self.reading.ends[word] : end]

    def refs_in(self, first: int, last: int) -> list[Ref]:
        """References that begin inside ``[first, last)``."""
        begin = bisect_left(self.ref_starts, first)
        return self.refs[begin : bisect_left(self.ref_starts, last, begin)]

    def subject(self, first: int, last: int) -> tuple[int, int] | None:
        """Who acts: the first one in the nominative, with its apposition, or joined with another by мен.

        A word whose possessor follows (``жастар қанатының``) is no subject.
        """
        skipped = first
        for ref in self.refs_in(first, last):
            if ref.first < skipped:
                continue
            if self._is_between(ref, last):
                skipped = ref.last + 2
                continue
            if not self._acts(ref) or ref.last > last or self._is_modifier(ref, last):
                continue
            if ref.first > first and self._of_relative(ref, last):
                continue
            if ref.last < last and ref.kind != "name" and self.between(ref.last - 1).strip() in _APPOSED:
                for other in self.refs_in(ref.last, min(last, ref.last + 20)):
                    if other.case == "nom" and other.kind in ("name", "titled") and other.last <= last:
                        return other.first, other.last
            return self.joined(self._whole(ref, last), last)
        return self._plain_people(first, last)

    def _plain_people(self, first: int, last: int) -> tuple[int, int] | None:
        """A clause that begins with doers in the plural or with a share: кеншілер, халықтың 60 пайызы."""
        if first + 1 < last and self.lower[first] in self.lists.share:
            return first, first + 1
        if first < last and self.opens(first) and (end := self._named_body(first, last)):
            return first, end
        for at in range(first + 1, min(last, first + 7)):
            if self.lower[at] in self.lists.share or self.lower[at].endswith(("%-ы", "%-і", "%")):
                if self.lower[first].endswith(_GENITIVE) or self.lower[at - 1].endswith(_GENITIVE):
                    return first, at + 1
                break
        for at in range(first, min(last - 1, first + 4)):
            kind = people(self.lower[at])
            alone = at == first or self.lower[at - 1].endswith(_ADJECTIVE)
            if kind == "theirs" or kind == "many" and alone and not is_possessed(self.lower[at + 1]):
                return first, at + 1
            if not self.between(at).isspace() or role(self.lower[at]):
                break
        return None

    def _named_body(self, first: int, last: int) -> int:
        """Past «Жасыл ел» бірлестігі: a name in marks and what it is; 0 where there is none."""
        for at in range(first, min(last, first + 7) - 1):
            if self.between(at).strip() in ("»", "”", '"', "“"):
                noun = self.lower[at + 1]
                return at + 2 if noun.endswith(("ы", "і")) and is_possessed(noun) else 0
        return 0

    def _whole(self, ref: Ref, last: int) -> Ref:
        """«Министр Асан Үсеновтің хатшысы»: the title goes with the phrase that follows it."""
        if ref.kind == "title" and ref.last < last and self.between(ref.last - 1).isspace():
            for other in self.refs_in(ref.last, ref.last + 1):
                capital = self.reading.words[other.first][0].isupper()
                if capital and other.case == "nom" and other.last <= last:
                    return other._replace(first=ref.first, start=ref.start)
        return ref

    def _acts(self, ref: Ref) -> bool:
        word = self.lower[ref.last - 1]
        return ref.case == "nom" and (not word.endswith(_ACCUSATIVE) or is_possessed(word))

    def _is_modifier(self, ref: Ref, last: int) -> bool:
        """Does the next word belong to it: «жастар қанатының», «Президент кеңсесінің»?"""
        if ref.kind not in _OWNERS or ref.last >= len(self.lower) or not self.between(ref.last - 1).isspace():
            return False
        following = self.lower[ref.last]
        if not is_possessed(following) or following in self.lists.venues:
            return False
        return ref.kind != "title" or any(other.case == "nom" for other in self.refs_in(ref.last, last))

    def _of_relative(self, ref: Ref, last: int) -> bool:
        """«Израиль жасаған шабуыл»: who acts in a relative clause."""
        end = self.joined(ref, last)[1]
        return end < last and self.between(end - 1).isspace() and role(self.lower[end]) == "past"

    def _is_between(self, ref: Ref, last: int) -> bool:
        """«А мен Б арасындағы»: two who are spoken of."""
        end = self.joined(ref, last)[1]
        return ref.last < end < last and self.lower[end].startswith("арасынд")

    def is_outlet(self, first: int, last: int, latin: bool = False) -> bool:
        """Does the press speak of itself in these words? ``latin``: so is a name all in Latin."""
        words = self.lower[first:last]
        if not self.lists.outlet.isdisjoint(words) or "ақпарат" in words and "агенттігі" in words:
            return True
        return latin and all(map(_LATIN.search, words))

    def is_latin(self, word: int) -> bool:
        return _LATIN.search(self.lower[word]) is not None

    def is_person(self, span: tuple[int, int]) -> bool:
        """Is it a reference to somebody by name or title?"""
        return any(ref.kind in ("name", "titled", "title", "pronoun") for ref in self.refs_in(*span))

    def joined(self, ref: Ref, last: int) -> tuple[int, int]:
        """Ерке Есмахан мен Раим: both, as one source."""
        end = ref.last
        if end < last and self.lower[end] in ("мен", "пен", "бен", "және"):
            for other in self.refs_in(end + 1, end + 2):
                if other.case == "nom":
                    return ref.first, other.last
        return ref.first, end

    def opens(self, word: int) -> bool:
        """Does an opening mark stand right before the word?"""
        start = self.reading.starts[word]
        return start > 0 and self.body[start - 1] in OPENING
