"""A folder of pages on the disk: which files in it are ours, and a build that changes it once all of it is made.

A build is written to a hidden folder inside, page by page as the pages come, so that any number of them fits into
memory. Only when the last one is there are those that differ moved to their places, which takes a moment. Whatever
stops a build before that leaves the pages as they were; what stops it in that moment leaves whole pages, old and new,
and the next build finishes.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from peerdir.output import OutputRefusedError, uninterrupted, write_file

# The list of what a build wrote, kept inside its folder: only those files may be replaced or removed by the next.
MANIFEST = ".peerdir-pages.json"
STAGING = ".peerdir-build-"


def write_pages(
    target: Path, pages: Iterable[tuple[str, bytes]], audience: str = "public", *, made_of: Iterable[str] = ()
) -> int:
    """Write a folder of pages, given as paths and contents; return how many files changed.

    Pages of an earlier build that are gone are removed. `made_of` is everything the pages depend on, for `is_current`.

    Raises OutputRefusedError when the folder holds files that no build of ours has written, or pages for another
    audience, so that no page for staff is ever left among public ones.
    """
    before = _manifest(target)
    _check_folder(target, before, audience)
    ours = set(_pages_of(before))
    target.mkdir(parents=True, exist_ok=True)
    for left in target.glob(f"{STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)
    staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=target))
    try:
        there, changed = _stage(target, staging, pages, ours)
        with uninterrupted():
            # What is about to be there is ours before it is there, so that a build that was stopped can be made again.
            _write_manifest(target, {"audience": audience, "pages": sorted(ours | there)})
            _move(target, staging, changed)
            for path in ours - there:
                if _is_inside(target, path):
                    (target / path).unlink(missing_ok=True)
            states = {path: _state(target / path) for path in sorted(there)}
            _write_manifest(target, {"audience": audience, "made_of": digest(made_of), "pages": states})
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return len(changed)


def is_current(target: Path, audience: str, made_of: Iterable[str]) -> int | None:
    """Return how many pages there are, if they were made of the same and nobody has touched them since; else None."""
    before, made = _manifest(target) or {}, digest(made_of)
    pages = before.get("pages")
    if not made or before.get("made_of") != made or before.get("audience") != audience or not isinstance(pages, dict):
        return None
    return len(pages) if all(_state(target / path) == state for path, state in pages.items()) else None


def digest(made_of: Iterable[str]) -> str:
    """Sum up what pages are made of; "" for nothing known, which is never the same as anything."""
    parts = [part.encode("utf-8", "surrogatepass") for part in made_of]
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest() if parts else ""


def _stage(
    target: Path, staging: Path, pages: Iterable[tuple[str, bytes]], ours: Container[str]
) -> tuple[set[str], list[str]]:
    """Write the pages that differ from what is there; return the paths of all, and of those."""
    there: set[str] = set()
    changed: list[str] = []
    for path, content in pages:
        there.add(path)
        if _differs(target / path, content):
            _check_place(target, path, ours)
            write_file(staging / path, content, durable=False)
            changed.append(path)
    return there, changed


def _move(target: Path, staging: Path, changed: Iterable[str]) -> None:
    for path in changed:
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            (staging / path).chmod(place.stat().st_mode & 0o777)
        (staging / path).replace(place)


def _check_folder(target: Path, before: Mapping[str, Any] | None, audience: str) -> None:
    if before is None and target.is_dir() and any(not path.name.startswith(STAGING) for path in target.iterdir()):
        raise OutputRefusedError(f"the folder {target} holds other files; name an empty folder or a new one")
    if before and before.get("audience") != audience:
        raise OutputRefusedError(f"the folder {target} holds pages for another audience; name another folder")


def _differs(file: Path, content: bytes) -> bool:
    try:
        return not (file.is_file() and file.stat().st_size == len(content) and file.read_bytes() == content)
    except OSError:
        return True


def _check_place(target: Path, path: str, ours: Container[str]) -> None:
    if not _is_inside(target, path):
        raise OutputRefusedError(f"{target / path} leads out of the folder; remove the link")
    if (target / path).exists() and path not in ours:
        raise OutputRefusedError(f"{target / path} is not from an earlier build; move it away or name another folder")


def _is_inside(target: Path, path: str) -> bool:
    """Tell whether a page stays inside the folder, links on the way included."""
    return (target / path).parent.resolve().is_relative_to(target.resolve()) and not (target / path).is_symlink()


def _state(file: Path) -> str:
    """Tell one state of a page from another, as far as a look at it can."""
    try:
        status = os.lstat(file)
    except OSError:
        return ""
    return f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size}"


def _write_manifest(target: Path, listed: Mapping[str, Any]) -> None:
    write_file(target / MANIFEST, json.dumps(listed, indent=0).encode(), durable=False)


def _manifest(target: Path) -> Mapping[str, Any] | None:
    """What an earlier build wrote; None when there was none."""
    try:
        listed = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return listed if isinstance(listed, dict) else None


def _pages_of(manifest: Mapping[str, Any] | None) -> Iterator[str]:
    pages = manifest.get("pages") if manifest else None
    for path in pages if isinstance(pages, list | dict) else ():
        if isinstance(path, str) and not Path(path).is_absolute() and ".." not in Path(path).parts:
            yield path
