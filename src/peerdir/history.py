"""What git knows of a directory: which files differ from a revision. git lives here, and only its quiet commands.

A repository's own settings can name programs that git runs for `status` or `diff`. The commands used here run none:
they read commits and trees, and files are compared by the hash git would give them.
"""

import hashlib
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from peerdir.layout import file_at, find_files

QUIET = ("git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
SECONDS = 60


class HistoryError(Exception):
    """git cannot answer; the message says why and what to do."""


class Changes(NamedTuple):
    """What differs from a revision, by paths relative to the directory.

    `before` holds the texts of the files that were changed or deleted since, and None for those that were added;
    `note` says what the comparison was made with, if it could not be made as asked.
    """

    before: Mapping[str, bytes | None]
    note: str | None = None


def changes_since(root: Path, revision: str) -> Changes:
    """Compare the files in `root` with those at the place where this branch left `revision`.

    In a shallow clone that place may be missing; then `revision` itself is compared, and the note says so. Raises
    HistoryError when git is not there, `root` is in no repository, or `revision` is not known.
    """
    if revision.startswith("-"):
        raise HistoryError(f'"{revision}" is no revision')
    commit = _text(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        _inside(root)
        raise HistoryError(f'git knows no revision "{revision}" here; fetch it first, for example: git fetch origin')
    base = _text(root, "merge-base", commit, "HEAD")
    note = None if base else f"where the branch left {revision} is not in this clone; comparing with {revision} itself"
    then = _tree(root, base or commit)
    now = {file.path: _blob((root / file.path).read_bytes(), len(commit)) for file in find_files(root)}
    differ = {path for path in then.keys() | now.keys() if then.get(path) != now.get(path)}
    return Changes({path: _content(root, then[path]) if path in then else None for path in sorted(differ)}, note)


def _inside(root: Path) -> None:
    if _text(root, "rev-parse", "--git-dir") is None:
        raise HistoryError(f"{root} is in no git repository, so there is nothing to compare with")


def _tree(root: Path, commit: str) -> Mapping[str, str]:
    """The files of the directory in a commit: path and hash."""
    prefix = _text(root, "rev-parse", "--show-prefix") or ""
    listed = _ask(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", prefix or ".") or b""
    found = {}
    for row in filter(None, listed.decode("utf-8", "surrogateescape").split("\0")):
        head, _, path = row.partition("\t")
        if file_at(path.removeprefix(prefix)):
            found[path.removeprefix(prefix)] = head.split()[2]
    return found


def _content(root: Path, blob: str) -> bytes:
    return _ask(root, "cat-file", "blob", blob) or b""


def _blob(content: bytes, length: int) -> str:
    """The hash git gives a file: SHA-1, or SHA-256 in a repository whose hashes are longer."""
    framed = b"blob %d\0" % len(content) + content
    # The hash says which object it is; nothing is kept safe by it.
    sha1 = hashlib.sha1(framed, usedforsecurity=False)
    return sha1.hexdigest() if length == sha1.digest_size * 2 else hashlib.sha256(framed).hexdigest()


def _text(root: Path, *arguments: str) -> str | None:
    answer = _ask(root, *arguments)
    return None if answer is None else answer.decode("utf-8", "replace").strip()


def _ask(root: Path, *arguments: str) -> bytes | None:
    """Run one quiet git command; None when git says no."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, no shell
            [*QUIET, *arguments], cwd=root, capture_output=True, timeout=SECONDS, check=False
        )
    except FileNotFoundError as error:
        raise HistoryError("git is not installed, so nothing can be compared") from error
    except subprocess.TimeoutExpired as error:
        raise HistoryError("git does not answer") from error
    return None if done.returncode else done.stdout
