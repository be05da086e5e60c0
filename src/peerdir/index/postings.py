"""Sets of programs as bits of one number: a program's row is the bit, and a lower row comes first in every list.

All that a search does with sets (both, either, how many, which fit best) is then one operation of the processor on a
few kilobytes, however many programs there are.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FEW, BITS = b"f", b"b"
WIDTH = 4
BYTE = 8


def pack(rows: int) -> bytes:
    """Return a set as bytes: the rows one by one where they are few, else the bits."""
    number, size = rows.bit_count(), (rows.bit_length() + BYTE - 1) // BYTE
    if number * WIDTH * BYTE < size:
        return FEW + b"".join(row.to_bytes(WIDTH, sys.byteorder) for row in members(rows))
    return BITS + rows.to_bytes(size, "little")


def unpack(packed: bytes) -> int:
    """Return the set that `pack` packed on the same kind of machine. Raises ValueError for anything else."""
    if packed[:1] == BITS:
        return int.from_bytes(packed[1:], "little")
    if packed[:1] != FEW or len(packed) % WIDTH != 1:
        raise ValueError("no set of rows")
    return collect(memoryview(packed)[1:].cast("I")) if len(packed) > 1 else 0


def collect(rows: "Iterable[int]") -> int:
    """Make a set of rows."""
    known = list(rows)
    bits = bytearray(max(known, default=0) // BYTE + 1)
    for row in known:
        bits[row // BYTE] |= 1 << row % BYTE
    return int.from_bytes(bits, "little")


def union(sets: "Iterable[int]") -> int:
    """Return the rows that are in one of the sets."""
    rows = 0
    for found in sets:
        rows |= found
    return rows


def members(rows: int) -> "Iterator[int]":
    """Yield the rows of a set, the lowest first."""
    bits = bin(rows)[:1:-1]
    row = bits.find("1")
    while row >= 0:
        yield row
        row = bits.find("1", row + 1)


class Scores:
    """The points of every row at once, written as binary digits: one set of rows for each digit."""

    def __init__(self) -> None:
        self.digits: list[int] = []

    def add(self, rows: int, points: int) -> None:
        """Give each row of a set so many points."""
        for place in range(points.bit_length()):
            if points >> place & 1:
                self._carry(rows, place)

    def _carry(self, rows: int, place: int) -> None:
        while rows:
            if place >= len(self.digits):
                self.digits += [0] * (place + 1 - len(self.digits))
            both = self.digits[place] & rows
            self.digits[place] ^= rows
            rows, place = both, place + 1

    def groups(self, rows: int, least: int = 0) -> "Iterator[tuple[int, int]]":
        """Yield the points there are and the rows of a set that have them, most points first.

        The digits below `least` do not count: rows that differ in them only are one group.
        """
        waiting = [(len(self.digits), 0, rows)]
        while waiting:
            place, points, group = waiting.pop()
            if not group:
                continue
            if place <= least:
                yield points << min(place, least), group
                continue
            digit = self.digits[place - 1]
            waiting.append((place - 1, points << 1, group & ~digit))
            waiting.append((place - 1, points << 1 | 1, group & digit))

    def of(self, row: int) -> int:
        """Return the points of one row."""
        return sum((digit >> row & 1) << place for place, digit in enumerate(self.digits))
