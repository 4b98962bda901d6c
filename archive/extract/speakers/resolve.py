"""Who the source of a quotation is: names, titles, pronouns, dropped subjects, bodies and groups."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from archive.extract.people.cases import name_readings
from archive.extract.people.lexicon import classify
from archive.extract.reading import Reading
from archive.extract.speakers.bodies import body_of, body_of_dwellers
from archive.extract.speakers.cast import Cast, Person, nearest
from archive.extract.speakers.forms import phrase_nominative
from archive.extract.speakers.identity import known_person, local_speaker, speaker_of
from archive.extract.speakers.titles import Title, covers, same_post, title_of
from archive.gazetteers.offices import holder, holder_since, offices_of
from archive.gazetteers.people import by_id
from archive.model import Speaker
from archive.people import person_id

if TYPE_CHECKING:
    from archive.extract.people.refs import Ref
    from archive.model import Article, Quotation

#: Regions that exist since this day: a text that names them is not older.
_NEW_REGIONS = frozenset(["жетісу", "абай", "ұлытау"])
_NEW_REGIONS_SINCE = dt.date(2022, 6, 8)


class Answer(NamedTuple):
    """Who it is and how that is known; ``person`` when it is somebody named in the article."""

    speaker: Speaker | None
    evidence: str
    person: Person | None = None


UNKNOWN = Answer(None, "unknown")

#: No references of their own: in Kazakh он is ten.
_RUSSIAN_PRONOUNS = frozenset(["он", "она", "они"])


class Resolver:
    """Resolves the sources of one article's quotations, from the first to the last."""

    def __init__(self, article: Article, reading: Reading, quotations: tuple[Quotation, ...]) -> None:
        self.article, self.reading = article, reading
        self.cast = Cast(reading, Reading(article.title) if article.title else None)
        self._spoken = _Spans(q for q in quotations if q.kind == "direct")
        self._reported = _Spans(q for q in quotations if q.kind != "direct")
        self._sources = {q.source.span[0] for q in quotations if q.source and q.source.span}
        self._answers: dict[int, Answer] = {}
        self._own: tuple[tuple[int, int], ...] = ()
        self._starts = [ref.start for ref in reading.refs]

    def answer(self, quotation: Quotation) -> Answer:
        """The speaker of one quotation."""
        source = quotation.source
        if source is None or source.span is None:
            return UNKNOWN if names_nobody(quotation) else self._carried(quotation)
        index = self._ref_at(*source.span)
        if index is None:
            if source.text.lower() in _RUSSIAN_PRONOUNS:
                found = self._carried(quotation)
                return found if found is UNKNOWN else found._replace(evidence="pronoun")
            return Answer(local_speaker(_without_case(source.text), self.article.id), "as_written")
        after = quotation.kind != "direct" and quotation.spans[-1][1] <= source.span[0]
        self._own = quotation.spans if after else ()
        return self.of_ref(index)

    def of_ref(self, index: int) -> Answer:
        """Whom one reference means."""
        if index not in self._answers:
            self._answers[index] = UNKNOWN
            self._answers[index] = self._of_ref(index, self.reading.refs[index])
        return self._answers[index]

    def _of_ref(self, index: int, ref: Ref) -> Answer:
        person = self.cast.by_ref.get(ref.start)
        if person is not None:
            partial = ref.kind == "name" and ref.last - ref.first == 1
            return self._named(person, "surname" if partial and person.form.full else "named")
        match ref.kind:
            case "title":
                return self._titled(ref)
            case "pronoun":
                return self._pronoun(index, ref)
            case "org":
                body = body_of(self.reading, index)
                if not body.whole:
                    return Answer(local_speaker(body.name, self.article.id), "organisation")
                return Answer(Speaker(person_id(body.key), body.name), "organisation")
            case "common":
                return self._group(index, ref)
            case _:
                name = phrase_nominative(self.reading, ref)
                return Answer(local_speaker(name, self.article.id), "as_written")

    def _group(self, index: int, ref: Ref) -> Answer:
        """A body of people; «полициядағылар» is the police, «кейбірі» some of those named before."""
        word = classify(self.reading.words[ref.last - 1])
        name = phrase_nominative(self.reading, ref)
        if word is not None and ref.last - ref.first == 1:
            if word.kind == "dwellers" and (body := body_of_dwellers(self.reading, index)):
                return Answer(Speaker(person_id(body.key), body.name), "organisation")
            if word.kind == "someone":
                earlier = (at for at in range(index - 1, -1, -1) if self.reading.refs[at].kind == "common")
                if (before := next(earlier, None)) is not None:
                    return self.of_ref(before)
        return Answer(local_speaker(name, self.article.id), "group")

    def _named(self, person: Person, evidence: str) -> Answer:
        return Answer(speaker_of(person, self.article.id), evidence, person)

    def _ref_at(self, start: int, end: int) -> int | None:
        """The reference that ends a source's words."""
        at = bisect_right(self._starts, end - 1) - 1
        if at >= 0 and self.reading.refs[at].end > start:
            return at
        return None

    # Titles

    def _titled(self, ref: Ref) -> Answer:
        title = title_of(self.reading, ref)
        if title is None:
            return Answer(local_speaker(phrase_nominative(self.reading, ref), self.article.id), "title")
        found = self._same_title(title) or self._office_holder(title) or self._general_word(title)
        if found is None:
            return Answer(local_speaker(title.phrase, self.article.id), "title")
        if found.person is not None and title.kind == "office":
            found.person.titles.append(title)
        return found

    def _same_title(self, title: Title) -> Answer | None:
        """Somebody whom the text gives this title: the one so called last before, else the first after."""
        found = [p for p in self.cast.people if any(same_post(title, held) for held in p.titles)]
        if not found and title.kind == "kin":
            found = [p for p in self.cast.people if any(held.head == title.head for held in p.titles)]
            found = found if len(found) == 1 else []
        return self._nearest(title, found, "title_in_text")

    def _nearest(self, title: Title, people: list[Person], evidence: str) -> Answer | None:
        people = [person for person in people if person.sure]
        return self._named(nearest(people, title.start), evidence) if people else None

    def _office_holder(self, title: Title) -> Answer | None:
        if title.office is None:
            return None
        office, date = title.office.office, self.article.date
        if date is not None:
            return self._holder(holder(office, date), "title_by_date")
        held = [
            person
            for person in self.cast.people
            if (somebody := known_person(person)) is not None and office in offices_of(somebody.id)
        ]
        if len({speaker_of(person, self.article.id).id for person in held}) == 1:
            return self._named(held[0], "title_inferred")
        if held or not self._is_recent():
            return None
        return self._holder(holder_since(office, _NEW_REGIONS_SINCE), "title_inferred")

    def _holder(self, holder_id: str | None, evidence: str) -> Answer | None:
        if holder_id is None:
            return None
        for person in self.cast.people:
            if (somebody := known_person(person)) is not None and somebody.id == holder_id:
                return self._named(person, evidence)
        somebody = by_id(holder_id)
        return Answer(Speaker(somebody.id, somebody.name_kk), evidence) if somebody else None

    def _is_recent(self) -> bool:
        """Whether an undated text names a region that was made in 2022."""
        lower = self.reading.lower
        return any(
            word in _NEW_REGIONS and lower[at + 1 : at + 2] and lower[at + 1].startswith("облыс")
            for at, word in enumerate(lower)
        )

    def _general_word(self, title: Title) -> Answer | None:
        """A general word for somebody named under a nearer title, or for the only person it can mean."""
        if title.kind == "kin" or title.abroad or (title.office and not title.office.bare):
            return None
        found = self._nearest(
            title,
            [p for p in self.cast.people if any(covers(title, held) for held in p.titles)],
            "title_in_text",
        )
        if found or title.of or title.kind != "role":
            return found
        last = self._antecedent(bisect_right(self._starts, title.start - 1), title.start, False)
        if last is None or last.person is None or any(held.kind != "kin" for held in last.person.titles):
            return None
        return last._replace(evidence="title_last_person")

    # Pronouns and dropped subjects

    def _pronoun(self, index: int, ref: Ref) -> Answer:
        word = classify(self.reading.words[ref.last - 1])
        found = self._antecedent(index, ref.start, word is not None and word.plural)
        return found._replace(evidence="pronoun") if found else UNKNOWN

    def _carried(self, quotation: Quotation) -> Answer:
        start = quotation.spans[0][0]
        near_only = quotation.rule == "cut_off"
        found = self._antecedent(bisect_right(self._starts, start - 1), start, None, near_only)
        return found._replace(evidence="carried_over") if found else UNKNOWN

    def _antecedent(
        self, index: int, start: int, plural: bool | None, near_only: bool = False
    ) -> Answer | None:
        """The last one before reference ``index`` who could be the subject; ``plural`` None takes anyone.

        Who is only spoken of inside other quotations does not count, unless nobody else is there.
        """
        sentence = self.reading.sentence_at(start)
        inside = None
        for at in range(index - 1, -1, -1):
            ref = self.reading.refs[at]
            is_source = ref.start in self._sources
            here = (
                ref.case == "gen" and ref.kind in _NAMED and self.reading.sentence_at(ref.start) == sentence
            )
            if not is_source and ref.case != "nom" and not here:
                continue
            if not is_source and self._spoken.hold(ref.start):
                continue
            held = not is_source and self._in_report(ref)
            if held and inside is not None:
                continue
            near = self.reading.sentence_at(ref.start) >= sentence - 1
            if near_only and not near:
                break
            answer = self._candidate(at, ref, is_source, plural, near)
            if answer is not None and not held:
                return answer
            if held and near and answer is not None and ref.kind in _NAMED:
                inside = answer
        return inside

    def _candidate(
        self, at: int, ref: Ref, is_source: bool, plural: bool | None, near: bool
    ) -> Answer | None:
        if ref.kind in ("org", "common"):
            wanted = is_source and (plural is None or plural == (ref.kind == "common"))
            return self.of_ref(at) if wanted else None
        if plural or ref.kind == "pronoun" and not is_source:
            return None
        answer = self.of_ref(at)
        if answer.speaker is None or answer.person is not None and not (answer.person.sure or is_source):
            return None
        if answer.person is not None or is_source or answer.evidence.startswith("title_"):
            return answer
        return answer if near and _is_somebody(self.reading, ref) else None

    def _in_report(self, ref: Ref) -> bool:
        if any(start <= ref.start < end for start, end in self._own):
            return False
        return self._reported.hold(ref.start)


