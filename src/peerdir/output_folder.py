"""A folder of pages on the disk: which files in it are ours, and a build that changes it once all of it is made.

A build is written to a hidden folder inside, page by page as the pages come, so that any number of them fits into
memory. Only when the last one is there are those that differ moved to their places, which takes a moment. Whatever
stops a build before that leaves the pages as they were; what stops it in that moment leaves whole pages, old and new,
and the next build finishes.
"""

import contextlib
import functools
import gc
import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from peerdir.apart import of_each, workers
from peerdir.output import OutputRefusedError, uninterrupted, write_file

# The list of what a build wrote, kept inside its folder: only those files may be replaced or removed by the next.
MANIFEST = ".peerdir-pages.json"
STAGING = ".peerdir-build-"
# Sharing out costs as much as making some hundreds of pages.
MANY = 500
# A page can leave some kilobytes in circles, which nobody takes away unasked (`__main__`); after so many names we do.
TIDIED = 100
Staged = Iterable[tuple[str, bool]]
"""The paths of pages, and whether each differs from what is there."""


def write_pages(
    target: Path, pages: Iterable[tuple[str, bytes]], audience: str = "public", *, made_of: Iterable[str] = ()
) -> int:
    """Write a folder of pages, given as paths and contents; return how many files changed.

    Pages of an earlier build that are gone are removed. `made_of` is everything the pages depend on, for `is_current`.

    Raises OutputRefusedError when the folder holds files that no build of ours has written, or pages for another
    audience, so that no page for staff is ever left among public ones.
    """
    return _build(target, lambda beside: ((path, beside.put(path, made)) for path, made in pages), audience, made_of)


def make_pages(
    target: Path, makers: Mapping[str, Callable[[], bytes]], audience: str = "public", *, made_of: Iterable[str] = ()
) -> int:
    """Do the same with pages that are still to be made, by as many processes as help; `makers` are by path.

    Pages whose files are called alike are made by the same process, one after another: they show the same program. What
    making a page raises is raised.
    """
    alike: dict[str, list[str]] = {}
    for path in makers:
        alike.setdefault(path.rpartition("/")[2].partition(".")[0], []).append(path)

    def stage(beside: "_Beside") -> Staged:
        def put(names: Sequence[str]) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
            for number, name in enumerate(names, 1):
                yield name, [(path, beside.put(path, makers[path]())) for path in alike[name]]
                if number % TIDIED == 0:
                    gc.collect(0)

        found = of_each(list(alike), put, workers() if len(makers) > MANY else 1)
        return (one for staged in found.values() for one in staged)

    # Only what pages leave behind is looked through, not all that they are made of.
    gc.freeze()
    try:
        return _build(target, stage, audience, made_of)
    finally:
        gc.unfreeze()


def _build(target: Path, stage: Callable[["_Beside"], Staged], audience: str, made_of: Iterable[str]) -> int:
    before = _manifest(target)
    _check_folder(target, before, audience)
    ours = frozenset(_pages_of(before))
    target.mkdir(parents=True, exist_ok=True)
    for left in target.glob(f"{STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)
    staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=target))
    try:
        staged = dict(stage(_Beside(target, staging, ours)))
        changed = [path for path, differs in staged.items() if differs]
        with uninterrupted():
            # What is about to be there is ours before it is there, so that a build that was stopped can be made again.
            _write_manifest(target, {"audience": audience, "pages": sorted(ours | staged.keys())})
            _move(target, staging, changed)
            for path in ours - staged.keys():
                if _is_inside(target, path):
                    (target / path).unlink(missing_ok=True)
            states = dict(_states(target, sorted(staged)))
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
    return len(pages) if all(state == pages[path] for path, state in _states(target, pages)) else None


def digest(made_of: Iterable[str]) -> str:
    """Sum up what pages are made of; "" for nothing known, which is never the same as anything."""
    parts = [part.encode("utf-8", "surrogatepass") for part in made_of]
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest() if parts else ""


