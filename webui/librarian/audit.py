"""``/librarian/audit``: every edit, the latest first."""

from __future__ import annotations

from flask import render_template

from webui import language, links
from webui.librarian import deeds
from webui.librarian.door import blueprint, workspace
from webui.librarian.reviewing import PER_PAGE, page_number
from webui.present import Pages


@blueprint.get("/audit")
def audit() -> str:
    """Who did what, when and why; what can be taken back has a button."""
    archive, ui = workspace(), language.current()
    every = deeds.of_corrections(archive, archive.corrections.all(), ui)
    every += deeds.of_withdrawals(archive.store.withdrawals(), ui)
    every += deeds.of_decisions(archive.access.all(), ui)
    every.sort(key=lambda deed: (deed.at[:19], deed.number), reverse=True)
    at = page_number()
    return render_template(
        "librarian_audit.html",
        total=len(every),
        deeds=every[PER_PAGE * (at - 1) : PER_PAGE * at],
        pages=Pages.numbered(len(every), at, PER_PAGE),
        page_link=links.page,
    )
