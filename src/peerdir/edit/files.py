"""A file that was not there before, put in its place in one step and never over another; and one taken away."""

import contextlib
import os
import secrets
from pathlib import Path

from peerdir.output import ChangedMeanwhileError, locked, sync, unchanged, uninterrupted, write_new


def create(target: Path, content: bytes) -> None:
    """Write a new file whole or not at all. Raises ChangedMeanwhileError when one stands there, OSError as it comes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with locked(target.parent), uninterrupted():
        temporary = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
        try:
            write_new(temporary, content, durable=True)
            _place(temporary, target, content)
        except FileExistsError as error:
            raise ChangedMeanwhileError(f"{target} is there already; it is left as it is") from error
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(target)) from error
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        sync(target.parent)


def _place(temporary: Path, target: Path, content: bytes) -> None:
    """Give the file its name; a second name for one file fails where that name is taken, as a move would not."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without second names, such as that of a memory stick
        try:
            write_new(target, content, durable=True)
        except FileExistsError:
            raise
        except OSError:
            target.unlink(missing_ok=True)
            raise


def delete(target: Path, before: bytes) -> None:
    """Take away a file that still holds `before`. Raises ChangedMeanwhileError when it holds something else."""
    with locked(target.parent), uninterrupted():
        unchanged(target, before)
        target.unlink()
        sync(target.parent)
