"""The picture that staff put on the cover: what it may be, and where the typesetter finds it."""

import functools
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typst

from peerdir import limits
from peerdir.render import typesetting

KINDS = {".svg": "SVG", ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
SIGNATURES = {"PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff"}
FRAMES = {0xC0, 0xC1, 0xC2}  # the segments of a JPEG that tell how large it is
STANDALONE = {0x01, 0xFF, *range(0xD0, 0xD9)}


def named(name: str | None, templates: Path, root: Path) -> str | None:
    """Return a picture beside look.yaml as the template names it, from the root of its project."""
    return f"/{(templates / name).resolve().relative_to(root.resolve()).as_posix()}" if name else None


def fault(file: Path) -> str:
    """Return what is wrong with a picture, or nothing."""
    kind = KINDS.get(file.suffix.lower())
    if not kind:
        return f"{file.name!r} should be a picture that ends in {', '.join(KINDS)}"
    if file.stat().st_size > limits.PICTURE:
        return f"{file.name!r} is too large; the limit is {limits.PICTURE // 1024:,} KiB, so save it smaller"
    status = file.stat()
    wrong = _fault(file, kind, status.st_mtime_ns, status.st_size)
    return f"{file.name!r} {wrong}" if wrong else ""


# A preview asks of the same picture again and again.
@functools.lru_cache(maxsize=8)
def _fault(file: Path, kind: str, _written: int, _bytes: int) -> str:
    content = file.read_bytes()
    if not content.startswith(SIGNATURES.get(kind, b"")):
        return f"is not a {kind} picture, whatever its name says; save it as one anew"
    try:
        width, height = _dots(content) if kind != "SVG" else (0, 0)
    except (struct.error, StopIteration):
        return f"is a {kind} picture that is damaged; save it anew"
    if width * height > limits.PICTURE_DOTS:
        return f"has {width} by {height} dots; {limits.PICTURE_DOTS:,} are the limit, so save it smaller"
    return _refused(file)


def _dots(content: bytes) -> tuple[int, int]:
    """Return the width and height of a PNG or JPEG in dots."""
    if content.startswith(SIGNATURES["PNG"]):
        width, height = struct.unpack_from(">LL", content, 16)
        return width, height
    start = next(start for marker, start in _segments(content) if marker in FRAMES)
    height, width = struct.unpack_from(">HH", content, start + 3)
    return width, height


def _segments(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield the markers of a JPEG and where the length behind each begins."""
    at = 2
    while at + 4 <= len(content):
        marker = content[at + 1]
        yield marker, at + 2
        at += 2 if marker in STANDALONE else 2 + struct.unpack_from(">H", content, at + 2)[0]


def _refused(file: Path) -> str:
    """Ask the typesetter whether it can print a picture in a file that is an archive copy."""
    name = json.dumps(file.name, ensure_ascii=False)
    page = f'#set document(title: "-")\n#image({name}, alt: "-", width: 1in)'
    asked: Any = list(typesetting.STANDARDS)
    try:
        compiler = typst.Compiler(page.encode(), root=file.parent, ignore_system_fonts=True)
        compiler.compile(format="pdf", pdf_standards=asked, timestamp=0)
    except typst.TypstError as error:
        return f"cannot be printed: {error.message}; save it anew"
    return ""
