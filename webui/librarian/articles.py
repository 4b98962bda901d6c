"""``/librarian/a/<id>``: everything of an article that can be corrected, each with a form of its own."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from archive.errors import QueryError
from archive.gazetteers.regions import all_regions
from archive.gazetteers.topics import all_topics
from archive.model import Correction
from messages import error_text, text
from webui import language
from webui.librarian import deeds
from webui.librarian.door import blueprint, to, typed, who, workspace

Answer = str | tuple[str, int] | Response


@blueprint.get("/a/<article_id>")
def article(article_id: str) -> str:
    """The forms, and what was corrected before."""
    return _page(article_id)


@blueprint.post("/a/<article_id>")
def correct(article_id: str) -> Answer:
    """One correction. What can't be is told above the forms, with what was typed in the address of none."""
    ui = language.current()
    if not typed("reason"):
        return _page(article_id, text("lib.reason.missing", ui)), 400
    try:
        made = _made(article_id)
    except QueryError as error:
        return _page(article_id, error_text(error, ui)), 400
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


def _page(article_id: str, trouble: str = "") -> str:
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
    )


def _number(name: str) -> int:
    asked = request.args.get(name, "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0
