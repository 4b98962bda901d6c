"""Where the archives of tests of commands and pages lie: in folders, or on servers."""

from __future__ import annotations

import os

#: Set where $MURAGAT_STORE and $MURAGAT_ENGINE are meant for the tests.
VARIABLE = "MURAGAT_TEST_SERVERS"


def on_servers() -> bool:
    return bool(os.environ.get(VARIABLE))


def servers() -> dict[str, str]:
    """Arguments of ``Workspace.open`` that put an archive on the servers; none without them."""
    if not on_servers():
        return {}
    return {"store": os.environ["MURAGAT_STORE"], "engine": os.environ["MURAGAT_ENGINE"]}