@dataclass(frozen=True)
class _Beside:
    """The hidden folder for pages that differ from those in the `target`; `ours` are the paths an earlier build wrote.

    What is the same for all pages of a folder is found out once: there may be a hundred thousand.
    """

    target: Path
    staging: Path
    ours: Container[str]
    _inside: dict[str, bool] = field(default_factory=dict)

    def put(self, path: str, content: bytes) -> bool:
        """Write a page if it differs from what is there; tell whether it does."""
        if not _differs(f"{self.target}{os.sep}{path}", content):
            return False
        self._check(path)
        try:
            with open(f"{self.staging}{os.sep}{path}", "wb", buffering=0) as file:
                file.write(content)
        except OSError as error:
            # The name people gave, not ours.
            raise OSError(error.errno, error.strerror, str(self.target / path)) from error
        return True

    def _check(self, path: str) -> None:
        """Refuse to write over what is not ours, or out of the folder; make sure there is a folder beside."""
        folder = path.rpartition("/")[0]
        if folder not in self._inside:
            self._inside[folder] = _holds(self.target, folder)
            (self.staging / folder).mkdir(parents=True, exist_ok=True)
        place = f"{self.target}{os.sep}{path}"
        if not self._inside[folder] or os.path.islink(place):
            raise OutputRefusedError(f"{place} leads out of the folder; remove the link")
        if path not in self.ours and os.path.exists(place):
            raise OutputRefusedError(f"{place} is not from an earlier build; move it away or name another folder")


def _move(target: Path, staging: Path, changed: Iterable[str]) -> None:
    # What is not there yet moves as a whole: all of a first build in a few steps.
    new = frozenset(name for name in os.listdir(staging) if not os.path.lexists(target / name))
    for name in new:
        os.replace(staging / name, target / name)
    make = functools.cache(lambda folder: (target / folder).mkdir(parents=True, exist_ok=True))
    for path in (path for path in changed if path.partition("/")[0] not in new):
        make(path.rpartition("/")[0])
        place, staged = f"{target}{os.sep}{path}", f"{staging}{os.sep}{path}"
        with contextlib.suppress(FileNotFoundError):
            os.chmod(staged, os.stat(place).st_mode & 0o777)
        os.replace(staged, place)


def _check_folder(target: Path, before: Mapping[str, Any] | None, audience: str) -> None:
    if before is None and target.is_dir() and any(not path.name.startswith(STAGING) for path in target.iterdir()):
        raise OutputRefusedError(f"the folder {target} holds other files; name an empty folder or a new one")
    if before and before.get("audience") != audience:
        raise OutputRefusedError(f"the folder {target} holds pages for another audience; name another folder")


def _differs(place: str, content: bytes) -> bool:
    try:
        status = os.stat(place)
        if not stat.S_ISREG(status.st_mode) or status.st_size != len(content):
            return True
        with open(place, "rb", buffering=0) as file:
            return file.read() != content
    except OSError:
        return True


def _is_inside(target: Path, path: str) -> bool:
    """Tell whether a page stays inside the folder, links on the way included."""
    return _holds(target, path.rpartition("/")[0]) and not (target / path).is_symlink()


def _holds(target: Path, folder: str) -> bool:
    return (target / folder).resolve().is_relative_to(target.resolve())


def _states(target: Path, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each page with what tells one state of it from another, as far as a look at it can; "" if it is not there.

    A folder is read as a whole, which takes a third of the time.
    """
    states = functools.cache(lambda folder: dict(_states_in(target / folder)))
    for path in paths:
        folder, _, name = path.rpartition("/")
        yield path, states(folder).get(name, "")


def _states_in(folder: Path) -> Iterator[tuple[str, str]]:
    with contextlib.suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            status = entry.stat(follow_symlinks=False)
            yield entry.name, f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size}"


def _write_manifest(target: Path, listed: Mapping[str, Any]) -> None:
    write_file(target / MANIFEST, json.dumps(listed, separators=(",\n", ": ")).encode(), durable=False)


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
