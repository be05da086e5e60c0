"""Every kind of PDF, checked by a reader that is not ours, where it is installed."""

import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from peerdir.cli import app

PDFS = {
    "booklet": ("render", "booklet"),
    "booklet-large": ("render", "booklet", "--large-print"),
    "folded": ("render", "booklet", "--impose"),
    "handout": ("render", "handout", "example"),
    "two-up": ("render", "handout", "example", "--two-up"),
    "discreet": ("render", "handout", "example", "--discreet"),
    **{
        f"brochure-{kind}": ("render", "brochure", kind)
        for kind in ("people", "referrers", "hosts", "managers", "supporters")
    },
    "poster": ("render", "poster", "example"),
    "directory-poster": ("render", "poster"),
    "referral-sheet": ("refer", "example"),
}


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
@pytest.mark.parametrize("command", PDFS.values(), ids=PDFS)
@pytest.mark.sampled(6)
def test_another_reader_of_pdf_finds_no_fault(command: tuple[str, ...], toy: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.pdf"
    done = CliRunner().invoke(app, [*command, "-C", str(toy), "--today", "2026-11-21", "-o", str(made)])
    assert done.exit_code == 0, done.stderr
    files = sorted(tmp_path.glob("made*.pdf"))
    assert len(files) == (2 if "--impose" in command else 1)
    for file in files:
        checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr
