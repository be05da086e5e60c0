"""Small files kept beside the search index, for this user only: the ids that a search has shown last.

What was searched for is not kept here. A cache that cannot be written keeps nothing, and nobody is told.
"""

import binascii
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    Folder = str | os.PathLike[str]

FOUND = "found"


def file_of(cache: "Folder", root: "Folder", what: str) -> str:
    """Return the path of a small file about the directory in `root`."""
    name = binascii.crc32(os.fsencode(os.path.abspath(root)))  # noqa: PTH100 - pathlib takes longer to import
    return os.path.join(cache, f"{name:08x}.{what}")  # noqa: PTH118


def store(path: str, text: str) -> bool:
    """Write a file whole or not at all, readable by nobody else; tell whether that worked."""
    temporary = f"{path}-{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
        os.replace(temporary, path)  # noqa: PTH105
    except OSError:
        return False
    return True


def recall(path: str) -> str:
    """Return what a file holds; nothing when there is none, or when it is damaged."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read(1 << 20).decode("utf-8", "ignore")
    except OSError:
        return ""


def keep_found(cache: "Folder | None", root: "Folder", ids: "Iterable[str]") -> None:
    """Keep the ids that were shown, in their order, so that `show 2` knows the second."""
    if cache is not None:
        store(file_of(cache, root, FOUND), "".join(f"{id_}\n" for id_ in ids))


def last_found(cache: "Folder | None", root: "Folder") -> list[str]:
    """Return the ids that the last search showed, in their order."""
    return recall(file_of(cache, root, FOUND)).split() if cache is not None else []
