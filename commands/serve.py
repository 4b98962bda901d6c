"""``serve`` and ``demo``: the archive in a browser."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.common import Session, default_folder, interface_language, note
from messages import text

if TYPE_CHECKING:
    import socket

    from webui.librarian.settings import Librarian
    from webui.operating.settings import Operating
    from webui.server.worker import Plan

INTERRUPTED = 130
FAILED = 70


def _server_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """In the order of the help; see docs/operator.md."""
    for option in reversed(
        (
            click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen."),
            click.option("--port", default=8000, type=click.IntRange(0, 65535), show_default=True),
            click.option("--processes", default=1, type=click.IntRange(1, 64), show_default=True),
            click.option(
                "--threads", default=8, type=click.IntRange(1, 64), show_default=True, help="In each process."
            ),
            click.option("--prefix", default="", metavar="PATH", help="Path before every page: /archive."),
            click.option("--public-url", default="", metavar="URL", help="Address that readers see."),
            click.option(
                "--trusted-proxy",
                "trusted",
                multiple=True,
                metavar="ADDRESS[/BITS]",
                help="Whose X-Forwarded headers count.",
            ),
            click.option("--access-log", type=click.Choice(["combined", "json"]), help="A line a request."),
            click.option(
                "--access-log-file",
                "log_file",
                type=click.Path(dir_okay=False, path_type=Path),
                help="Instead of stderr.",
            ),
            click.option(
                "--access-log-private",
                "log_private",
                is_flag=True,
                help="Without queries, addresses cut.",
            ),
            click.option("--metrics", metavar="HOST:PORT|here", help="Where /metrics is; else nowhere."),
            click.option(
                "--rate",
                default=50.0,
                type=click.FloatRange(0),
                show_default=True,
                help="Requests a second of one client, 0 for any.",
            ),
            click.option(
                "--at-once",
                default=4,
                type=click.IntRange(0),
                show_default=True,
                help="Long answers of one client at once, 0 for any.",
            ),
            click.option(
                "--query-seconds",
                "query_s",
                default=20.0,
                type=click.FloatRange(0),
                show_default=True,
                help="For one query, 0 for any.",
            ),
            click.option(
                "--grace",
                "grace_s",
                default=30.0,
                type=click.FloatRange(0),
                show_default=True,
                help="Seconds for requests at hand when stopping.",
            ),
            click.option("--librarian", is_flag=True, help="Corrections, on this machine only."),
            click.option(
                "--librarian-password-file",
                "password_file",
                type=click.Path(dir_okay=False, path_type=Path),
                help="Corrections, behind this password (see muragat password).",
            ),
        )
    ):
        command = option(command)
    return command


@click.command()
@_server_options
@click.pass_obj
def serve(session: Session, /, **chosen: Any) -> int:
    """Serve the pages."""
    with session.open():
        pass
    return _run(session, session.folder, chosen)


@click.command()
@_server_options
@click.pass_obj
def demo(session: Session, /, **chosen: Any) -> int:
    """Load the invented sample articles and serve them."""
    from workspace import Workspace

    folder = session.folder if session.given else default_folder().with_name("muragat-demo")
    note(text("cli.demo.loading", interface_language(), path=str(folder)))
    with Workspace.open_demo(Path(folder), engine=session.engine, store=session.store):
        pass
    return _run(session, folder, chosen)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def password(file: Path) -> None:
    """Ask for a password and keep its hash for serve --librarian-password-file."""
    from webui.librarian.settings import SHORTEST_PASSWORD, keep_password

    lang = interface_language()
    typed = click.prompt(text("cli.password.ask", lang), hide_input=True, confirmation_prompt=True, err=True)
    try:
        keep_password(typed, file)
    except ValueError as error:
        raise click.ClickException(text("cli.password.short", lang, n=SHORTEST_PASSWORD)) from error
    click.echo(text("cli.password.kept", lang, path=str(file)))


def _run(session: Session, folder: Path, chosen: dict[str, Any]) -> int:
    """Until SIGTERM, which ends in 0, or Ctrl+C. A port of 0 takes a free one."""
    from webui.server.beside import serve_figures, tell_system
    from webui.server.supervisor import Supervisor
    from webui.server.worker import Archive, Plan
    from webui.server.worker import serve as serve_here

    operating = _operating(chosen)
    archive = Archive(folder, session.engine, session.store)
    plan = Plan(archive, operating, chosen["threads"], chosen["grace_s"])
    listening = _listen(chosen["host"], chosen["port"])
    if chosen["metrics"] and operating.metrics != "here":
        host, _, port = chosen["metrics"].rpartition(":")
        serve_figures(operating.board, _listen(host, int(port)))
    _say_where(plan, listening, chosen)

    def ready() -> None:
        tell_system("READY=1")

    if chosen["processes"] == 1:
        came = serve_here(plan, listening, ready)
    else:
        came = Supervisor(plan, listening, chosen["processes"]).run(ready)
    note(text("cli.serve.ended", interface_language()))
    return {signal.SIGTERM: 0, signal.SIGINT: INTERRUPTED, 0: 0}.get(came, FAILED)


def _operating(chosen: dict[str, Any]) -> Operating:
    """The options as values; a usage error for what can't be used."""
    from webui.operating.access_log import AccessLog
    from webui.operating.board import Board
    from webui.operating.settings import Limits, Operating

    rate, workers = chosen["rate"], chosen["threads"] * chosen["processes"]
    limits = Limits(rate, 5 * rate, chosen["at_once"], max(1, workers // 2), chosen["query_s"])
    log = AccessLog(chosen["access_log"], chosen["log_file"], chosen["log_private"])
    here = chosen["metrics"] == "here"
    if chosen["metrics"] and not here and not chosen["metrics"].rpartition(":")[2].isdecimal():
        raise click.BadParameter(chosen["metrics"], param_hint="--metrics")
    return Operating(
        addressing=_addressing(chosen),
        limits=limits,
        access_log=log if chosen["access_log"] else None,
        metrics="here" if here else "nowhere",
        board=Board(chosen["processes"]),
        librarian=_librarian(chosen),
    )


def _librarian(chosen: dict[str, Any]) -> Librarian | None:
    """Who may correct: nobody, whoever sits here, or who knows the password."""
    from webui.librarian.settings import Librarian, is_loopback

    lang, file = interface_language(), chosen["password_file"]
    if file is not None:
        try:
            return Librarian.behind(file)
        except (OSError, ValueError) as error:
            raise click.UsageError(text("cli.librarian.file", lang, path=str(file))) from error
    if not chosen["librarian"]:
        return None
    if not is_loopback(chosen["host"]) or chosen["public_url"] or chosen["trusted"]:
        raise click.UsageError(text("cli.librarian.loopback", lang))
    return Librarian.on_this_machine()


def _addressing(chosen: dict[str, Any]) -> Any:
    from webui.operating.addresses import Addressing

    try:
        return Addressing.of(chosen["prefix"], chosen["public_url"], chosen["trusted"])
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--prefix, --public-url, --trusted-proxy") from error


def _listen(host: str, port: int) -> socket.socket:
    from webui.server.listener import listen

    try:
        return listen(host, port)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        lang = interface_language()
        raise click.ClickException(
            text("cli.serve.port", lang, host=host, port=port, reason=reason)
        ) from error


def _say_where(plan: Plan, listening: socket.socket, chosen: dict[str, Any]) -> None:
    host, port = chosen["host"], listening.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    prefix, lang = plan.operating.addressing.prefix, interface_language()
    note(text("cli.serve.at", lang, url=f"http://{shown}:{port}{prefix}/"))
    if plan.operating.librarian is not None:
        note(text("cli.librarian.at", lang, url=f"http://{shown}:{port}{prefix}/librarian"))
    note(
        text(
            "cli.serve.how",
            lang,
            path=str(plan.archive.folder),
            processes=chosen["processes"],
            threads=plan.threads,
        )
    )
