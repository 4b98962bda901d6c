"""A page of charts from one run of ``benchmarks.compare``.

Bars are told apart by their names and lengths, figures stand beside them, and the same figures are in a table
below: nothing is told by colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

PAGE = "performance-charts.md"
_PICTURES = "pictures"
_WIDTH, _LEFT, _ROW, _RIGHT = 720, 170, 46, 110
_STYLE = (
    "text{font:14px sans-serif;fill:#111}.small{font-size:12px}"
    ".p50{fill:#333}.p95{fill:#bbb;stroke:#333}.line{stroke:#ddd}"
    "@media(prefers-color-scheme:dark){rect.ground{fill:#fff}}"
)


@dataclass(frozen=True, slots=True)
class Indexed:
    """Articles a second of processor time, and kilobytes an article on the disk."""

    name: str
    per_second: float
    kilobytes: float


@dataclass(frozen=True, slots=True)
class Searched:
    """p50 and p95 in ms by kind of question (``all`` too), and of processor time over all."""

    name: str
    cells: dict[str, tuple[float, float]]
    processor: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Run:
    """One run: number of articles, distinct forms in them, a row for each system."""

    articles: int
    forms: int
    indexed: tuple[Indexed, ...]
    searched: tuple[Searched, ...]


def write_page(folder: Path, run: Run) -> None:
    """The page and its pictures into a folder of documentation."""
    pictures = folder / _PICTURES
    pictures.mkdir(parents=True, exist_ok=True)
    (pictures / "search-times.svg").write_text(search_chart(run), encoding="utf-8")
    (pictures / "indexing-speed.svg").write_text(indexing_chart(run), encoding="utf-8")
    (folder / PAGE).write_text(page(run), encoding="utf-8")


def search_chart(run: Run) -> str:
    """Bars of p50 and p95 on a scale on which each line is ten times the one before."""
    pairs = [row.cells["all"] for row in run.searched]
    least = 10 ** math.floor(math.log10(min(p50 for p50, _ in pairs) or 0.1))
    most = 10 ** math.ceil(math.log10(max(p95 for _, p95 in pairs)))
    span = math.log10(most / least)

    def width(value: float) -> float:
        return max(2.0, (_WIDTH - _LEFT - _RIGHT) * math.log10(max(value, least) / least) / span)

    bars = []
    for place, (row, (p50, p95)) in enumerate(zip(run.searched, pairs, strict=True)):
        top = 40 + place * _ROW
        bars.append(_name(row.name, top + 20))
        bars.append(_bar("p50", top, 14, width(p50), f"p50 {_figure(p50)} ms"))
        bars.append(_bar("p95", top + 17, 14, width(p95), f"p95 {_figure(p95)} ms"))
    lines = [
        f'<line class="line" x1="{_LEFT + width(least * 10**step):.0f}" '
        f'x2="{_LEFT + width(least * 10**step):.0f}" y1="30" y2="{40 + len(pairs) * _ROW}"/>'
        for step in range(round(span) + 1)
    ]
    title = (
        f"Milliseconds of a search, {run.articles:,} articles: shorter is better; each line is ten times more"
    )
    return _svg(title, [*lines, *bars], 40 + len(pairs) * _ROW + 10)


def indexing_chart(run: Run) -> str:
    """Bars of articles a second."""
    most = max(row.per_second for row in run.indexed)
    bars = []
    for place, row in enumerate(run.indexed):
        top = 40 + place * 34
        bars.append(_name(row.name, top + 15))
        width = max(2.0, (_WIDTH - _LEFT - _RIGHT) * row.per_second / most)
        bars.append(_bar("p50", top, 20, width, f"{row.per_second:,.0f}"))
    title = f"Articles indexed in a second of processor time, {run.articles:,} articles: longer is better"
    return _svg(title, bars, 40 + len(run.indexed) * 34 + 10)


def _svg(title: str, parts: Sequence[str], height: int) -> str:
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" '
        f'height="{height}" role="img" aria-labelledby="t">\n<title id="t">{escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n"
        f'<rect class="ground" width="{_WIDTH}" height="{height}" fill="#fff"/>\n'
        f'<text class="small" x="8" y="20">{escape(title)}</text>\n{body}\n</svg>\n'
    )


def _name(name: str, y: int) -> str:
    return f'<text x="{_LEFT - 8}" y="{y}" text-anchor="end">{escape(name)}</text>'


def _bar(kind: str, y: int, height: int, width: float, label: str) -> str:
    return (
        f'<rect class="{kind}" x="{_LEFT}" y="{y}" width="{width:.0f}" height="{height}"/>'
        f'<text class="small" x="{_LEFT + width + 6:.0f}" y="{y + height - 2}">{escape(label)}</text>'
    )


def _figure(value: float) -> str:
    """Three digits, no more.

    >>> _figure(2533.4), _figure(31.25), _figure(0.783)
    ('2,533', '31.2', '0.78')
    """
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def page(run: Run) -> str:
    """The page in Markdown: charts, their tables, how it was made."""
    first50, first95 = run.searched[0].cells["all"]
    kinds = list(run.searched[0].cells)
    head = ["system", *kinds, "processor time", "times the first, p50 and p95"]
    rows = []
    for row in run.searched:
        p50, p95 = row.cells["all"]
        pairs = [*row.cells.values(), row.processor]
        cells = [f"{_figure(one)} / {_figure(other)}" for one, other in pairs]
        rows.append([row.name, *cells, f"{p50 / first50:.1f}, {p95 / first95:.1f}"])
    made = [[row.name, f"{row.per_second:,.0f}", f"{row.kilobytes:.1f}"] for row in run.indexed]
    told = [
        "# Charts",
        f"Made by `python -m benchmarks.compare {run.articles} --page docs` out of one run over "
        f"{run.articles:,} invented articles ({run.forms:,} distinct forms); what is compared and how is in "
        "[performance.md](performance.md).",
        "## Searching",
        f"![Bars of p50 and p95 of a search for each system; the figures are in the table below]({_PICTURES}"
        "/search-times.svg)",
        "p50 / p95 in milliseconds, by kind of question:",
        _table(head, rows),
        "## Indexing",
        f"![Bars of articles a second for each system; the figures are in the table below]({_PICTURES}"
        "/indexing-speed.svg)",
        "Articles in a second of processor time (the making of the articles is not counted), and size:",
        _table(["system", "articles a second", "kB an article"], made),
    ]
    return "\n\n".join(told) + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
