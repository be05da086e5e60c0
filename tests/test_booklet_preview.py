"""`peerdir preview booklet` as people run it: made at once, made again on a change, and it goes on after a mistake."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from tests.test_booklet import flat, pages


@pytest.fixture
def preview(toy: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A preview of the small directory, in a process of its own."""
    command = [sys.executable, "-m", "peerdir", "preview", "booklet", "-C", str(toy), "--today", "2026-11-21"]
    running = subprocess.Popen(
        [*command, "-o", str(tmp_path / "look.pdf")],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    yield running
    running.kill()
    running.wait()
    if running.stderr:
        running.stderr.close()


def told(running: subprocess.Popen[str]) -> str:
    """The next line on standard error, waited for."""
    assert running.stderr is not None
    return running.stderr.readline()


def text(pdf: Path) -> str:
    return flat(" ".join(pages(pypdf.PdfReader(pdf))))


def test_a_change_makes_the_booklet_again_and_a_mistake_does_not_end_it(
    preview: subprocess.Popen[str], toy: Path, tmp_path: Path
) -> None:
    made = tmp_path / "look.pdf"
    assert " pages in " in told(preview)
    assert "help one another day by day" in text(made)
    entry = toy / "programs" / "example.yaml"
    before = entry.read_text(encoding="utf-8")
    entry.write_text(before.replace("day by day", "from week to week"), encoding="utf-8")
    assert " pages in " in told(preview)
    assert "from week to week" in text(made)

    settings = toy / "directory.yaml"
    kept = settings.read_text(encoding="utf-8")
    settings.write_text("title: [", encoding="utf-8")
    assert "directory.yaml has errors" in told(preview)
    assert "from week to week" in text(made)
    settings.write_text(kept.replace("title: ", "title: Newly ", 1), encoding="utf-8")
    assert " pages in " in told(preview)
    assert "Newly " in text(made)

    preview.send_signal(signal.SIGINT)
    assert preview.communicate()[1] == ""
    assert preview.returncode == 130


def test_what_is_made_again_is_what_is_made_anew(toy: Path, tmp_path: Path, preview: subprocess.Popen[str]) -> None:
    told(preview)
    entry = toy / "programs" / "example.yaml"
    long = "Cooking together every week with friends from the same street and those behind it"
    activities = "[" + ", ".join([f"{long} and {long}"] * 30) + "]"
    entry.write_text(entry.read_text("utf-8").replace("[Cooking together every week]", activities), encoding="utf-8")
    told(preview)
    command = [sys.executable, "-m", "peerdir", "render", "booklet", "-C", str(toy), "--today", "2026-11-21"]
    subprocess.run([*command, "-o", str(tmp_path / "anew.pdf")], check=True, capture_output=True)
    assert "from the same street" in text(tmp_path / "anew.pdf")
    assert text(tmp_path / "look.pdf") == text(tmp_path / "anew.pdf")
