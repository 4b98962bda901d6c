"""Sets of article numbers as integers: bit n stands for number n. Union, intersection and count are fast."""

from __future__ import annotations

from collections.abc import Iterable

_BITS = [tuple(place for place in range(8) if byte >> place & 1) for byte in range(256)]


def from_numbers(numbers: Iterable[int], size: int) -> int:
    """The set of ``numbers``, all below ``size``.

    >>> from_numbers([0, 3], 8)
    9
    """
    table = bytearray((size >> 3) + 1)
    for number in numbers:
        table[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(table, "little")


def to_numbers(bits: int) -> list[int]:
    """Members in rising order.

    >>> to_numbers(9)
    [0, 3]
    """
    numbers: list[int] = []
    for place, byte in enumerate(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        if byte:
            base = place << 3
            numbers.extend([base + bit for bit in _BITS[byte]])
    return numbers
