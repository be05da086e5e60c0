"""Time `peerdir render booklet` beside WeasyPrint on the same content: seconds, CPU, peak memory and pages.

python -m benchmarks.booklet [--tools FOLDER] [NUMBER…]

WeasyPrint is run by the Python in FOLDER, else by this one; where neither has it, its line says "not installed".
Install it apart from this project:

    python -m venv /somewhere/weasyprint
    /somewhere/weasyprint/bin/pip install weasyprint
    python -m benchmarks.booklet --tools /somewhere/weasyprint/bin 100
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdf

from benchmarks.compare import Run, measure
from benchmarks.generate import generate

DAY = "2026-11-21"
NUMBERS = (100, 500)
# The command as it is installed: `python -m` looks for its module first.
PEERDIR = str(Path(sys.executable).with_name("peerdir"))
# What the web page leaves to the printer: paper, a number on each page, and the page of whatever a line leads to.
PRINTED = """
@page { size: letter; margin: 0.95in 0.85in; @top-right { content: counter(page); } }
a[href^="#"]::after { content: leader(".") target-counter(attr(href), page); }
"""
WEASYPRINT = """
import sys, weasyprint
weasyprint.HTML("booklet.html").write_pdf(
    "weasyprint.pdf", stylesheets=[weasyprint.CSS(string=sys.argv[1])], pdf_variant="pdf/ua-1"
)
"""


def booklet(output: str) -> Sequence[str]:
    """Return the command that writes the booklet of the directory it is run in."""
    return (PEERDIR, "render", "booklet", "--today", DAY, "-o", output)


def weasyprint(tools: str | None) -> Sequence[str] | None:
    """Return the command that turns the booklet's web page into a PDF, where a Python has WeasyPrint."""
    python = str(Path(tools) / "python") if tools else sys.executable
    try:
        has_it = subprocess.run((python, "-c", "import weasyprint"), capture_output=True, check=False)  # noqa: S603
    except OSError:
        return None
    return (python, "-c", WEASYPRINT, PRINTED) if has_it.returncode == 0 else None


def report(number: int, other: Sequence[str] | None) -> Iterator[str]:
    """Yield the lines for a directory of so many programs; ratios are to ours."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "directory"
        generate(number, folder)
        yield f"\n{number:,} programs"
        yield f"{'':12} {'seconds':>8} {'CPU':>8} {'MiB':>6} {'pages':>6} {'x seconds':>10} {'x CPU':>6}"
        ours = measure(booklet("booklet.pdf"), folder.parent)
        yield line("peerdir", ours, folder / "booklet.pdf", ours)
        if other is None:
            yield f"{'WeasyPrint':12} not installed"
            return
        measure(booklet("booklet.html"), folder.parent)
        theirs = measure(other, folder.parent)
        yield line("WeasyPrint", theirs, folder / "weasyprint.pdf", ours)


def line(label: str, run: Run, made: Path, unit: Run) -> str:
    """Return what a tool took and how often `unit` fits into that; that it failed, if there is no PDF."""
    if run.code or not made.exists():
        return f"{label:12} failed with {run.code}"
    pages = len(pypdf.PdfReader(made).pages)
    times = f"{run.seconds / unit.seconds:10.1f} {run.cpu / unit.cpu:6.1f}"
    return f"{label:12} {run.seconds:8.1f} {run.cpu:8.1f} {run.memory:6,.0f} {pages:6,} {times}"


def main() -> None:
    """Print the lines for each number of programs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("numbers", metavar="NUMBER", type=int, nargs="*", default=list(NUMBERS))
    parser.add_argument("--tools", metavar="FOLDER", help="where the Python with WeasyPrint is")
    given = parser.parse_args()
    other = weasyprint(given.tools)
    for number in given.numbers:
        for text in report(number, other):
            print(text, flush=True)


if __name__ == "__main__":
    main()
