"""The files of a directory and what is in them, or why that cannot be read; texts may stand in for files."""

import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from peerdir import limits
from peerdir.diagnostic import START, Problem, Severity
from peerdir.folders import FOLDERS
from peerdir.reading.layout import File, file_at, find_files
from peerdir.reading.source import Source

ORDER = ("directory", *FOLDERS.values())


def find(root: Path, texts: Mapping[str, bytes | None] = MappingProxyType({})) -> Sequence[File]:
    """Return the files there are, without those that are not to be there, with those that are only in `texts`."""
    found = {file.path: file for file in find_files(root) if file.path not in texts or texts[file.path] is not None}
    added = {path: file for path in texts if texts[path] is not None and (file := file_at(path))}
    # In one order, whatever is given: of two entries the rules that compare blame the later one.
    return sorted((found | added).values(), key=lambda file: (ORDER.index(file.kind), file.path))


def raw(root: Path, file: File, texts: Mapping[str, bytes | None] = MappingProxyType({})) -> bytes | Source:
    """Return what is in a file, or why that cannot be read: a link, a pipe or a file too large is never opened."""
    text, path, size = texts.get(file.path), root / file.path, limits.SIZES[file.kind]
    if text is not None:
        return text
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return _unread("not-a-file", "this is not a regular file; a directory holds files only, no links")
        if status.st_size > size.bytes:
            return _unread("too-large", f"the file has {status.st_size:,} bytes; the limit is {size.bytes:,}")
        return path.read_bytes()
    except OSError as error:
        return _unread("unreadable", f"this file cannot be read: {error.strerror}")


def _unread(rule: str, message: str) -> Source:
    return Source(problems=[Problem(START, (), rule, Severity.ERROR, message)])
