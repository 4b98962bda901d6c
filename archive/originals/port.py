"""What a place for original bytes must do, wherever it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol


class Originals(Protocol):
    """Packed bytes (zlib) under the SHA-256 of what is packed. Every method raises OriginalsAway when the
    place doesn't answer after its tries."""

    address: str

    def put_many(self, packed: Mapping[str, bytes]) -> None:
        """Keeps bytes under their digests, over what was there; all are safe when it returns."""

    def get(self, digest: str) -> bytes | None:
        """The packed bytes as they are, damaged or not; None when there are none."""

    def delete(self, digests: Iterable[str]) -> tuple[str, ...]:
        """Takes bytes out for good, former versions too; digests of those that the place keeps."""

    def digests(self) -> Iterator[str]:
        """Every digest that is there, in order."""
