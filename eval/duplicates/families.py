"""Forms that are filled in again and again (``forms.tsv``): texts that look alike and are different news."""

from __future__ import annotations

from eval.duplicates.bases import rows

Text = tuple[str, str]


def forms() -> dict[str, list[Text]]:
    """Name of a form → what was made of it, headline and body."""
    told = [row for row in rows("forms.tsv") if row[0] != "russian"]
    title = {name: cells[0] for name, kind, *cells in told if kind == "title"}
    form = {name: cells[0] for name, kind, *cells in told if kind == "form"}
    found: dict[str, list[Text]] = {name: [] for name in form}
    for name, kind, *cells in told:
        if kind == "row":
            found[name].append((title[name], form[name].format(*cells)))
    return found


def translations() -> dict[str, Text]:
    """Name of an article → its Russian translation: the same news, another text."""
    return {row[1]: (row[2], row[3]) for row in rows("forms.tsv") if row[0] == "russian"}
