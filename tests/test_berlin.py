"""108 real meetings go through every command: findings with their places, never a failure, pages that can be read."""

import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from peerdir.cli import app
from tests import berlin
from tests.conftest import SAMPLE

pytestmark = pytest.mark.skipif(not berlin.MEETINGS.is_file(), reason="the real meetings are not here")
DAY = ["--today", "2026-11-21"]
NUMBER = 108


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("berlin") / "directory"
    berlin.write(folder, SAMPLE / "vocabulary", complete=True)
    return folder


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, [*arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_lint_finds_what_is_missing_in_drafts_with_places(tmp_path: Path) -> None:
    berlin.write(tmp_path / "directory", SAMPLE / "vocabulary", complete=False)
    result = run("lint", "-C", str(tmp_path), "--format", "json", *DAY)
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert found["summary"]["files"] == NUMBER + 10
    missing = [one for one in found["diagnostics"] if one["rule"] == "missing-field"]
    assert len({one["path"] for one in missing}) == NUMBER
    assert all(one["line"] >= 1 and one["column"] >= 1 for one in found["diagnostics"])


def test_lint_of_whole_entries_finds_real_faults(root: Path) -> None:
    found = json.loads(run("lint", "-C", str(root), "--format", "json", *DAY).stdout)["diagnostics"]
    rules = {one["rule"] for one in found}
    # All entries are stale by their date; some meetings of the list have no page to join.
    assert sum(one["rule"] == "verification-stale" for one in found) == NUMBER
    assert rules <= {
        "verification-stale",
        "url-form",
        "duplicate-program",
        "unquoted-look-alike",
        "wrong-size",
        # The list tells only a web page for each meeting and nothing about crises; four comments hold <br>.
        "no-phone-or-email",
        "no-crisis-wording",
        "html-in-text",
    }, rules


def test_search_finds_meetings_by_what_people_say(root: Path) -> None:
    for words in ("kreuzberg", "addiction english", "русский", "10249"):
        result = run("search", "-C", str(root), words, "--format", "json", *DAY)
        assert json.loads(result.stdout)["total"] > 0, words


def test_the_site_can_be_written(root: Path, tmp_path: Path) -> None:
    result = run("render", "site", "-C", str(root), "-o", str(tmp_path / "site"), *DAY)
    assert result.exit_code == 0, result.stderr
    pages = list((tmp_path / "site" / "programs").glob("berlin-*.html"))
    assert len(pages) == NUMBER
    assert "Narcotics Anonymous Berlin" in pages[0].read_text(encoding="utf-8")


def test_the_booklet_can_be_printed(root: Path, tmp_path: Path) -> None:
    result = run("render", "booklet", "-C", str(root), "-o", str(tmp_path / "b.pdf"), *DAY)
    assert result.exit_code == 0, result.stderr
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO((tmp_path / "b.pdf").read_bytes())).pages)
    assert "Treffen in Berlin" in text
    assert "Steps on a Sunday" in text
