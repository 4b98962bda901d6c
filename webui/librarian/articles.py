"""``/librarian/a/<id>``: everything of an article that can be corrected, each with a form of its own."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from archive.access import LEVELS
from archive.errors import QueryError
from archive.gazetteers.regions import all_regions
from archive.gazetteers.topics import all_topics
from archive.model import Correction
from messages import error_text, text
from webui import audience, language
from webui.librarian import deeds
from webui.librarian.door import blueprint, to, typed, who, workspace

Answer = str | tuple[str, int] | Response


@blueprint.get("/a/<article_id>")
def article(article_id: str) -> str:
    """The forms, and what was corrected before."""
    return shown_with_forms(article_id)


@blueprint.post("/a/<article_id>")
def correct(article_id: str) -> Answer:
    """One correction. What can't be is told above the forms, with what was typed in the address of none."""
    ui = language.current()
    if not typed("reason"):
        return shown_with_forms(article_id, text("lib.reason.missing", ui)), 400
    try:
        made = _made(article_id)
    except QueryError as error:
        return shown_with_forms(article_id, error_text(error, ui)), 400
    return to("article", article_id=article_id, saved=made.number)


@blueprint.post("/undo/<int:number>")
def undo(number: int) -> Response:
    """A correction taken back; then the page that the button stood on."""
    made = workspace().corrections.undo(number, who())
    if typed("from") == "audit":
        return to("audit")
    return to("article", article_id=made.article_id, undone=made.number)


def _made(article_id: str) -> Correction:
    corrector, by = workspace().corrections, {"who": who(), "reason": typed("reason")}
    match typed("what"):
        case "date":
            return corrector.date(article_id, typed("date") or "none", **by)
        case "region":
            return corrector.region(article_id, typed("action"), typed("region"), **by)
        case "topic":
            return corrector.topic(article_id, typed("action"), typed("topic"), **by)
        case "speaker":
            return corrector.speaker(article_id, typed("quote"), typed("speaker") or "none", **by)
    return corrector.quotation(article_id, typed("quote"), **by)


def shown_with_forms(article_id: str, trouble: str = "") -> str:
    """The page of an article with all its forms; ``trouble`` is told above them."""
    archive, ui = workspace(), language.current()
    shown = archive.store.get(article_id)
    made = archive.corrections.all(article_id)
    return render_template(
        "librarian_article.html",
        article=shown,
        trouble=trouble,
        saved=_number("saved"),
        undone=_number("undone"),
        quotes=sorted(shown.quotes, key=lambda quote: quote.spans),
        regions=[(each.code, archive.region_label(each.code, ui)) for each in all_regions()],
        topics=[(each.code, archive.topic_label(each.code, ui)) for each in all_topics()],
        label=lambda field, code: archive.label(field, code, ui),
        deeds=deeds.of_corrections(archive, made, ui)[::-1],
        levels=LEVELS,
        standing=archive.access.standing(article_id),
        access_line=lambda standing: audience.line(standing, ui),
        decisions=deeds.of_decisions(archive.access.all(article_id), ui)[::-1],
        decided=_number("decided"),
        decision_undone=_number("decision_undone"),
    )


def _number(name: str) -> int:
    asked = request.args.get(name, "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0
