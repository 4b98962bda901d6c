"""A few new or changed articles brought into the indexes without a look at all the others.

A newspaper adds some articles every few minutes; to compare a million revisions each time would take longer
than everything else.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from index.engine import SearchEngine
from workspace.harvesting import stamp
from workspace.indexes import Index, is_current
from workspace.turns import turn

if TYPE_CHECKING:
    from workspace.core import Workspace

#: For more articles the comparison of everything costs little beside the rest.
FEW = 500


def put_few(
    workspace: Workspace, indexes: Sequence[tuple[Index, SearchEngine]], ids: Collection[str]
) -> bool:
    """Brings these articles into the indexes, that of articles first; they were in step with the store
    before, and nothing else has changed since.

    False when that is not enough: there are too many, an older analyzer made an index, or it holds another
    number of articles than the store afterwards. Then everything has to be compared.
    """
    if len(ids) > FEW or not all(is_current(engine) for _, engine in indexes):
        return False
    stamp(workspace, ids)
    workspace.similar.update()
    with turn(workspace.folder):
        for index, engine in indexes if ids else ():
            index.put(engine, ids)
        if indexes[0][1].status().articles != workspace.store.count():
            return False
        workspace.mark_in_step()
    return True
