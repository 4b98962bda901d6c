"""Everyone named in one article: the forms of one name gathered into one person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.extract.people.cases import name_readings
from archive.extract.speakers.forms import NameForm, name_form, names_in
from archive.extract.speakers.titles import Title, address_of, title_of, titles_of
from archive.gazetteers.people import plain, with_patronymic

if TYPE_CHECKING:
    from archive.extract.people.refs import Ref
    from archive.extract.reading import Reading


@dataclass(slots=True, eq=False)
class Person:
    """One person of an article. ``sure``: a table, the shape or a title of the name says it is a person's;
    ``passing``: where the person is only spoken about (Асқар жайлы)."""

    form: NameForm
    titles: list[Title] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    sure: bool = False
    passing: set[int] = field(default_factory=set)

    @property
    def first(self) -> int:
        """Where the person is named first; before the body when the headline does it."""
        return min(self.spans)[0] if self.spans else -1

    def last_before(self, start: int) -> int:
        return max((span[0] for span in self.spans if span[0] < start), default=self.first)

    def acts_before(self, start: int) -> int:
        """Where the person is named last before a place as somebody who acts; -1 if nowhere."""
        places = (span[0] for span in self.spans if span[0] < start and span[0] not in self.passing)
        return max(places, default=-1)

    def take(self, form: NameForm, start: int, end: int) -> None:
        """One more form of the name; the fullest is kept, of equal ones that which is in the nominative."""
        self.spans.append((start, end))
        if _fullness(form) > _fullness(self.form):
            self.form = form


def nearest(people: list[Person], start: int) -> Person:
    """The one named last before a place in the body, else the first after it."""
    before = [person for person in people if person.first < start]
    if before:
        return max(before, key=lambda person: (person.acts_before(start), person.last_before(start)))
    return min(people, key=lambda person: person.first)


def _fullness(form: NameForm) -> tuple[bool, bool, int, bool, bool]:
    words = form.shown.count(" ") if form.full else 0
    return form.full, bool(form.patronymic), words, bool(form.initials), form.certain


class Cast:
    """``people`` in order of first mention; ``by_ref`` tells which reference (by start) means whom."""

    def __init__(self, reading: Reading, headline: Reading | None = None) -> None:
        self.reading = reading
        self.people: list[Person] = []
        self.by_ref: dict[int, Person] = {}
        self._by_last: dict[str, list[Person]] = {}
        if headline is not None:
            self._read_headline(headline)
        self._gather(reading.refs)
        self._attach_titles()
        self.people.sort(key=lambda person: person.first)

    def _read_headline(self, headline: Reading) -> None:
        """Full names of the headline, which stands before the body and has no place in it."""
        for ref in headline.refs:
            for words, own in names_in(headline, ref):
                form = name_form(headline, *words)
                if form is None or not form.full or self._same_full(form):
                    continue
                person = Person(form, titles_of(headline, ref, words[0]) if own else [], sure=True)
                self.people.append(person)
                self._index(person, form)

    def _gather(self, refs: list[Ref]) -> None:
        """Full names first, so that a surname before the full name finds its person too."""
        waiting = []
        for ref in refs:
            for words, own in names_in(self.reading, ref):
                form = name_form(self.reading, *words)
                if form is None:
                    continue
                if form.full and not form.polite:
                    self._add(ref, own, words, form, self._same_full(form))
                else:
                    waiting.append((ref, own, words, form))
        for ref, own, words, form in waiting:
            same = self._same_polite(form, ref.start) if form.polite else self._same_part(form, ref.start)
            self._add(ref, own, words, form, same)

    def _add(
        self, ref: Ref, own: bool, words: tuple[int, int], form: NameForm, person: Person | None
    ) -> None:
        start, end = self.reading.starts[words[0]], self.reading.ends[words[1] - 1]
        if person is None:
            person = Person(form)
            person.spans.append((start, end))
            self.people.append(person)
        else:
            person.take(form, start, end)
        if self.reading.lower[words[1] : words[1] + 1] in _ABOUT:
            person.passing.add(start)
        self._index(person, form)
        person.sure = person.sure or form.full or _has_name(self.reading, words)
        if not own:
            return
        self.by_ref[ref.start] = person
        if ref.kind == "titled":
            person.titles += titles_of(self.reading, ref, words[0])
            person.sure = True
        if words[1] < ref.last and (address := address_of(self.reading, ref)):
            person.titles.append(address)
            person.sure = True
        elif self.reading.lower[ref.last : ref.last + 1] == ["есімді"]:
            person.sure = True

    def _index(self, person: Person, form: NameForm) -> None:
        for word in (*form.last, form.given, form.patronymic):
            known = self._by_last.setdefault(word, [])
            if word and person not in known:
                known.append(person)

    def _same_full(self, form: NameForm) -> Person | None:
        for word in form.last:
            for person in self._by_last.get(word, ()):
                if _same_name(form, person.form):
                    return person
        return None

    def bearing(self, text: str) -> Person | None:
        """The only person of a single name that stands alone, in any case."""
        if not text[:1].isupper() or " " in text:
            return None
        readings = (text, *(name for name, _ in name_readings(text)))
        found = {id(person): person for name in readings for person in self._by_last.get(plain(name), ())}
        return next(iter(found.values())) if len(found) == 1 else None

    def _same_polite(self, form: NameForm, start: int) -> Person | None:
        """Given name and patronymic (Серік Асқарұлы) of somebody whose surname was named before; a person
        of the tables by the patronymic that is known."""
        if same := self._same_full(form):
            return same
        somebody = with_patronymic(form.given, form.last[0])
        bearers = [person for person in self._by_last.get(form.given, ()) if person.form.given == form.given]
        for person in bearers:
            if somebody is not None and plain(somebody.surname) in person.form.last:
                return person
        before = [person for person in bearers if not person.form.patronymic and person.first < start]
        return before[0] if somebody is None and len(before) == len(bearers) == 1 else None

    def _same_part(self, form: NameForm, start: int) -> Person | None:
        """The person whose surname or given name this is: the one named last before, else the first after."""
        found = {
            id(person): person
            for word in form.last
            for person in self._by_last.get(word, ())
            if _initials_fit(form, person.form)
        }
        if not found:
            return None
        return nearest(list(found.values()), start)

    def _attach_titles(self) -> None:
        """Titles set beside a name: «Қайрат Жақыпов, заңгер», «төраға – министр Қайрат Жақыпов»."""
        refs, body = self.reading.refs, self.reading.body
        for left, right in zip(refs, refs[1:], strict=False):
            between = body[left.end : right.start]
            if left.kind == "title" and left.case == "nom" and right.kind == "titled" and between in _DASHES:
                self._give_title(left, right)
            elif left.kind in _NAMED and right.kind == "title" and right.case == left.case == "nom":
                after = body[right.end : right.end + 1]
                if between in _BESIDE and after in ",.:»\n)" or self._becomes(left, right):
                    self._give_title(right, left)

    def _becomes(self, name: Ref, title: Ref) -> bool:
        """«Айгүл Сейітова … төраға болып сайланды» in one sentence."""
        if self.reading.lower[title.last : title.last + 1] != ["болып"]:
            return False
        return self.reading.sentence_at(name.start) == self.reading.sentence_at(title.start)

    def _give_title(self, title: Ref, name: Ref) -> None:
        person, found = self.by_ref.get(name.start), title_of(self.reading, title)
        if person is not None and found is not None:
            person.titles.append(found)
            self.by_ref[title.start] = person


def _has_name(reading: Reading, words: tuple[int, int]) -> bool:
    """Whether a word is a name and nothing else."""
    known = reading.known[slice(*words)]
    return any(word is not None and word.kind == "name" and not word.sub.endswith("x") for word in known)


#: Behind a name: somebody is spoken about.
_ABOUT = (["жайлы"], ["туралы"], ["жайында"], ["хақында"], ["жөнінде"], ["екеуі"], ["екеуінің"])
_NAMED = ("name", "titled")
_DASHES = (" – ", " — ", " - ")
_BESIDE = (", ", " (", *_DASHES)


def _same_name(form: NameForm, other: NameForm) -> bool:
    """Equal given names and surnames; a patronymic may stand for the surname, another one tells apart."""
    if form.given != other.given:
        return _is_tail(form, other) or _is_tail(other, form)
    if set(other.last) & set(form.last):
        return not form.patronymic or not other.patronymic or form.patronymic == other.patronymic
    return other.patronymic in form.last or form.patronymic in other.last if form.given else False


def _is_tail(form: NameForm, other: NameForm) -> bool:
    """Whether a name is another's without its first word: Ди Каприо, Леонардо Ди Каприо."""
    return plain(other.shown).endswith(" " + plain(form.shown))


def _initials_fit(form: NameForm, other: NameForm) -> bool:
    if not form.initials:
        return True
    if other.initials:
        return other.initials[0] == form.initials[0]
    return not other.given or other.given[0] == form.initials[0][0]
