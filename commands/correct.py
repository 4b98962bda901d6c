"""``correct``: a person's word on speaker, quotation, region, topic or date; listed and undone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from commands.common import Session, interface_language, print_json, user_name
from messages import text

if TYPE_CHECKING:
    from archive.model import Correction
    from workspace import Workspace

#: The words after the article's id, for each thing that can be corrected.
FORMS = {
    "speaker": "speaker QUOTE_ID NAME|none",
    "region": "region add|remove|main REGION",
    "topic": "topic add|remove TOPIC",
    "date": "date YYYY[-MM[-DD]]|none",
    "quote": "quote QUOTE_ID none",
}


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, metavar="ID WHAT VALUE... | list [ID] | undo NUMBER")
@click.option("--who", help="Who corrects (else the name of the user).")
@click.option("--reason", default="", help="Why, for those who come after.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def correct(session: Session, words: tuple[str, ...], who: str | None, reason: str, as_json: bool) -> None:
    """Correct what was extracted or recorded; list and undo corrections.

    \b
    ID speaker QUOTE_ID NAME|none
    ID region add|remove|main REGION
    ID topic add|remove TOPIC
    ID date YYYY[-MM[-DD]]|none
    ID quote QUOTE_ID none
    list [ID]
    undo NUMBER
    """
    with session.open() as workspace:
        if words[0] == "list":
            _list(workspace, words[1:], as_json)
            return
        by = who or user_name()
        if words[0] == "undo":
            made = workspace.corrections.undo(_number(words[1:]), by)
        else:
            made = _made(workspace, words, {"who": by, "reason": reason})
        if as_json:
            print_json(_json(made))
        else:
            for line in correction_lines(workspace, made, interface_language()):
                click.echo(line)


def _made(workspace: Workspace, words: tuple[str, ...], by: Mapping[str, str]) -> Correction:
    match words:
        case (article, "speaker", quote, *name) if name:
            return workspace.corrections.speaker(article, quote, " ".join(name), **by)
        case (article, "region", action, *region) if region:
            return workspace.corrections.region(article, action, " ".join(region), **by)
        case (article, "topic", action, *topic) if topic:
            return workspace.corrections.topic(article, action, " ".join(topic), **by)
        case (article, "date", date):
            return workspace.corrections.date(article, date, **by)
        case (article, "quote", quote, "none"):
            return workspace.corrections.quotation(article, quote, **by)
    forms = [FORMS[words[1]]] if len(words) > 1 and words[1] in FORMS else FORMS.values()
    lines = "\n".join(f"  muragat correct ID {form}" for form in forms)
    raise click.UsageError(f"{text('cli.correct.forms', interface_language())}\n{lines}")


def _number(words: tuple[str, ...]) -> int:
    if len(words) != 1 or not words[0].isdecimal():
        raise click.UsageError(
            f"{text('cli.correct.forms', interface_language())}\n  muragat correct undo NUMBER"
        )
    return int(words[0])


def _list(workspace: Workspace, words: tuple[str, ...], as_json: bool) -> None:
    lang = interface_language()
    made = workspace.corrections.all(words[0] if words else None)
    if as_json:
        print_json({"total": len(made), "items": [_json(each) for each in made]})
        return
    if not made:
        click.echo(text("cli.correct.nothing", lang))
    for each in made:
        for line in correction_lines(workspace, each, lang):
            click.echo(line)


def _json(made: Correction) -> dict[str, Any]:
    from archive.to_json import correction_json

    return correction_json(made)


def correction_lines(workspace: Workspace, made: Correction, lang: str) -> Iterator[str]:
    """What was corrected in which article, by whom, when and why; and who took it back."""
    what = text(f"correction.target.{made.target}", lang)
    change = f"{_value(made.old, lang)} → {_value(made.new, lang)}"
    if made.old == made.new:
        change = f"{_value(made.new, lang)} ({text('correction.confirmed', lang)})"
    yield f"№{made.number} {made.article_id} · {what}{_about(workspace, made, lang)}: {change}"
    yield "   " + " · ".join(part for part in (made.who, made.at, made.reason) if part)
    if made.undone_at:
        yield "   " + text("cli.correct.undone", lang, who=made.undone_by or "", at=made.undone_at)


def _about(workspace: Workspace, made: Correction, lang: str) -> str:
    """Which region or topic; which quotation, by the id it had then."""
    if made.target in ("region", "topic"):
        return f" {workspace.label(made.target, made.key, lang)}"
    return f" {made.article_id}-{made.key.partition(':')[0]}" if made.key else ""


def _value(value: object, lang: str) -> str:
    name = getattr(value, "name", value)
    if name is None:
        return text("correction.value.none", lang)
    if name in ("absent", "present", "main"):
        return text(f"correction.value.{name}", lang)
    return str(name)
