"""Writing: whole or not at all, never over somebody else's files."""

from pathlib import Path

import pytest

from peerdir.output import OutputRefusedError, write_file


def test_a_failed_write_leaves_the_old_file_and_no_scrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "booklet.pdf"
    write_file(target, b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_file(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["booklet.pdf"]


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "."):
        with pytest.raises(OutputRefusedError, match="no regular file"):
            write_file(tmp_path / name, b"x")
    assert (tmp_path / "pipe").is_fifo()


def test_the_file_is_as_readable_as_the_user_has_set(tmp_path: Path) -> None:
    import os

    before = os.umask(0o077)
    try:
        write_file(tmp_path / "staff.pdf", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "staff.pdf").stat().st_mode & 0o777 == 0o600
