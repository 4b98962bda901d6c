"""Where errors become a sentence and an exit status: 0 1 2 3 4 5 6 70 130, never a traceback."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import traceback

import click

from archive.errors import ArchiveError, OutputFailed
from commands.common import interface_language, note
from messages import error_text, text

UNEXPECTED = 70
INTERRUPTED = 130


def run(group: click.Group, args: list[str] | None = None) -> int:
    """Call ``group`` and turn whatever it raises into a message on stderr and an exit status."""
    try:
        status = group.main(args=args, prog_name="muragat", standalone_mode=False)
        sys.stdout.flush()
    except ArchiveError as error:
        note(error_text(error, interface_language()))
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        note(text("cli.interrupted", interface_language()))
        return INTERRUPTED
    except BrokenPipeError:
        _close_stdout()
        return 0
    except OSError as error:
        return _disk(error)
    except Exception as error:  # noqa: BLE001 the edge of the program: a reference to the log, no traceback
        return _unexpected(error)
    return status if isinstance(status, int) else 0


def _disk(error: OSError) -> int:
    """A disk that is full or may not be written is a state of the machine, not a mistake of the program."""
    from archive.vault.durable import reason_of

    reason = reason_of(error)
    if error.errno is None or reason == "unwritten":
        return _unexpected(error)
    trouble = OutputFailed(str(error.filename or error.strerror), reason)
    note(error_text(trouble, interface_language()))
    return trouble.exit_code


def _unexpected(error: Exception) -> int:
    note(text("cli.unexpected", interface_language(), kind=type(error).__name__, log=_log(error)))
    return UNEXPECTED


def _close_stdout() -> None:
    """The reader of our output went away (``| head``): stop writing without a second complaint."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _log(error: Exception) -> str:
    handle, path = tempfile.mkstemp(prefix="muragat-", suffix=".log", text=True)
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        traceback.print_exception(error, file=log)
    return path
