"""What whoever runs the server has chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from webui.librarian.settings import Librarian
from webui.operating.access_log import AccessLog
from webui.operating.addresses import Addressing
from webui.operating.board import Board

MetricsPlace = Literal["nowhere", "here"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much the server gives, 0 for as much as is asked: ``rate`` requests a second to one client (and
    ``burst`` at once), ``at_once`` requests of one client that have lasted long, ``lasting`` of everybody,
    ``query_s`` seconds for one query."""

    rate: float = 0.0
    burst: float = 0.0
    at_once: int = 0
    lasting: int = 0
    query_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Operating:
    """``process`` is which row of the ``board`` this process writes; without a ``librarian`` nobody changes
    anything."""

    addressing: Addressing = field(default_factory=Addressing)
    limits: Limits = field(default_factory=Limits)
    access_log: AccessLog | None = None
    metrics: MetricsPlace = "nowhere"
    board: Board = field(default_factory=Board)
    process: int = 0
    librarian: Librarian | None = None
