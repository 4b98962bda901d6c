"""What became of an article, what is like it, and who may read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from workspace.quoting import Quoting

if TYPE_CHECKING:
    from archive.store.similar import Similar
    from archive.store.versions import Versions
    from workspace.access import Keeper
    from workspace.core import Workspace


class Curating(Quoting):
    """Near duplicates, versions, access."""

    def today(self) -> dt.date:
        """The day that decides about embargoes, by the clock of this machine."""
        return dt.date.today()

    def levels(self, ids: Iterable[str]) -> dict[str, str]:
        from workspace.access import levels_of

        return levels_of(cast("Workspace", self), list(ids))

    @property
    def access(self) -> Keeper:
        """Decisions about who may read what."""
        from workspace.access import Keeper

        return Keeper(self)

    def public(self) -> Workspace:
        """What anybody may see of this archive today; itself where all of it is open."""
        from workspace.public import public_part

        return public_part(cast("Workspace", self))

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
