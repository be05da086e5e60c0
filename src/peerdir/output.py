"""Writing what was made: every file whole or not at all, and never over somebody else's."""

import contextlib
import errno
import os
import secrets
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such lock.
    fcntl = None  # type: ignore[assignment]


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
        write_new(temporary, content, durable)
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise OSError(error.errno, error.strerror, str(target)) from error  # the name people gave, not ours
        raise


def write_new(path: Path, content: bytes, durable: bool) -> None:
    """Write a file that is not there yet; a durable one is on the disk when this returns."""
    with path.open("xb") as file:
        file.write(content)
        if durable:
            file.flush()
            os.fsync(file.fileno())


def replace_file(target: Path, before: bytes, after: bytes) -> None:
    """Put `after` in the place of a file that holds `before`; its rights stay as they are.

    Raises ChangedMeanwhileError when it holds something else by now, and OSError when it cannot be written.
    """
    with locked(target.parent), uninterrupted():
        mode = unchanged(target, before)
        temporary = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
        try:
            write_new(temporary, after, durable=True)
            temporary.chmod(mode)
            unchanged(target, before)
            temporary.replace(target)
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(target)) from error
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        sync(target.parent)


def unchanged(target: Path, before: bytes) -> int:
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
def locked(folder: Path) -> Iterator[None]:
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
def uninterrupted() -> Iterator[None]:
    """Put off Ctrl-C and a polite kill until the file is in its place, so that no scrap of it stays."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def sync(folder: Path) -> None:
    """Have the disk keep the move itself, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
