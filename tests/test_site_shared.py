"""The web pages are the same, however many processes make them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from peerdir import apart, output_folder, publishing
from peerdir.cli import app
from peerdir.index import whole
from peerdir.output_folder import MANIFEST
from peerdir.render.site import cards, search
from tests.conftest import SAMPLE

pytestmark = pytest.mark.skipif(not apart.CAN_FORK, reason="this system has no fork")
SOME = 15  # programs, so that all is shared that can be
DAY = ("--today", "2026-11-21")
Share = Callable[[int], None]


@pytest.fixture
def share(monkeypatch: pytest.MonkeyPatch) -> Share:
    """Let a number of processes share all that can be shared, of a site whose search data comes in small files."""
    monkeypatch.setattr(search, "MOST_AT_ONCE", 10)

    def among(number: int) -> None:
        for module in (output_folder, publishing, whole, cards):
            monkeypatch.setattr(module, "MANY", 1)
            monkeypatch.setattr(module, "workers", lambda: number)

    return among


@pytest.fixture
def some(tmp_path: Path) -> Path:
    """Return a part of the sample directory."""
    root = shutil.copytree(SAMPLE, tmp_path / "some")
    for path in sorted((root / "programs").iterdir())[SOME:]:
        path.unlink()
    return root


def render(root: Path, target: Path, *more: str) -> Result:
    return CliRunner().invoke(app, ["render", "site", "-C", str(root), "-o", str(target), *DAY, *more])


def files(site: Path) -> dict[str, bytes]:
    found = (path for path in site.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


def test_several_processes_make_the_pages_that_one_makes(tmp_path: Path, some: Path, share: Share) -> None:
    share(1)
    alone = render(some, tmp_path / "alone")
    share(3)
    shared = render(some, tmp_path / "shared")
    assert (alone.exit_code, shared.exit_code) == (0, 0)
    assert alone.stderr.replace("alone", "shared") == shared.stderr
    assert files(tmp_path / "alone") == files(tmp_path / "shared")
    assert any(path.startswith("assets/search/cards-es") for path in files(tmp_path / "shared"))
    again = render(some, tmp_path / "shared", "--today", "2026-11-21")
    assert ", 0 changed" in again.stderr or "nothing changed" in again.stderr


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("program.html", '{% extends "base.html" %}\n{% block main %}{{ nothing }}{% endblock %}\n'),
        ("shelf.html", "{% if %}\n"),
    ],
)
def test_a_broken_template_is_told_alike_and_nothing_is_written(
    template: str, text: str, tmp_path: Path, some: Path, share: Share
) -> None:
    (tmp_path / "own" / "site").mkdir(parents=True)
    (tmp_path / "own" / "site" / template).write_text(text, encoding="utf-8")
    told = set()
    for number in (1, 3):
        share(number)
        result = render(some, tmp_path / "out", "--templates", str(tmp_path / "own"))
        assert result.exit_code == 3
        assert files(tmp_path / "out") == {}
        told.add(result.stderr)
    assert len(told) == 1
    assert f"templates/site/{template}:" in told.pop()
