"""Pages for the public and pages for staff, written at once, each into a folder of its own."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from peerdir.cli import app

FOR_STAFF = '<meta name="robots" content="noindex">'


def write(root: Path, *more: str) -> Result:
    return CliRunner().invoke(app, ["render", "site", "-C", str(root), "--today", "2026-11-21", *more])


def first_page(folder: Path) -> str:
    return (folder / "index.html").read_text(encoding="utf-8")


def test_both_editions_stand_in_folders_beside_one_another(
    toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, for_staff = tmp_path / "pages", tmp_path / "pages-staff"
    result = write(toy, "--editions", "public,staff", "-o", str(pages))
    assert result.exit_code == 0, result.output
    assert FOR_STAFF not in first_page(pages)
    assert "staff-banner" not in first_page(pages)
    assert FOR_STAFF in first_page(for_staff)
    assert "staff-banner" in first_page(for_staff)
    assert not list(pages.rglob("*staff*"))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert write(toy, "--editions", "staff,public").exit_code == 0
    assert sorted(path.name for path in elsewhere.iterdir()) == ["public", "staff"]
    monkeypatch.chdir(elsewhere / "public")
    assert write(toy, "--editions", "public,staff", "-o", ".").exit_code == 0
    assert sorted(path.name for path in elsewhere.iterdir()) == ["public", "public-staff", "staff"]


def test_one_edition_goes_where_it_is_told_to(toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert write(toy, "--editions", "staff").exit_code == 0
    assert write(toy, "--editions", "staff", "-o", "ours").exit_code == 0
    assert FOR_STAFF in first_page(tmp_path / "staff")
    assert FOR_STAFF in first_page(tmp_path / "ours")
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--editions", "public,staf"), '"staf" is not one of public, staff'),
        (("--editions", "staff", "--audience", "staff"), "leave out --audience"),
        (("--editions", "public", "--single-file"), "leave out --audience and --single-file"),
    ],
)
def test_editions_nobody_knows_or_that_contradict_are_refused(toy: Path, given: tuple[str, ...], said: str) -> None:
    result = write(toy, *given)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
