"""``stem`` and ``analyze``: Kazakh words outside the archive."""

from __future__ import annotations

import sys

import click

from commands.common import Session, print_json


@click.command()
def stem() -> None:
    """A word per line on stdin, its stem per line on stdout."""
    from kazakh.stem import stem as stem_of

    source, target = sys.stdin.buffer, sys.stdout
    for raw in source:
        word = raw.decode("utf-8", "replace").rstrip("\r\n")
        target.write(stem_line(stem_of, word) + "\n")
    target.flush()


def stem_line(stem_of: object, word: str) -> str:
    """Exactly one line for every input line: a word the stemmer refuses is given back as it came."""
    try:
        return str(stem_of(word)) if word else ""  # type: ignore[operator]
    except ValueError:
        return word


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
        steps = " + ".join([row["lemma"], *(f"{layer['surface']} ({layer['name']})" for layer in row["layers"])])
        click.echo(f"{row['text']}  [{row['start']}, {row['end']})  {steps}  {row['rule']}  {', '.join(row['terms'])}")
