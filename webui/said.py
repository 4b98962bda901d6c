"""A sentence beside the quotations it may come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from messages import text
from webui import quoting
from webui.marking import marked

if TYPE_CHECKING:
    from webui.quoting import Said
    from workspace.nearest import Near

#: From this share of its words in common on, a sentence is called alike.
ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Row:
    """``typed``: the sentence with the words that the quotation has not; ``card``: the quotation with the
    words that the sentence has not; ``verdict`` in words."""

    verdict: str
    typed: Markup
    card: Said


def row(near: Near, number: int, lang: str) -> Row:
    quoted = near.quoted
    if near.verbatim:
        verdict = "said.verbatim" if quoted.quotation.kind == "direct" else "said.verbatim_reported"
    else:
        verdict = "said.alike" if near.likeness >= ALIKE else "said.far"
    card = quoting.said(quoted.article, quoted.quotation, number, lang, near.said, "ins")
    per_cent = round(100 * near.likeness)
    return Row(text(verdict, lang, n=per_cent), marked(near.sentence, near.typed, "del"), card)
