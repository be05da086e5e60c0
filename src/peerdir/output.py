"""Writing what was made: every file whole or not at all, and never over somebody else's."""

import contextlib
import errno
import json
import os
import secrets
import signal
import stat
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

try:
    import fcntl
except ImportError:  # Windows has no such lock.
    fcntl = None  # type: ignore[assignment]

# The list of what a build wrote, kept inside its folder: only those files may be replaced or removed by the next.
MANIFEST = ".peerdir-pages.json"


class ChangedMeanwhileError(Exception):
    """Somebody else has changed the file since it was read; the message says so."""


class OutputRefusedError(OSError):
    """Writing here would destroy something that is not ours; the message says what."""


def write_file(target: Path, content: bytes, *, durable: bool = True) -> None:
    """Write one file beside its place and move it there in one step; a durable one is on the disk before it moves.

    Raises OutputRefusedError when something stands there that is no regular file.
    """
    if target.exists() and not target.is_file():
        raise OutputRefusedError(f"{target} is no regular file; name another one")
    temporary = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(temporary, content, durable)
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise OSError(error.errno, error.strerror, str(target)) from error  # the name people gave, not ours
        raise


def _write(path: Path, content: bytes, durable: bool) -> None:
    with path.open("xb") as file:
        file.write(content)
        if durable:
            file.flush()
            os.fsync(file.fileno())


def replace_file(target: Path, before: bytes, after: bytes) -> None:
    """Put `after` in the place of a file that holds `before`; its rights stay as they are.

    Raises ChangedMeanwhileError when it holds something else by now, and OSError when it cannot be written.
    """
    with _locked(target.parent), _uninterrupted():
        mode = _unchanged(target, before)
        temporary = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
        try:
            _write(temporary, after, durable=True)
            temporary.chmod(mode)
            _unchanged(target, before)
            temporary.replace(target)
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(target)) from error
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        _sync(target.parent)


def _unchanged(target: Path, before: bytes) -> int:
    """Return the rights of a file that still holds `before` and may be written."""
    try:
        status = target.lstat()
        same = stat.S_ISREG(status.st_mode) and target.read_bytes() == before
    except FileNotFoundError:
        same = False
    if not same:
        raise ChangedMeanwhileError(f"{target} was changed by somebody else meanwhile; it is left as it is")
    # Moving a new file there takes no right to write the old one; who took that right away meant it.
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is read-only", str(target))
    return stat.S_IMODE(status.st_mode)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Let in one writer of ours at a time, where the system can."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Put off Ctrl-C and a polite kill until the file is in its place, so that no scrap of it stays."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _sync(folder: Path) -> None:
    """Have the disk keep the move itself, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_pages(target: Path, pages: Mapping[str, bytes], audience: str = "public") -> int:
    """Write a folder of pages; return how many files changed. Pages of an earlier build that are gone are removed.

    Raises OutputRefusedError when the folder holds files that no build of ours has written, or pages for another
    audience, so that no page for staff is ever left among public ones.
    """
    before = _manifest(target)
    if before is None and target.is_dir() and any(target.iterdir()):
        raise OutputRefusedError(f"the folder {target} holds other files; name an empty folder or a new one")
    if before and before.get("audience") != audience:
        raise OutputRefusedError(f"the folder {target} holds pages for another audience; name another folder")
    ours = set(_pages_of(before))
    changed = [path for path, content in pages.items() if _differs(target / path, content)]
    for path in changed:
        _check_place(target, path, ours)
    # What is about to be there is ours before it is there, so that a build that was stopped can be made again.
    _write_manifest(target, ours | set(pages), audience)
    for path in changed:
        write_file(target / path, pages[path], durable=False)
    for path in ours - set(pages):
        if _is_inside(target, path):
            (target / path).unlink(missing_ok=True)
    _write_manifest(target, set(pages), audience)
    return len(changed)


def _differs(file: Path, content: bytes) -> bool:
    return not (file.is_file() and file.read_bytes() == content)


def _check_place(target: Path, path: str, ours: Container[str]) -> None:
    if not _is_inside(target, path):
        raise OutputRefusedError(f"{target / path} leads out of the folder; remove the link")
    if (target / path).exists() and path not in ours:
        raise OutputRefusedError(f"{target / path} is not from an earlier build; move it away or name another folder")


def _is_inside(target: Path, path: str) -> bool:
    """Tell whether a page stays inside the folder, links on the way included."""
    return (target / path).parent.resolve().is_relative_to(target.resolve()) and not (target / path).is_symlink()


def _write_manifest(target: Path, pages: Iterable[str], audience: str) -> None:
    listed = {"audience": audience, "pages": sorted(pages)}
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
    for path in pages if isinstance(pages, list) else ():
        if isinstance(path, str) and not Path(path).is_absolute() and ".." not in Path(path).parts:
            yield path
