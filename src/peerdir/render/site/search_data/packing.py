"""Sorted numbers as short text: rows of programs, as the page's script reads them back (`search-index.js`: unpack).

Each number is written as its distance from the one before, in digits of five bits, the lowest first. A digit that
another one follows is a small letter or one of `{|}~_-`; the last one is a capital letter or one of `?@[]^`.
"""

from collections.abc import Iterable

BITS, BASE = 5, 32
MORE, LAST = "abcdefghijklmnopqrstuvwxyz{|}~_-", "ABCDEFGHIJKLMNOPQRSTUVWXYZ?@[]^!"


def pack(rows: Iterable[int]) -> str:
    """Return numbers, each larger than the one before, as text."""
    parts, before = [], -1
    for row in rows:
        parts.append(_number(row - before - 1))
        before = row
    return "".join(parts)


def _number(value: int) -> str:
    digits = ""
    while value >= BASE:
        digits += MORE[value % BASE]
        value >>= BITS
    return digits + LAST[value]
