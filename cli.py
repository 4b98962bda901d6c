"""The command line: a thin door. Each command lives in ``commands`` and is imported when it is called."""

from __future__ import annotations

import importlib
import sys

import click

COMMANDS = {
    "ingest": "commands.ingest:ingest",
    "harvest": "commands.harvest:harvest",
    "search": "commands.search:search",
    "quotes": "commands.quotes:quotes",
    "kwic": "commands.kwic:kwic",
    "trend": "commands.trend:trend",
    "collocations": "commands.collocations:collocations",
    "keyness": "commands.collocations:keyness",
    "batch": "commands.batch:batch",
    "explain": "commands.search:explain",
    "saved": "commands.saved:saved",
    "bag": "commands.bag:bag",
    "show": "commands.show:show",
    "similar": "commands.similar:similar",
    "versions": "commands.similar:versions",
    "export": "commands.export:export",
    "correct": "commands.correct:correct",
    "extract": "commands.extract:extract",
    "stem": "commands.words:stem",
    "analyze": "commands.words:analyze",
    "index": "commands.index:index",
    "review": "commands.review:review",
    "withdraw": "commands.withdraw:withdraw",
    "access": "commands.access:access",
    "password": "commands.serve:password",
    "verify": "commands.care:verify",
    "backup": "commands.backup:backup",
    "restore": "commands.backup:restore",
    "stats": "commands.care:stats",
    "copy": "commands.copy:copy",
    "serve": "commands.serve:serve",
    "demo": "commands.serve:demo",
}


class LazyGroup(click.Group):
    """Knows the names of the commands, and imports one only when it is called or asked about."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from messages import text

        lang = ctx.params.get("lang") or "en"
        rows = [(name, text(f"cli.help.{name}", lang)) for name in COMMANDS]
        with formatter.section(text("cli.help.commands", lang)):
            formatter.write_dl(rows)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", metavar="DIR", help="The data folder (else $MURAGAT_DATA, else the user's own).")
@click.option(
    "--lang", type=click.Choice(["kk", "ru", "en"]), help="Language of the messages.", is_eager=True
)
@click.option("--engine", metavar="NAME", help="The search engine (else $MURAGAT_ENGINE, else whoosh).")
@click.version_option(package_name="muragat", prog_name="muragat")
@click.pass_context
def group(ctx: click.Context, data: str | None, lang: str | None, engine: str | None) -> None:
    """Muragat: a searchable archive of Kazakh-language news."""
    from commands.common import Session

    ctx.obj = Session.start(data, lang, engine)


def main() -> None:
    """Run a command and leave with the exit status of the contract."""
    from commands.edges import run

    sys.exit(run(group))


if __name__ == "__main__":
    main()
