"""Writing what was made: every file whole or not at all, and never over somebody else's."""

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

# The list of what a build wrote, kept inside its folder: only those files may be replaced or removed by the next.
MANIFEST = ".peerdir-pages.json"
READABLE_BY_ALL = 0o644


class OutputRefusedError(Exception):
    """Writing here would destroy something that is not ours; the message says what."""


def write_file(target: Path, content: bytes, *, durable: bool = True) -> None:
    """Write one file beside its place and move it there in one step; a durable one is on the disk before it moves."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error  # the name people gave, not ours
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        mode = target.stat().st_mode & 0o777 if target.exists() else READABLE_BY_ALL
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def write_pages(target: Path, pages: Mapping[str, bytes]) -> int:
    """Write a folder of pages; return how many files changed. Pages of an earlier build that are gone are removed.

    Raises OutputRefusedError when the folder holds files that no build of ours has written.
    """
    before = _manifest(target)
    if target.is_dir() and before is None and any(target.iterdir()):
        raise OutputRefusedError(f"the folder {target} holds other files; name an empty folder or a new one")
    written = 0
    for path, content in pages.items():
        file = target / path
        if not (file.is_file() and file.read_bytes() == content):
            if file.exists() and path not in (before or ()):
                raise OutputRefusedError(f"{file} is not from an earlier build; move it away or name another folder")
            write_file(file, content, durable=False)
            written += 1
    for path in set(before or ()) - set(pages):
        (target / path).unlink(missing_ok=True)
    write_file(target / MANIFEST, json.dumps(sorted(pages), indent=0).encode())
    return written


def _manifest(target: Path) -> list[str] | None:
    """The pages an earlier build wrote; a path that would lead out of the folder is not one of them."""
    try:
        listed = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(listed, list):
        return None
    return [
        path
        for path in listed
        if isinstance(path, str) and not Path(path).is_absolute() and ".." not in Path(path).parts
    ]
