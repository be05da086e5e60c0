"""Writing: whole or not at all, never over somebody else's files."""

from pathlib import Path

import pytest

from peerdir.output import MANIFEST, OutputRefusedError, write_file, write_pages


def test_a_second_build_writes_only_what_changed_and_removes_what_is_gone(tmp_path: Path) -> None:
    site = tmp_path / "public"
    assert write_pages(site, {"index.html": b"1", "a/b.html": b"2"}) == 2
    assert write_pages(site, {"index.html": b"1", "c.html": b"3"}) == 1
    assert {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()} == {
        "index.html",
        "c.html",
        MANIFEST,
    }


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputRefusedError, match="holds other files"):
        write_pages(tmp_path, {"index.html": b"1"})
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_somebody_added_is_neither_overwritten_nor_removed(tmp_path: Path) -> None:
    site = tmp_path / "public"
    write_pages(site, {"index.html": b"1"})
    (site / "a.html").write_bytes(b"mine")
    with pytest.raises(OutputRefusedError):
        write_pages(site, {"index.html": b"2", "a.html": b"3"})
    assert (site / "a.html").read_bytes() == b"mine"
    write_pages(site, {"index.html": b"2"})
    assert (site / "a.html").read_bytes() == b"mine"


def test_a_forged_list_of_pages_cannot_reach_outside(tmp_path: Path) -> None:
    site, outside = tmp_path / "public", tmp_path / "precious"
    outside.write_bytes(b"x")
    site.mkdir()
    (site / MANIFEST).write_text(
        '{"audience": "public", "pages": ["../precious", "/etc/hostname", 5]}', encoding="utf-8"
    )
    write_pages(site, {"index.html": b"1"})
    assert outside.exists()


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


def test_a_link_inside_the_folder_is_never_followed(tmp_path: Path) -> None:
    site, outside = tmp_path / "public", tmp_path / "precious"
    outside.mkdir()
    (outside / "important").write_bytes(b"x")
    site.mkdir()
    (site / "sub").symlink_to(outside)
    (site / MANIFEST).write_text('{"audience": "public", "pages": ["sub/important"]}', encoding="utf-8")
    write_pages(site, {"index.html": b"1"})
    assert (outside / "important").exists()
    with pytest.raises(OutputRefusedError, match="leads out of the folder"):
        write_pages(site, {"sub/new.html": b"1"})
    assert [path.name for path in outside.iterdir()] == ["important"]


def test_a_build_that_was_stopped_can_be_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, pages = tmp_path / "public", {f"{n}.html": b"x" for n in range(5)}
    real, calls = Path.replace, []

    def full(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == 4:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_pages(site, pages)
    monkeypatch.undo()
    assert write_pages(site, pages) > 0
    assert all((site / name).read_bytes() == b"x" for name in pages)


def test_pages_for_staff_and_for_the_public_never_mix(tmp_path: Path) -> None:
    site = tmp_path / "public"
    write_pages(site, {"index.html": b"1"}, "staff")
    with pytest.raises(OutputRefusedError, match="for another audience"):
        write_pages(site, {"index.html": b"1"}, "public")


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
