"""Corrections: a person's word against, or beside, what was read and extracted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from archive.errors import InvalidCorrection
from archive.extract.corrected import ABSENT, EVIDENCE, MAIN, PRESENT, quotation_key
from archive.extraction import extract_anew
from archive.gazetteers import regions, topics
from archive.model import Article, Correction, CorrectionTarget, PartialDate, Quotation, Speaker
from workspace.speakers import speaker_of

if TYPE_CHECKING:
    from workspace.core import Workspace

NONE = "none"
REGION_ACTIONS = {"add": PRESENT, "remove": ABSENT, "main": MAIN}
TOPIC_ACTIONS = {"add": PRESENT, "remove": ABSENT}
_FIRST_YEAR = 1800


class Corrector:
    """Takes corrections for a workspace. Each is kept with who made it and why, and the index follows at
    once. Raises InvalidCorrection, ArticleNotFound."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store

    def speaker(self, article_id: str, quote_id: str, name: str, who: str, reason: str = "") -> Correction:
        """Somebody else said it: a name in any spelling, a title, a person's id, or ``none``."""
        article = self._store.get(article_id)
        quotation = _quotation(article, quote_id)
        new = None if name.strip() == NONE else self._speaker(name, article)
        if quotation.speaker == new and quotation.evidence == EVIDENCE:
            raise InvalidCorrection("speaker", name, "no_change")
        return self._correct(
            article, "speaker", quotation_key(quotation), quotation.speaker, new, who, reason
        )

    def quotation(self, article_id: str, quote_id: str, who: str, reason: str = "") -> Correction:
        """It is no quotation."""
        article = self._store.get(article_id)
        key = quotation_key(_quotation(article, quote_id))
        return self._correct(article, "quotation", key, PRESENT, ABSENT, who, reason)

    def region(self, article_id: str, action: str, region: str, who: str, reason: str = "") -> Correction:
        """``action`` is add, remove or main; ``region`` any name, abbreviation or code."""
        article = self._store.get(article_id)
        new = _action("region", action, REGION_ACTIONS)
        code = _resolved("region", region, regions.resolve_region)
        tag = next((each for each in article.regions if each.code == code), None)
        old = ABSENT if tag is None else MAIN if tag.main else PRESENT
        _possible("region", region, old, new, tag is not None and tag.by == "person")
        return self._correct(article, "region", code, old, new, who, reason)

    def topic(self, article_id: str, action: str, topic: str, who: str, reason: str = "") -> Correction:
        """``action`` is add or remove; ``topic`` a name or eight digits."""
        article = self._store.get(article_id)
        new = _action("topic", action, TOPIC_ACTIONS)
        code = _resolved("topic", topic, topics.resolve_topic)
        tag = next((each for each in article.topics if each.code == code), None)
        old = ABSENT if tag is None else PRESENT
        _possible("topic", topic, old, new, tag is not None and tag.by == "person")
        return self._correct(article, "topic", code, old, new, who, reason)

    def date(self, article_id: str, date: str, who: str, reason: str = "") -> Correction:
        """``2023``, ``2023-06`` or ``2023-06-12``; ``none`` takes the date away."""
        article = self._store.get(article_id)
        old = article.date.isoformat() if article.date else None
        new = None if date.strip() == NONE else _date(date)
        if old == new and article.date_origin == "person":
            raise InvalidCorrection("date", date, "no_change")
        return self._correct(article, "date", "", old, new, who, reason)

    def all(self, article_id: str | None = None) -> list[Correction]:
        """Every correction of an article, or of all, undone ones too; ArticleNotFound."""
        if article_id is not None:
            self._store.get(article_id)
        return self._store.corrections(article_id)

    def undo(self, number: int, who: str) -> Correction:
        """Take a correction back; CorrectionNotFound when none of that number is in force."""

        def undo() -> Correction:
            with self._store.batch():
                undone = self._store.undo(number, who, _now())
                self._reread(undone)
            return undone

        return self._then_sync(undo)

    def _speaker(self, name: str, article: Article) -> Speaker:
        return speaker_of(name, article, self._store.people(), self._workspace.names)

    def _correct(
        self,
        article: Article,
        target: CorrectionTarget,
        key: str,
        old: Speaker | str | None,
        new: Speaker | str | None,
        who: str,
        reason: str,
    ) -> Correction:
        made = Correction(article.id, target, key, old, new, who, _now(), reason)

        def correct() -> Correction:
            with self._store.batch():
                kept = self._store.correct(made)
                self._reread(kept)
            return kept

        return self._then_sync(correct)

    def _reread(self, made: Correction) -> None:
        """Titles mean others on another date: the extractors look at the article again."""
        if made.target == "date":
            extract_anew(self._store, [made.article_id])

    def _then_sync(self, change: Callable[[], Correction]) -> Correction:
        self._workspace.mark_behind()
        made = change()
        self._workspace.sync()
        return made


def _quotation(article: Article, quote_id: str) -> Quotation:
    """By id, or by the offset in it alone."""
    for quotation in article.quotes:
        if quote_id in (quotation.id, str(quotation.spans[0][0])):
            return quotation
    known = [quotation.id for quotation in article.quotes]
    raise InvalidCorrection("quotation", quote_id, "unknown_quotation", known)


def _action(target: str, action: str, actions: dict[str, str]) -> str:
    if action not in actions:
        raise InvalidCorrection(target, action, "bad_action", list(actions))
    return actions[action]


def _resolved(target: str, name: str, resolve: Callable[[str], str | None]) -> str:
    code = resolve(name)
    if code is None:
        raise InvalidCorrection(target, name, f"unknown_{target}")
    return code


def _possible(target: str, typed: str, old: str, new: str, by_person: bool) -> None:
    """What is there already may be confirmed, once; what is not can't be taken off."""
    if old == new == ABSENT:
        raise InvalidCorrection(target, typed, "not_there")
    if by_person and (old == new or (old, new) == (MAIN, PRESENT)):
        raise InvalidCorrection(target, typed, "no_change")


def _date(typed: str) -> str:
    try:
        date = PartialDate.parse(typed.strip())
    except ValueError as error:
        raise InvalidCorrection("date", typed, "bad_date") from error
    if not _FIRST_YEAR <= date.year <= dt.datetime.now(dt.UTC).year + 1:
        raise InvalidCorrection("date", typed, "bad_date")
    return date.isoformat()


def _now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
