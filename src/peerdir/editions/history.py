"""What git knows of a directory: which files differ from a revision, how it was, and the life of one file.

git lives here, and only its quiet commands. A repository's own settings can name programs that git runs for `status`
or `diff`. The commands used here run none: they read commits and trees, and files are compared by the hash git would
give them. Nothing is fetched: a clone that left out old files would name a program to fetch them with. All that is ever
written is a tag, and hooks are switched off for that as for everything else.
"""

import datetime as dt
import hashlib
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from peerdir import limits
from peerdir.folders import SETTINGS
from peerdir.reading.layout import file_at, find_files

TRANSPORTS = ("ext", "file", "ftp", "ftps", "git", "http", "https", "ssh")
UNREACHABLE = tuple(f"protocol.{name}.allow=never" for name in TRANSPORTS)
SETTINGS_OF_OURS = ("core.fsmonitor=false", "core.hooksPath=/dev/null", "protocol.allow=never", *UNREACHABLE)
QUIET = ("git", "--no-optional-locks", *(part for one in SETTINGS_OF_OURS for part in ("-c", one)))
SECONDS = 60
LARGEST = max(size.bytes for size in limits.SIZES.values())
FILES = ("100644", "100755")
DEEPEN = "fetch the rest first: git fetch --unshallow"


class HistoryError(Exception):
    """git cannot answer; the message says why and what to do."""


class Point(NamedTuple):
    """A commit, what it is called in people's words, and a note when it could not be found quite as asked.

    `edition` is what the directory was called as it was then, for one that was marked.
    """

    commit: str
    said: str
    note: str | None = None
    edition: str | None = None


class Step(NamedTuple):
    """One commit in the life of a file: its path before and after, and its text, None for no file.

    `day`, `author` and `message` are as somebody wrote them, so they may hold anything.
    """

    commit: str
    day: str
    author: str
    message: str
    old_path: str
    path: str
    before: bytes | None
    after: bytes | None


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
    base = branched(root, revision)
    then = _tree(root, base.commit)
    now = {file.path: _blob((root / file.path).read_bytes(), len(base.commit)) for file in find_files(root)}
    differ = {path for path in then.keys() | now.keys() if then.get(path) != now.get(path)}
    return Changes({path: _content(root, then[path]) if path in then else None for path in sorted(differ)}, base.note)


def branched(root: Path, revision: str) -> Point:
    """Return the place where this branch left `revision`; in a shallow clone it may be `revision` itself, with a note.

    Raises HistoryError when git is not there, `root` is in no repository, or `revision` is not known.
    """
    commit = _commit(root, revision)
    base = _text(root, "merge-base", commit, "HEAD")
    note = None if base else f"where the branch left {revision} is not in this clone; comparing with {revision} itself"
    return Point(base or commit, revision, note)


def point(root: Path, revision: str) -> Point:
    """Return the commit of a revision. Raises HistoryError as `branched` does."""
    return Point(_commit(root, revision), revision)


def point_on(root: Path, moment: dt.datetime) -> Point:
    """Return the last commit before a moment, on the branch that is checked out.

    Raises HistoryError when git knows nothing so old.
    """
    _inside(root)
    said = moment.date().isoformat()
    before = f"--before={int(moment.timestamp())}"
    commit = _text(root, "rev-list", "-1", "--first-parent", before, "HEAD", "--")
    if not commit:
        first = _text(root, "log", "--first-parent", "--format=%cs", "--reverse", "HEAD", "--")
        known = f"; what it knows begins on {first.splitlines()[0]}" if first else ""
        raise HistoryError(f"git knows nothing here as old as {said}{known}{'; ' + DEEPEN if is_shallow(root) else ''}")
    return Point(commit, said)


