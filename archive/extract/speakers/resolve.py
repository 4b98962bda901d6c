"""Who the source of a quotation is: names, titles, pronouns, dropped subjects, bodies and groups."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from archive.extract.reading import Reading
from archive.extract.speakers.answers import UNKNOWN, Answer, Spans, named, names_nobody, without_case
from archive.extract.speakers.bodies import Bodies
from archive.extract.speakers.cast import Cast, Person
from archive.extract.speakers.forms import phrase_nominative
from archive.extract.speakers.identity import local_speaker
from archive.extract.speakers.posts import Posts
from archive.extract.speakers.titles import title_of
from archive.model import Speaker
from archive.people import person_id

if TYPE_CHECKING:
    from archive.extract.people.refs import Ref
    from archive.model import Article, Quotation

#: No references of their own: in Kazakh он is ten.
_RUSSIAN_PRONOUNS = frozenset(["он", "она", "они"])
#: Where the words stand, not who says them: «…, – делінген хабарламада».
_PAPERS = frozenset(["хабарламада", "мәлімдемеде", "ақпаратта", "жазбада", "құжатта", "хатта", "есепте"])
_NAMED = ("name", "titled")
#: The outlet's own people.
_OUTLET = frozenset(["тілші", "редактор", "журналист"])
#: How many references are looked back through, and how many times one may depend on another.
_FARTHEST, _DEEPEST = 300, 40


class Resolver:
    """Resolves the sources of one article's quotations, from the first to the last."""

    def __init__(self, article: Article, reading: Reading, quotations: tuple[Quotation, ...]) -> None:
        self.article, self.reading = article, reading
        headline = reading.headline if reading.title == article.title else Reading(article.title)
        self.cast = Cast(reading, headline if article.title else None)
        self._spoken = Spans.of(span for q in quotations if q.kind == "direct" for span in q.spans)
        self._reported = Spans.of(span for q in quotations if q.kind != "direct" for span in q.spans)
        self._sources = Spans.of(q.source.span for q in quotations if q.source and q.source.span)
        self._bodies = Bodies(reading, self._sources.hold)
        self._answers: dict[int, Answer] = {}
        self._own: tuple[tuple[int, int], ...] = ()
        self._depth = 0
        self._posts = Posts(article, reading, self.cast, self._last_subject)
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
            if source.text.lower() in _PAPERS:
                return self._carried(quotation)
            return self._as_written(source.text)
        after = quotation.kind != "direct" and quotation.spans[-1][1] <= source.span[0]
        self._own = quotation.spans if after else ()
        return self.of_ref(self._subject_of(index))

    def _subject_of(self, index: int) -> int:
        """Of two nominatives in a row the first is the subject: «Шабандоздың анасы баласы мінгенде …»."""
        ref, before = self.reading.refs[index], self.reading.refs[index - 1] if index else None
        if before is None or ref.kind != "title" or ref.last - ref.first > 1 or before.case != "nom":
            return index
        word = self.reading.known[ref.first]
        if word is None or word.sub != "kin" or not word.possessed or word.case != "nom":
            return index
        beside = self.reading.body[before.end : ref.start] == " " and before.kind in ("title", *_NAMED)
        return index - 1 if beside else index

    def _as_written(self, text: str) -> Answer:
        """Words that are no reference: a name that only the rest of the article shows to be one, or as is."""
        person = self.cast.bearing(text)
        if person is not None:
            return self._named(person, "surname")
        return Answer(local_speaker(without_case(text), self.article.id), "as_written")

    def of_ref(self, index: int) -> Answer:
        """Whom one reference means."""
        if index not in self._answers:
            if self._depth > _DEEPEST:
                return UNKNOWN
            self._answers[index] = UNKNOWN
            self._depth += 1
            self._answers[index] = self._of_ref(index, self.reading.refs[index])
            self._depth -= 1
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
                body = self._bodies.of(index)
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
        word = self.reading.known[ref.last - 1]
        name = phrase_nominative(self.reading, ref)
        if word is not None and ref.last - ref.first == 1:
            if word.kind == "dwellers" and (body := self._bodies.of_dwellers(index)):
                return Answer(Speaker(person_id(body.key), body.name), "organisation")
            if word.kind == "someone":
                nearby = range(index - 1, max(-1, index - _FARTHEST), -1)
                earlier = (at for at in nearby if self.reading.refs[at].kind == "common")
                if (before := next(earlier, None)) is not None:
                    return self.of_ref(before)
        return Answer(local_speaker(name, self.article.id), "group")

    def _named(self, person: Person, evidence: str) -> Answer:
        return named(person, self.article.id, evidence)

    def _ref_at(self, start: int, end: int) -> int | None:
        """The reference that ends a source's words."""
        at = bisect_right(self._starts, end - 1) - 1
        if at >= 0 and self.reading.refs[at].end > start:
            return at
        return None

    def _titled(self, ref: Ref) -> Answer:
        title = title_of(self.reading, ref)
        if title is None:
            return Answer(local_speaker(phrase_nominative(self.reading, ref), self.article.id), "title")
        return self._posts.resolve(title)

    def _last_subject(self, start: int) -> Answer | None:
        return self._antecedent(bisect_right(self._starts, start - 1), start, False)

    def _pronoun(self, index: int, ref: Ref) -> Answer:
        word = self.reading.known[ref.last - 1]
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
        for at in range(index - 1, max(-1, index - _FARTHEST), -1):
            ref = self.reading.refs[at]
            is_source = self._sources.hold(ref)
            here = (
                ref.case == "gen" and ref.kind in _NAMED and self.reading.sentence_at(ref.start) == sentence
            )
            if not is_source and ref.case != "nom" and not here:
                continue
            if not is_source and self._spoken.hold(ref):
                continue
            held = not is_source and self._in_report(ref)
            if held and inside is not None:
                continue
            near = self.reading.sentence_at(ref.start) >= sentence - 1
            if near_only and not near:
                break
            answer = self._candidate(self._subject_of(at), ref, is_source, plural, near)
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
        return answer if near and self._is_somebody(ref) else None

    def _in_report(self, ref: Ref) -> bool:
        if any(start <= ref.start < end for start, end in self._own):
            return False
        return self._reported.hold(ref)

    def _is_somebody(self, ref: Ref) -> bool:
        """Whether a title without a name is somebody's in particular: a post or occupation, not kinship."""
        title = title_of(self.reading, ref)
        return title is not None and title.kind in ("role", "office") and title.head not in _OUTLET
