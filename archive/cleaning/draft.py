"""The text of an article while it is being cleaned, and what was done to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from archive.model import CleaningStep

#: Removed text is kept in the provenance up to this many characters.
NOTE_CHARS = 200


@dataclass(slots=True)
class Draft:
    """Title and body as the rules change them; ``note`` what was changed, nothing is changed in silence."""

    title: str
    body: str
    steps: list[CleaningStep] = field(default_factory=list)

    def note(self, rule: str, text: str = "", count: int = 1) -> None:
        self.steps.append(CleaningStep(rule, text[:NOTE_CHARS], count))
