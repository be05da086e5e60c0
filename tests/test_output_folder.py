"""A folder of pages: changed once all of it is made, and never over somebody else's files."""

import functools
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from peerdir import apart, output_folder
from peerdir.output import OutputRefusedError
from peerdir.output_folder import MANIFEST, is_current, make_pages, write_pages


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


@pytest.mark.parametrize("fails_at", range(1, 10))
def test_a_build_that_was_stopped_leaves_whole_pages_and_can_be_made_again(
    fails_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, pages = tmp_path / "public", {f"{n}.html": b"new" for n in range(5)}
    write_pages(site, dict.fromkeys(pages, b"old").items())
    real, calls = os.replace, []

    def full(source: str | Path, target: str | Path) -> None:
        calls.append(source)
        if len(calls) == fails_at:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", full)
    # The list of what will be ours, each page, and the list of what there is.
    if fails_at <= 7:
        with pytest.raises(OSError, match="No space left"):
            write_pages(site, pages.items())
    else:
        write_pages(site, pages.items())
    monkeypatch.undo()
    assert {(site / name).read_bytes() for name in pages} <= {b"old", b"new"}
    write_pages(site, pages.items())
    assert {path.name: path.read_bytes() for path in site.glob("*.html")} == pages
    assert {path.name for path in site.iterdir()} == {*pages, MANIFEST}


def test_a_disk_that_is_full_changes_nothing_and_is_told_by_the_name_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, opened = tmp_path / "public", open
    write_pages(site, {"index.html": b"old", "b.html": b"old"}.items())
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}

    def full(path: str, mode: str, **more: Any) -> Any:
        if mode == "wb" and path.endswith("b.html"):
            raise OSError(28, "No space left on device", path)
        return opened(path, mode, **more)

    monkeypatch.setattr("builtins.open", full)
    with pytest.raises(OSError, match="No space left") as met:
        write_pages(site, {"index.html": b"new", "b.html": b"new"}.items())
    monkeypatch.undo()
    assert met.value.filename == str(site / "b.html")
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before


# Pages made by several processes.

needs_fork = pytest.mark.skipif(not apart.CAN_FORK, reason="this system starts no process from the middle of another")
NAMES = (
    "index.html",
    "es/index.html",
    *(f"{folder}programs/{n}.{end}" for n in range(20) for folder in ("", "es/") for end in ("html", "ics")),
)


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output_folder, "MANY", 1)
    monkeypatch.setattr(output_folder, "workers", lambda: 3)


def makers(word: str = "") -> dict[str, Callable[[], bytes]]:
    return {name: functools.partial(f"{name} {word}".encode) for name in NAMES}


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.[hi]*") if path.is_file()}


def states(site: Path) -> dict[Path, tuple[int, int]]:
    return {path: (path.lstat().st_mtime_ns, path.lstat().st_ino) for path in site.rglob("*")}


@needs_fork
@pytest.mark.usefixtures("shared")
def test_several_processes_write_what_one_writes(tmp_path: Path) -> None:
    site = tmp_path / "public"
    assert make_pages(site, makers()) == len(NAMES)
    assert files(site) == {name: f"{name} ".encode() for name in NAMES}
    before = states(site / "programs")
    changed = makers() | {"es/programs/7.html": lambda: b"new"}
    del changed["programs/3.html"]
    assert make_pages(site, changed, made_of=["day"]) == 1
    assert files(site) == {name: make() for name, make in changed.items()}
    assert is_current(site, "public", ["day"]) == len(changed)
    assert states(site / "programs").items() <= before.items()


@needs_fork
@pytest.mark.usefixtures("shared")
def test_pages_whose_files_are_called_alike_are_made_by_one_process(tmp_path: Path) -> None:
    make_pages(tmp_path / "public", {name: lambda: str(os.getpid()).encode() for name in NAMES})
    made = files(tmp_path / "public")
    for number in range(20):
        assert len({made[f"{folder}programs/{number}.{end}"] for folder in ("", "es/") for end in ("html", "ics")}) == 1
    assert len(set(made.values())) == 3


@needs_fork
@pytest.mark.usefixtures("shared")
def test_what_a_process_that_dies_should_have_made_is_made_again(tmp_path: Path) -> None:
    here = os.getpid()

    def deadly(name: str) -> bytes:
        if os.getpid() != here and name.startswith("es"):
            os.kill(os.getpid(), signal.SIGKILL)
        return f"{name} ".encode()

    assert make_pages(tmp_path / "public", {name: functools.partial(deadly, name) for name in NAMES}) == len(NAMES)
    assert files(tmp_path / "public") == {name: f"{name} ".encode() for name in NAMES}


@needs_fork
@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("broken", NAMES[:12])
def test_a_page_that_cannot_be_made_is_told_whoever_was_to_make_it(broken: str, tmp_path: Path) -> None:
    site = tmp_path / "public"
    make_pages(site, makers())
    before = states(site)

    def fail() -> bytes:
        raise RuntimeError(f"{broken} is broken")

    with pytest.raises(RuntimeError, match=f"{broken} is broken"):
        make_pages(site, makers("new") | {broken: fail})
    assert states(site) == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@needs_fork
@pytest.mark.usefixtures("shared")
def test_a_file_somebody_added_is_not_overwritten_whoever_meets_it(tmp_path: Path) -> None:
    site = tmp_path / "public"
    make_pages(site, {"index.html": bytes, "other.html": bytes})
    (site / "programs").mkdir()
    for number in range(20):
        (site / "programs" / f"{number}.html").write_bytes(b"mine")
    with pytest.raises(OutputRefusedError, match="not from an earlier build"):
        make_pages(site, makers())
    assert {path.read_bytes() for path in (site / "programs").iterdir()} == {b"mine"}


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
