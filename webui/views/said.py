"""``/said``: did they say it?"""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, request

from archive.errors import InvalidRequest
from webui import language, said

blueprint = Blueprint("said", __name__)
LONGEST = 4000


@blueprint.get("/said")
def check() -> str:
    """The quotations nearest to a sentence, with the words that differ."""
    workspace, ui = current_app.extensions["workspace"], language.current()
    sentence, speaker = request.args.get("s", "").strip(), request.args.get("speaker", "").strip()
    if len(sentence) > LONGEST:
        raise InvalidRequest("s", sentence[:40], f"1–{LONGEST}")
    chosen = {"speaker": (speaker,)} if speaker else {}
    near = workspace.nearest_quotations(sentence, filters=chosen) if sentence else ()
    rows = [said.row(each, number, ui) for number, each in enumerate(near, start=1)]
    return render_template("said.html", sentence=sentence, speaker=speaker, rows=rows, longest=LONGEST)
