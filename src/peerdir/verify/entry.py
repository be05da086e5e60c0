"""The file of the program that was checked."""

import difflib
import os
from pathlib import Path

from peerdir.edit.change import opened
from peerdir.reading.layout import file_at, find_files, path_of
from peerdir.reading.source import Source
from peerdir.verify.outcome import OutcomeError

NEAR = 3


def read_program(root: Path, id_: str) -> tuple[str, Source]:
    """Return path and text of a program's file.

    Raises OutcomeError when there is none, and `edit.change.ChangeError` when it cannot be read.
    """
    file = file_at(path_of("program", id_))
    # Of ten thousand files only the one is looked for, as long as it is there.
    if file is None or (root / file.path).parent.is_symlink() or not os.path.lexists(root / file.path):
        known = [one.id for one in find_files(root) if one.kind == "program"]
        near = difflib.get_close_matches(id_, known, NEAR, 0.5)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise OutcomeError(f'there is no program "{id_}"{hint}')
    return file.path, opened(root, file)