def commit_of(root: Path, revision: str) -> str | None:
    """Return the commit that a revision is; None when git knows none. Raises HistoryError without git."""
    if revision.startswith("-"):
        raise HistoryError(f'"{revision}" is no revision')
    return _text(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")


def last_commit(root: Path) -> str | None:
    """Return the commit that is checked out; None when there is none yet.

    Raises HistoryError when git is not there, or `root` is in no repository.
    """
    _inside(root)
    return commit_of(root, "HEAD")


def make_tag(root: Path, tag: str, commit: str) -> None:
    """Give a commit a second name. Raises HistoryError when git cannot, because the name is taken, for example.

    The tag has no text of its own, so that git asks for no name, no key and no editor.
    """
    nothing = "0" * len(commit)
    if _ask(root, "update-ref", "--no-deref", f"refs/tags/{tag}", commit, nothing) is None:
        raise HistoryError(f'git could not make the tag "{tag}"')


def as_it_was(root: Path, commit: str) -> Mapping[str, bytes | None]:
    """Return what `collection.load` needs to read the directory of a commit: None for files there were not.

    Raises HistoryError when there was no directory at this place.
    """
    then = texts_at(root, commit)
    if SETTINGS not in then:
        raise HistoryError(f"at {commit[:10]} there was no {SETTINGS} here, so nothing can be compared")
    absent: dict[str, bytes | None] = dict.fromkeys(file.path for file in find_files(root))
    return absent | dict(then)


def is_shallow(root: Path) -> bool:
    """Tell whether older history was left out of this clone."""
    return _text(root, "rev-parse", "--is-shallow-repository") == "true"


def texts_at(root: Path, commit: str) -> Mapping[str, bytes]:
    """Return the files of the directory as they were in a commit, by path; what is no file or too large is left out."""
    return _contents(root, _tree(root, commit, files_only=True))


def life(root: Path, path: str) -> Iterator[Step]:
    """Yield what happened to a file, the newest first, under its earlier names too. Merges are not told.

    Raises HistoryError when git is not there or `root` is in no repository.
    """
    _inside(root)
    prefix = _text(root, "rev-parse", "--show-prefix") or ""
    how = ("-z", "--follow", "-M", "--raw", "--no-abbrev", "--encoding=UTF-8", "--format=%H%x00%as%x00%an%x00%s")
    quiet = ("--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-diff-merges", "--no-color")
    answer = _ask(root, "log", *quiet, *how, "HEAD", "--", path) or b""
    fields = iter(answer.decode("utf-8", "replace").split("\0"))
    for commit in fields:
        if commit:
            yield _step(root, prefix, commit, fields)


def _step(root: Path, prefix: str, commit: str, fields: Iterator[str]) -> Step:
    """Read one commit as `git log -z --raw` writes it."""
    day, author, message, change = (next(fields, "") for _ in range(4))
    old_mode, new_mode, old, new, kind = (change.strip().removeprefix(":").split() + [""] * 5)[:5]
    old_path = next(fields, "").removeprefix(prefix)
    path = next(fields, "").removeprefix(prefix) if kind.startswith(("R", "C")) else old_path
    before, after = (
        _content(root, blob) if mode in FILES else None for mode, blob in ((old_mode, old), (new_mode, new))
    )
    return Step(commit, day, author, message, old_path, path, before, after)


def _commit(root: Path, revision: str) -> str:
    commit = commit_of(root, revision)
    if commit is None:
        _inside(root)
        raise HistoryError(f'git knows no revision "{revision}" here; fetch it first, for example: git fetch origin')
    return commit


def _inside(root: Path) -> None:
    if _text(root, "rev-parse", "--git-dir") is None:
        raise HistoryError(f"{root} is in no git repository, so there is nothing to compare with")


def _tree(root: Path, commit: str, *, files_only: bool = False) -> Mapping[str, str]:
    """The files of the directory in a commit: path and hash; `files_only` leaves out links and other repositories."""
    prefix = _text(root, "rev-parse", "--show-prefix") or ""
    listed = _ask(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", prefix or ".") or b""
    found = {}
    for row in filter(None, listed.decode("utf-8", "surrogateescape").split("\0")):
        head, _, path = row.partition("\t")
        if file_at(path.removeprefix(prefix)) and (not files_only or head.startswith(FILES)):
            found[path.removeprefix(prefix)] = head.split()[2]
    return found


def _content(root: Path, blob: str) -> bytes:
    return _ask(root, "cat-file", "blob", blob) or b""


def _contents(root: Path, blobs: Mapping[str, str]) -> Mapping[str, bytes]:
    """Read many files in one go; first their sizes, so that none is read that no directory can hold."""
    sizes = _ask(root, "cat-file", "--batch-check", asked=blobs.values()) or b""
    small = {line.split()[0].decode() for line in sizes.splitlines() if _is_small(line.split())}
    wanted = sorted(small & set(blobs.values()))
    answer, texts, at = _ask(root, "cat-file", "--batch", asked=wanted) or b"", {}, 0
    for blob in wanted:
        head = answer.index(b"\n", at)
        size = int(answer[at:head].split()[2])
        texts[blob] = answer[head + 1 : head + 1 + size]
        at = head + size + 2
    missing = [path for path, blob in blobs.items() if blob not in texts and blob.encode() + b" missing" in sizes]
    if missing:
        raise HistoryError(f"this clone has left out old files, such as {missing[0]}; fetch them: git fetch --refetch")
    return {path: texts[blob] for path, blob in blobs.items() if blob in texts}


def _is_small(answer: Sequence[bytes]) -> bool:
    return len(answer) == 3 and answer[1] == b"blob" and int(answer[2]) <= LARGEST


def _blob(content: bytes, length: int) -> str:
    """The hash git gives a file: SHA-1, or SHA-256 in a repository whose hashes are longer."""
    framed = b"blob %d\0" % len(content) + content
    # The hash says which object it is; nothing is kept safe by it.
    sha1 = hashlib.sha1(framed, usedforsecurity=False)
    return sha1.hexdigest() if length == sha1.digest_size * 2 else hashlib.sha256(framed).hexdigest()


def _text(root: Path, *arguments: str) -> str | None:
    answer = _ask(root, *arguments)
    return None if answer is None else answer.decode("utf-8", "replace").strip()


def _ask(root: Path, *arguments: str, asked: Iterable[str] = ()) -> bytes | None:
    """Run one quiet git command, with lines for it to read; None when git says no."""
    lines = "".join(f"{line}\n" for line in asked).encode()
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, no shell
            [*QUIET, *arguments], cwd=root, input=lines, capture_output=True, timeout=SECONDS, check=False
        )
    except FileNotFoundError as error:
        raise HistoryError("git is not installed, so nothing can be compared") from error
    except subprocess.TimeoutExpired as error:
        raise HistoryError("git does not answer") from error
    return None if done.returncode else done.stdout
