"""What became of an article, and what is like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workspace.quoting import Quoting

if TYPE_CHECKING:
    from archive.store.similar import Similar
    from archive.store.versions import Versions


class Curating(Quoting):
    """Near duplicates and versions."""

    @property
    def similar(self) -> Similar:
        """What has nearly the same text."""
        from archive.store.similar import Similar

        return Similar(self.store)

    @property
    def versions(self) -> Versions:
        """What articles said before they were changed."""
        from archive.store.versions import Versions

        return Versions(self.store)
