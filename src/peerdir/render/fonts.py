"""Which characters can be printed on paper, read from the fonts themselves."""

import functools
import re
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ADVICE = "replace it, or add a font that has it to the folder fonts of your own templates (--templates)"
SUFFIXES = {".ttf", ".otf"}
FORBIDDEN = {0, 0xFEFF, *range(0xE000, 0xF900)}  # no character, the mark of byte order, and those for private use
SEEN = "\u1680\x1c\x1d\x1e\x1f"  # count as spaces, but the typesetter looks for a glyph
UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f]")


def folder(templates: Path) -> Path:
    """Return where the fonts are with which everything on paper is printed."""
    return templates / "booklet" / "fonts"


def files(folder: Path) -> tuple[tuple[Path, int, int], ...]:
    """Return the fonts under a folder, each with when it was written and its size: a preview may find others later."""
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    return tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in found)


def printable(folder: Path) -> frozenset[int]:
    """Return the code points that at least one font under `folder` has, but for those that PDF/A forbids."""
    return _printable(files(folder))


@functools.lru_cache(maxsize=8)
def _printable(files: tuple[tuple[Path, int, int], ...]) -> frozenset[int]:
    return frozenset(code for file, *_ in files for code in characters(file.read_bytes()) if code not in FORBIDDEN)


def missing(text: str, known: frozenset[int]) -> str:
    """Return the first character of `text` that would print as a box, or an empty string."""
    return next((char for char in text if ord(char) not in known and not _unseen(char)), "")


def lacking(content: Any, known: frozenset[int]) -> str:
    """Name the first character in plain data that would print as a box, and the text it is in; else return ""."""
    for text in strings(content):
        if char := missing(text, known):
            return f"the character {char!r} (U+{ord(char):04X}) in {text[:60]!r}"
    return ""


def strings(content: Any) -> Iterator[str]:
    """Yield every text in plain data."""
    match content:
        case str():
            yield content
        case Mapping():
            for part in content.values():
                yield from strings(part)
        case list() | tuple():
            for part in content:
                yield from strings(part)


def _unseen(char: str) -> bool:
    """Spaces, line ends, direction marks, joiners and variation selectors need no glyph."""
    return (char.isspace() and char not in SEEN) or bool(UNSEEN.match(char))


def characters(font: bytes) -> Iterator[int]:
    """Yield the code points in the character map of a TrueType or OpenType font (formats 4 and 12)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    for number in range(struct.unpack_from(">H", font, start + 2)[0]):
        platform, _, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * number)
        kind = struct.unpack_from(">H", font, start + offset)[0]
        if platform in (0, 3) and kind == 12:
            yield from _groups(font, start + offset)
        elif platform in (0, 3) and kind == 4:
            yield from _segments(font, start + offset)


def _groups(font: bytes, at: int) -> Iterator[int]:
    for number in range(struct.unpack_from(">L", font, at + 12)[0]):
        first, last, _ = struct.unpack_from(">LLL", font, at + 16 + 12 * number)
        yield from range(first, last + 1)


def _segments(font: bytes, at: int) -> Iterator[int]:
    """Format 4: a segment either adds `delta` to the code or looks the glyph up; glyph 0 is the missing one."""
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    lasts, firsts, deltas, ranges = (at + 14 + 2 * (count * i + (i > 0)) for i in range(4))
    for segment in range(count):
        last, first, delta, offset = (
            struct.unpack_from(">H", font, base + 2 * segment)[0] for base in (lasts, firsts, deltas, ranges)
        )
        for code in range(first, min(last, 0xFFFE) + 1):
            place = ranges + 2 * segment + offset + 2 * (code - first)
            glyph = struct.unpack_from(">H", font, place)[0] if offset else (code + delta) & 0xFFFF
            if glyph:
                yield code
