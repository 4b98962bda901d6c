"""``verify`` and ``stats``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from archive.errors import FixityError
from commands.common import Session, interactive, interface_language, note, print_json
from messages import number, text

if TYPE_CHECKING:
    from archive.vault.proving import Finding
    from workspace.proving import Proof


@click.command()
@click.option("--quick", is_flag=True, help="Ask the database only; don't read every original and article.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def verify(session: Session, quick: bool, as_json: bool) -> int:
    """Prove all that is kept; names what is damaged."""
    with session.open() as workspace:
        proof = workspace.verify(quick, _progress())
    if as_json:
        print_json(proof.as_json())
    else:
        _tell(proof, quick)
    return FixityError.exit_code if proof.findings else 0


def _tell(proof: Proof, quick: bool) -> None:
    lang = interface_language()
    articles = number(proof.articles, lang)
    if quick:
        click.echo(text("cli.verify.quick", lang, articles=articles))
    else:
        click.echo(text("cli.verify.checked", lang, n=number(proof.checked, lang), articles=articles))
    if proof.behind:
        note(text("cli.stale", lang))
    for finding in proof.findings:
        note(_sentence(finding, lang))
    if not proof.findings:
        click.echo(text("cli.verify.whole", lang))
        return
    note(text("cli.verify.damaged", lang, n=number(len(proof.findings), lang)))
    if any(finding.kind == "original" for finding in proof.findings):
        note(text("cli.verify.take_again", lang))
    if any(finding.kind == "index" for finding in proof.findings):
        note(text("cli.verify.index_damaged", lang))


def _sentence(finding: Finding, lang: str) -> str:
    kind = text(f"verify.{finding.kind}", lang)
    what = f"{kind} {finding.article}".rstrip()
    if finding.expected is None and finding.actual is None:
        return f"{what}: {finding.place}"
    words = text("verify.compared", lang, expected=finding.expected or "–", actual=finding.actual or "–")
    return f"{what}: {finding.place}: {words}"


def _progress() -> Any:
    if not interactive():
        return None
    lang = interface_language()

    def tell(done: int) -> None:
        click.echo("\r" + text("cli.verify.progress", lang, n=number(done, lang)), err=True, nl=False)

    return tell


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def stats(session: Session, as_json: bool) -> None:
    """Counts: articles, sources, years, languages."""
    lang = interface_language()
    with session.open() as workspace:
        counts = asdict(workspace.stats())
    if as_json:
        print_json(counts)
        return
    for name, value in counts.items():
        if isinstance(value, dict):
            click.echo(text(f"cli.stats.{name}", lang))
            for key, n in value.items():
                click.echo(f"   {number(n, lang):>8}  {key}")
        else:
            click.echo(f"{text(f'cli.stats.{name}', lang)}: {number(value, lang)}")
