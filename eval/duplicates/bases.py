"""Articles written for this set (``articles.tsv``), with what others make of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Base:
    """An article; another ``headline`` for it, a paragraph to be ``added``, ``edits`` (words that an editor
    would change, one by one), and the ``rival``: another author's article on the same event."""

    name: str
    title: str
    paragraphs: tuple[str, ...]
    headline: str
    added: str
    edits: tuple[tuple[str, str], ...]
    rival: tuple[str, str]

    @property
    def body(self) -> str:
        return "\n".join(self.paragraphs)


def rows(name: str) -> list[list[str]]:
    """The rows of a table of the set, without its remark."""
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def _read() -> tuple[Base, ...]:
    said: dict[str, dict[str, list[list[str]]]] = defaultdict(lambda: defaultdict(list))
    for name, kind, *cells in rows("articles.tsv"):
        said[name][kind].append(cells)
    return tuple(
        Base(
            name=name,
            title=told["title"][0][0],
            paragraphs=tuple(cells[0] for cells in told["paragraph"]),
            headline=told["headline"][0][0],
            added=told["added"][0][0],
            edits=tuple((old, new) for old, new in told["edit"]),
            rival=(told["rival"][0][0], told["rival"][0][1]),
        )
        for name, told in said.items()
    )


BASES = _read()
