"""``stem`` and ``analyze``: Kazakh words outside the archive."""

from __future__ import annotations

import sys

import click

from commands.common import Session, print_json


@click.command()
def stem() -> None:
    """A word per line on stdin, its stem per line on stdout."""
    from kazakh.stem import stem_stream

    stem_stream(sys.stdin.buffer, sys.stdout.buffer)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, metavar="TEXT")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def analyze(session: Session, words: tuple[str, ...], as_json: bool) -> None:
    """Each token of a text through each step."""
    from index.analysis import explain_tokens

    rows = explain_tokens(" ".join(words))
    if as_json:
        print_json({"tokens": rows})
        return
    for row in rows:
        layers = [f"{layer['surface']} ({layer['name']})" for layer in row["layers"]]
        steps = " + ".join([row["lemma"], *layers])
        place = f"[{row['start']}, {row['end']})"
        click.echo(f"{row['text']}  {place}  {steps}  {row['rule']}  {', '.join(row['terms'])}")
