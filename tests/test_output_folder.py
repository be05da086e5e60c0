"""A folder of pages: changed once all of it is made, and never over somebody else's files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdir.output import OutputRefusedError
from peerdir.output_folder import MANIFEST, is_current, write_pages


def test_a_second_build_writes_only_what_changed_and_removes_what_is_gone(tmp_path: Path) -> None:
    site = tmp_path / "public"
    assert write_pages(site, {"index.html": b"1", "a/b.html": b"2"}.items()) == 2
    assert write_pages(site, {"index.html": b"1", "c.html": b"3"}.items()) == 1
    assert {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()} == {
        "index.html",
        "c.html",
        MANIFEST,
    }


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputRefusedError, match="holds other files"):
        write_pages(tmp_path, {"index.html": b"1"}.items())
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_somebody_added_is_neither_overwritten_nor_removed(tmp_path: Path) -> None:
    site = tmp_path / "public"
    write_pages(site, {"index.html": b"1"}.items())
    (site / "a.html").write_bytes(b"mine")
    with pytest.raises(OutputRefusedError):
        write_pages(site, {"index.html": b"2", "a.html": b"3"}.items())
    assert (site / "a.html").read_bytes() == b"mine"
    write_pages(site, {"index.html": b"2"}.items())
    assert (site / "a.html").read_bytes() == b"mine"


def test_a_forged_list_of_pages_cannot_reach_outside(tmp_path: Path) -> None:
    site, outside = tmp_path / "public", tmp_path / "precious"
    outside.write_bytes(b"x")
    site.mkdir()
    (site / MANIFEST).write_text(
        '{"audience": "public", "pages": ["../precious", "/etc/hostname", 5]}', encoding="utf-8"
    )
    write_pages(site, {"index.html": b"1"}.items())
    assert outside.exists()


def test_a_link_inside_the_folder_is_never_followed(tmp_path: Path) -> None:
    site, outside = tmp_path / "public", tmp_path / "precious"
    outside.mkdir()
    (outside / "important").write_bytes(b"x")
    site.mkdir()
    (site / "sub").symlink_to(outside)
    (site / MANIFEST).write_text('{"audience": "public", "pages": ["sub/important"]}', encoding="utf-8")
    write_pages(site, {"index.html": b"1"}.items())
    assert (outside / "important").exists()
    with pytest.raises(OutputRefusedError, match="leads out of the folder"):
        write_pages(site, {"sub/new.html": b"1"}.items())
    assert [path.name for path in outside.iterdir()] == ["important"]


def test_a_build_that_fails_before_its_end_changes_nothing(tmp_path: Path) -> None:
    site = tmp_path / "public"
    write_pages(site, {"index.html": b"old", "gone.html": b"old"}.items())
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}

    def pages() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"new"
        raise RuntimeError("a template is broken")

    with pytest.raises(RuntimeError):
        write_pages(site, pages())
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before


@pytest.mark.parametrize("fails_at", range(1, 16))
def test_a_build_that_was_stopped_leaves_whole_pages_and_can_be_made_again(
    fails_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, pages = tmp_path / "public", {f"{n}.html": b"new" for n in range(5)}
    write_pages(site, dict.fromkeys(pages, b"old").items())
    real, calls = Path.replace, []

    def full(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == fails_at:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", full)
    if fails_at <= 12:
        with pytest.raises(OSError, match="No space left"):
            write_pages(site, pages.items())
    else:
        write_pages(site, pages.items())
    monkeypatch.undo()
    assert {(site / name).read_bytes() for name in pages} <= {b"old", b"new"}
    write_pages(site, pages.items())
    assert {path.name: path.read_bytes() for path in site.glob("*.html")} == pages
    assert {path.name for path in site.iterdir()} == {*pages, MANIFEST}


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / "public" / ".peerdir-build-abc"
    left.mkdir(parents=True)
    (left / "index.html").write_bytes(b"half")
    assert write_pages(tmp_path / "public", {"index.html": b"1"}.items()) == 1
    assert not left.exists()


def test_pages_made_of_the_same_need_not_be_made_again(tmp_path: Path) -> None:
    site, pages = tmp_path / "public", {"index.html": b"1", "a/b.html": b"2"}
    assert is_current(site, "public", ["day", "files"]) is None
    write_pages(site, pages.items(), made_of=["day", "files"])
    assert is_current(site, "public", ["day", "files"]) == 2
    assert is_current(site, "public", ["dayf", "iles"]) is None
    assert is_current(site, "staff", ["day", "files"]) is None
    (site / "a" / "b.html").write_bytes(b"3")
    assert is_current(site, "public", ["day", "files"]) is None
    write_pages(site, pages.items(), made_of=["day", "files"])
    (site / "index.html").unlink()
    assert is_current(site, "public", ["day", "files"]) is None


def test_pages_made_of_nobody_knows_what_are_always_made_again(tmp_path: Path) -> None:
    write_pages(tmp_path / "public", {"index.html": b"1"}.items())
    assert is_current(tmp_path / "public", "public", ()) is None


def test_pages_for_staff_and_for_the_public_never_mix(tmp_path: Path) -> None:
    site = tmp_path / "public"
    write_pages(site, {"index.html": b"1"}.items(), "staff")
    with pytest.raises(OutputRefusedError, match="for another audience"):
        write_pages(site, {"index.html": b"1"}.items(), "public")
