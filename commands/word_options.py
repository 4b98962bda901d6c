"""Options of the commands that count words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from workspace.reading import MOST_READ

Command = TypeVar("Command", bound=Callable[..., Any])


def word_options(command: Command) -> Command:
    """``--unit --hide-function-words --sample --csv --json``."""
    for option in reversed(
        [
            click.option("--unit", default="lemma", type=click.Choice(["lemma", "form"]), show_default=True),
            click.option("--hide-function-words", "hide_empty", is_flag=True, help="Leave out және, үшін …"),
            sample_option,
            click.option("--match", default="all", type=click.Choice(["all", "any"])),
            click.option("--exact-letters", is_flag=True),
            click.option("--csv", "as_csv", is_flag=True),
            click.option("--json", "as_json", is_flag=True),
        ]
    ):
        command = option(command)
    return command


def sample_option(command: Command) -> Command:
    """``--sample``: of more hits than this a random sample is read."""
    option = click.option(
        "--sample", "most", default=MOST_READ, type=click.IntRange(1), show_default=True,
        help="Read so many hits at most, drawn at random.",
    )  # fmt: skip
    return option(command)
