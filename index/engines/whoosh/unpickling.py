"""Whoosh's files are pickles, and a pickle may name any function of the machine and have it called.

An index that came from elsewhere must not get that far: only the few classes that our own indexes are made
of are loaded, anything else counts as damage (the index is then missing, and made again from the store).
"""

from __future__ import annotations

import io
import pickle
from typing import IO, Any

#: Every class that a file of ours names; none of them does anything when it is made.
KNOWN = frozenset(
    (
        ("array", "_array_reconstructor"),
        ("array", "array"),
        ("builtins", "int"),
        ("builtins", "set"),
        ("builtins", "frozenset"),
        ("collections", "defaultdict"),
        ("index.engines.whoosh.values", "PackedValues"),
        ("whoosh.codec.whoosh3", "W3Codec"),
        ("whoosh.codec.whoosh3", "W3Segment"),
    )
)


class _Known(pickle.Unpickler):
    def find_class(self, module: str, name: str, /) -> Any:
        found = _found.get((module, name))
        if found is None:
            if (module, name) not in KNOWN:
                raise pickle.UnpicklingError(f"{module}.{name} is not of an index of ours")
            found = _found[module, name] = super().find_class(module, name)
        return found


#: Classes that were looked up before: a search reads thousands of lists.
_found: dict[tuple[str, str], Any] = {}


def load(file: IO[bytes]) -> Any:
    """What ``pickle.load`` gives, or UnpicklingError when it would need anything but ``KNOWN``."""
    return _Known(file).load()


def loads(data: bytes | memoryview) -> Any:
    """What ``pickle.loads`` gives, or UnpicklingError.

    >>> loads(pickle.dumps({"сөз": 7}))
    {'сөз': 7}
    >>> loads(pickle.dumps(print))
    Traceback (most recent call last):
    _pickle.UnpicklingError: builtins.print is not of an index of ours
    """
    return _Known(io.BytesIO(data)).load()


def load_both(data: bytes | memoryview) -> tuple[Any, Any]:
    """Two values that stand behind each other.

    >>> load_both(pickle.dumps("сөз") + pickle.dumps([7]))
    ('сөз', [7])
    """
    file = io.BytesIO(data)
    return _Known(file).load(), _Known(file).load()


def guard() -> None:
    """Make Whoosh itself load its files so. Its modules took ``load`` and ``loads`` by name when imported."""
    import whoosh.codec.whoosh3
    import whoosh.columns
    import whoosh.filedb.structfile

    for module in (whoosh.codec.whoosh3, whoosh.columns, whoosh.filedb.structfile):
        for name, ours in (("load", load), ("loads", loads)):
            if getattr(module, name, None) is getattr(pickle, name):
                setattr(module, name, ours)
