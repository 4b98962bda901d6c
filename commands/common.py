"""What the commands share: the session, notices on stderr, JSON on stdout, the filters."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from messages import choose_language

if TYPE_CHECKING:
    from workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., Any])
_language = "en"


@dataclass(frozen=True, slots=True)
class Session:
    """The data folder, the language of the messages, the engine and the store chosen for this call."""

    folder: Path
    given: bool
    lang: str
    engine: str | None
    store: str | None = None

    @classmethod
    def start(cls, data: str | None, lang: str | None, engine: str | None) -> Session:
        global _language
        chosen = choose_language(lang, os.environ.get("MURAGAT_LANG"), _locale(), "en")
        _language = chosen
        given = data or os.environ.get("MURAGAT_DATA")
        return cls(
            Path(given) if given else default_folder(),
            bool(given),
            chosen,
            engine or os.environ.get("MURAGAT_ENGINE") or None,
            os.environ.get("MURAGAT_STORE") or None,
        )

    def open(self, create: bool = False) -> Workspace:
        """The workspace of the data folder; StoreMissing when there is none and ``create`` is false."""
        from workspace import Workspace
        from workspace.notices import listen

        listen(_notice)
        return Workspace.open(self.folder, engine=self.engine, create=create, store=self.store)


def _notice(code: str, params: dict[str, object]) -> None:
    from messages import text

    note(text(f"notice.{code}", interface_language(), **params))


def default_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("muragat", appauthor=False)


def _locale() -> str | None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name]
    return None


def interface_language() -> str:
    """The language chosen for this call, for messages that are written outside a command."""
    return _language


def note(message: str) -> None:
    """A notice for the person, on stderr."""
    click.echo(message, err=True)


def print_json(value: object) -> None:
    """One JSON object on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False))


def user_name() -> str:
    """Who sits at this machine, as far as it knows."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "?"


def interactive() -> bool:
    return sys.stderr.isatty()


def filter_options(command: Command) -> Command:
    """``--from --to --region --speaker --topic --source --lang``, shared by the searching commands."""
    for option in reversed(
        [
            click.option("--from", "date_from", metavar="DATE", help="First day, month or year."),
            click.option("--to", "date_to", metavar="DATE", help="Last day, month or year, inclusive."),
            click.option("--region", multiple=True, help="Name, abbreviation or code of a region."),
            click.option("--speaker", multiple=True, help="Who speaks."),
            click.option("--topic", multiple=True, help="Topic: name or eight digits."),
            click.option("--source", multiple=True, help="Name of the source."),
            click.option("--lang", "article_lang", multiple=True, help="Language of the article."),
        ]
    ):
        command = option(command)
    return command


def chosen_filters(options: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The filters of a call as the workspace takes them; empty ones left out."""
    names = {
        "region": "region",
        "speaker": "speaker",
        "topic": "topic",
        "source": "source",
        "article_lang": "lang",
    }
    return {field: tuple(options[name]) for name, field in names.items() if options.get(name)}


def asked(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options that the searching commands share, as the workspace takes them."""
    shared = ("date_from", "date_to", "match", "sort", "seed", "exact_letters")
    return {"filters": chosen_filters(options), **{name: options[name] for name in shared if name in options}}


def join_query(words: tuple[str, ...]) -> str:
    """The query as typed; an unknown long option is a mistake, not a word to search for."""
    for word in words:
        if word.startswith("--") and len(word) > 2:
            raise click.NoSuchOption(word)
    return " ".join(words)
