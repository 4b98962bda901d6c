"""Figures in the text format of Prometheus (version 0.0.4), of all processes of the server together."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from webui.operating.board import BOUNDS, KINDS, REASONS, STATUSES, Board, Row

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
Labels = Mapping[str, str]
Sample = tuple[str, Labels, float]


def written(board: Board) -> str:
    """The whole page."""
    return "".join(f"{line}\n" for line in _lines(board))


def _lines(board: Board) -> Iterator[str]:
    rows = board.rows()
    yield from _family("muragat_build_info", "gauge", "Version of what runs.", [("", _build(), 1)])
    yield from _family("muragat_requests_total", "counter", "Requests answered.", _requests(rows))
    about = "From the first to the last byte of an answer."
    yield from _family("muragat_request_duration_seconds", "histogram", about, _durations(rows))
    yield from _family("muragat_response_bytes_total", "counter", "Bytes of answers.", _sent(rows))
    at_hand = sum(row.in_progress() for row in rows)
    yield from _family("muragat_requests_in_progress", "gauge", "Requests at hand.", [("", {}, at_hand)])
    refused = [("", {"reason": name}, sum(row.refused(name) for row in rows)) for name in REASONS]
    yield from _family("muragat_refused_total", "counter", "Requests refused by a limit.", refused)
    for name, gauge, about in _INDEX:
        yield from _family(name, "gauge", about, [("", {}, max(row.told(gauge) for row in rows))])
    ready = [("", {"process": str(number)}, row.told("ready")) for number, row in enumerate(rows)]
    yield from _family("muragat_ready", "gauge", "1 when the process can answer searches.", ready)
    yield from _processes(rows)


_INDEX = (
    ("muragat_index_articles", "articles", "Articles that can be found."),
    ("muragat_index_generation", "generation", "Grows with each commit of the index."),
    ("muragat_index_stale", "stale", "1 when the store may hold more than the index."),
    ("muragat_index_refreshed_timestamp_seconds", "refreshed", "When the latest commit was taken up."),
)


def _build() -> Labels:
    try:
        found = version("muragat")
    except PackageNotFoundError:
        found = "0"
    return {"version": found, "python": platform.python_version()}


def _requests(rows: list[Row]) -> Iterator[Sample]:
    for kind in KINDS:
        for place, status in enumerate(STATUSES):
            count = sum(row.of_kind(kind)[0][place] for row in rows)
            if count:
                yield "", {"kind": kind, "status": status}, count


def _durations(rows: list[Row]) -> Iterator[Sample]:
    for kind in KINDS:
        of_kind = [row.of_kind(kind) for row in rows]
        total = 0.0
        if not any(sum(found[1]) for found in of_kind):
            continue
        for place, bound in enumerate(BOUNDS):
            total += sum(found[1][place] for found in of_kind)
            yield "_bucket", {"kind": kind, "le": "+Inf" if bound == float("inf") else f"{bound:g}"}, total
        yield "_sum", {"kind": kind}, sum(found[2] for found in of_kind)
        yield "_count", {"kind": kind}, total


def _sent(rows: list[Row]) -> Iterator[Sample]:
    for kind in KINDS:
        sent = sum(row.of_kind(kind)[3] for row in rows)
        if sent:
            yield "", {"kind": kind}, sent


def _processes(rows: list[Row]) -> Iterator[str]:
    memory, processor, started = [], [], []
    for number, row in enumerate(rows):
        label = {"process": str(number)}
        started.append(("", label, row.told("started")))
        usage = used_by(int(row.told("pid")))
        if usage is not None:
            memory.append(("", label, float(usage[0])))
            processor.append(("", label, usage[1]))
    about = "Memory in use, mapped files of the index included."
    yield from _family("muragat_process_resident_memory_bytes", "gauge", about, memory)
    yield from _family("muragat_process_cpu_seconds_total", "counter", "Processor time.", processor)
    yield from _family("muragat_process_start_time_seconds", "gauge", "When it began.", started)


def used_by(process: int) -> tuple[int, float] | None:
    """Resident bytes and processor seconds of a process; ``None`` where the system does not tell so."""
    try:
        with Path(f"/proc/{process}/statm").open(encoding="ascii") as file:
            pages = int(file.read().split()[1])
        with Path(f"/proc/{process}/stat").open(encoding="utf-8") as file:
            fields = file.read().rpartition(")")[2].split()
    except (OSError, ValueError, IndexError):
        return None
    return pages * _PAGE_BYTES, (int(fields[11]) + int(fields[12])) / _TICKS


def _family(name: str, kind: str, about: str, samples: Iterable[Sample]) -> Iterator[str]:
    found = list(samples)
    if not found:
        return
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {kind}"
    for ending, labels, value in found:
        told = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
        yield f"{name}{ending}{{{told}}} {_number(value)}" if told else f"{name}{ending} {_number(value)}"


def _number(value: float) -> str:
    """Without an exponent, and whole numbers without a fraction."""
    return str(int(value)) if value == int(value) else repr(value)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
