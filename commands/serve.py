"""``serve`` and ``demo``: the archive in a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from commands.common import Session, default_folder, interface_language, note
from messages import text

INTERRUPTED = 130


def _server_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--port", default=8000, type=click.IntRange(0, 65535), show_default=True),
        click.option("--host", default="127.0.0.1", show_default=True),
    ):
        command = option(command)
    return command


@click.command()
@_server_options
@click.pass_obj
def serve(session: Session, host: str, port: int) -> int:
    """Serve the pages."""
    with session.open() as workspace:
        return _run(workspace, host, port)


@click.command()
@_server_options
@click.pass_obj
def demo(session: Session, host: str, port: int) -> int:
    """Load the invented sample articles and serve them."""
    from workspace import Workspace

    folder = session.folder if session.given else default_folder().with_name("muragat-demo")
    note(text("cli.demo.loading", interface_language(), path=str(folder)))
    with Workspace.open_demo(Path(folder), engine=session.engine, store=session.store) as workspace:
        return _run(workspace, host, port)


def _run(workspace: Any, host: str, port: int) -> int:
    """Waitress: a production WSGI server of pure Python. Port 0 takes a free one; Ctrl+C ends it."""
    import waitress

    from webui import create_app

    try:
        server = waitress.create_server(create_app(workspace), host=host, port=port, threads=8)
    except OSError as error:
        raise click.ClickException(
            text(
                "cli.serve.port",
                interface_language(),
                host=host,
                port=port,
                reason=error.strerror or str(error),
            )
        ) from error
    actual = getattr(server, "effective_port", port)
    note(text("cli.serve.at", interface_language(), url=f"http://{host}:{actual}/"))
    server.run()
    return INTERRUPTED