def _without_case(text: str) -> str:
    """Words that no table knows, the last without the ending it seems to have: «Асабаның» as «Асаба»."""
    words = " ".join(text.split())
    last = words.rsplit(" ", 1)[-1]
    nominative, case = name_readings(last)[0]
    return words[: len(words) - len(last)] + nominative if case in ("gen", "dat") else words


class _Spans:
    """The spans of some quotations, asked whether they hold a place in the body."""

    def __init__(self, quotations: Iterable[Quotation]) -> None:
        self._spans = sorted(span for quotation in quotations for span in quotation.spans)
        self._starts = [span[0] for span in self._spans]

    def hold(self, start: int) -> bool:
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._spans[at][1] > start


_NAMED = ("name", "titled")


def _is_somebody(reading: Reading, ref: Ref) -> bool:
    """Whether a title without a name is somebody's in particular: an occupation or a post, not kinship."""
    title = title_of(reading, ref)
    return title is not None and title.kind in ("role", "office") and title.head not in _OUTLET


#: The outlet's own people.
_OUTLET = frozenset(["тілші", "редактор", "журналист"])


def names_nobody(quotation: Quotation) -> bool:
    """Whether a quotation without a source leaves open who speaks: «айтылды», «мәлімет бойынша», «деген»."""
    cue = (quotation.cue or "").lower().split()
    if quotation.rule == "passive" or cue[-1:] in (["деген"], ["білдірілді"], ["айтылған"]):
        return True
    return bool(cue) and cue[0] in _IMPERSONAL and "бойынша" in cue


_IMPERSONAL = frozenset(["мәлімет", "дерек", "деректер", "мәліметтер", "ақпарат", "болжам", "болжамдар"])
