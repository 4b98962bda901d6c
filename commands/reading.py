"""How records are to be read, as the options of ``ingest`` and ``harvest`` say it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from archive.readers import ReadOptions

Command = TypeVar("Command", bound=Callable[..., Any])


def reading_options(command: Command) -> Command:
    """``--source --map-file --map --default``."""
    for option in reversed(
        [
            click.option("--source", help="Name of the source of these records."),
            click.option("--map-file", "map_file", metavar="FILE", help="Columns and constants, in TOML."),
            click.option("--map", "mapping", multiple=True, metavar="FIELD=COLUMN"),
            click.option("--default", "defaults", multiple=True, metavar="FIELD=VALUE"),
        ]
    ):
        command = option(command)
    return command


def read_options(options: dict[str, Any]) -> ReadOptions:
    """What the options say; InvalidMapping when the mapping file can't be used."""
    from archive.readers import ReadOptions
    from archive.readers.mapping import MappingFile, read_mapping

    told = read_mapping(options["map_file"]) if options["map_file"] else MappingFile()
    # What is said on the command line goes before the file.
    return ReadOptions(
        mapping={**told.columns, **_pairs(options["mapping"], "--map")},
        defaults={**told.defaults, **_pairs(options["defaults"], "--default")},
        source=options["source"] or told.source,
        constants=told.constants,
        encoding=told.encoding,
        delimiter=told.delimiter,
        date_format=told.date_format,
        columns_required=options["map_file"] is not None,
    )


def _pairs(values: tuple[str, ...], option: str) -> dict[str, str]:
    for value in values:
        if "=" not in value:
            raise click.BadParameter(f"{value}: NAME=VALUE", param_hint=option)
    return dict(value.split("=", 1) for value in values)
