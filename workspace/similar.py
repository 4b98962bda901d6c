"""What else has the text of an article, as people see it; and hits of one text folded under the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from archive.duplicates import Piece, changes

if TYPE_CHECKING:
    from archive.store.similar import Alike, AlsoIn, Group
    from workspace.core import Workspace

#: So many of a group are named in a list of hits.
NAMED = 20


@dataclass(frozen=True, slots=True)
class Folded:
    """Hits of one page by what they are: ``shown`` ids, each with the ids ``under`` it that this page holds
    too, and the ``groups`` of those that have one."""

    shown: tuple[str, ...]
    under: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, Group]


def folded(workspace: Workspace, ids: Sequence[str], fold: bool = True) -> Folded:
    """The hits of a page with those of one text under the first of them; all of them without ``fold``. Counts
    stay as they are: folding is a matter of display."""
    groups = workspace.similar.groups_of(ids)
    first: dict[str, str] = {}
    under: dict[str, tuple[str, ...]] = {}
    for id in ids:
        head = groups[id].head if id in groups else id
        leader = first.setdefault(head, id) if fold else id
        under[leader] = under.get(leader, ()) + ((id,) if leader != id else ())
    return Folded(tuple(under), under, groups)


def elsewhere(workspace: Workspace, groups: Mapping[str, Group]) -> dict[str, tuple[str, ...]]:
    """For each article that has a group, the ids of the others of it, at most ``NAMED``."""
    return {id: tuple(each for each in group.ids if each != id)[:NAMED] for id, group in groups.items()}


def differences(workspace: Workspace, one: str, other: str) -> list[list[Piece]]:
    """What must be changed in one article's text to have another's, by paragraphs; ArticleNotFound."""
    old, new = workspace.article(one), workspace.article(other)
    return changes(f"{old.title}\n{old.body}", f"{new.title}\n{new.body}")


def also_json(also: AlsoIn) -> dict[str, Any]:
    """``also_in`` of the API and of ``similar --json``."""
    return {"total": also.total, "sources": also.sources, "items": [alike_json(each) for each in also.items]}


def alike_json(each: Alike) -> dict[str, Any]:
    return asdict(each)


def group_json(group: Group) -> dict[str, Any]:
    """One group of ``similar --json``."""
    return {"head": group.head, "articles": group.size, "sources": group.sources, "ids": list(group.ids)}
