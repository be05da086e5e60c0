"""Time and memory of the booklet, one process for each number of programs, and how many pages it makes.

python -m benchmarks.booklet [NUMBER…]

Where WeasyPrint is installed, the web page with the same content is turned into a PDF by it, for comparison.
"""

import importlib.util
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.generate import generate

NUMBERS = (50, 500)
TODAY = "2026-11-21"


WEASYPRINT = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')"


def measure(number: int, *, beside: bool) -> list[str]:
    """Return a line: seconds of the whole process, MiB at most, and how many pages; a second one for WeasyPrint."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "directory"
        generate(number, folder)
        command = [sys.executable, "-m", "peerdir", "render", "booklet", "--today", TODAY, "-o"]
        took, said = _timed([*command, "booklet.pdf"], folder)
        # Numbers rise, so the most any child has used is what this one has.
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        lines = [f"{number:6,} programs  {took:6.1f} s  {most:6,.0f} MiB  {said[0]}"]
        if beside:
            _timed([*command, "booklet.html"], folder)
            others, _ = _timed([sys.executable, "-c", WEASYPRINT, "booklet.html", "weasyprint.pdf"], folder)
            lines.append(f"{'WeasyPrint':>15}  {others:6.1f} s  {others / took:.0f} times as long")
    return lines


def _timed(command: list[str], folder: Path) -> tuple[float, list[str]]:
    """Return the seconds a command takes, and the lines it writes to standard error."""
    environment = {**os.environ, "PEERDIR_CACHE": str(folder.parent / "cache")}
    begun = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own commands
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return time.perf_counter() - begun, done.stderr.splitlines()


def main(numbers: list[int]) -> None:
    """Print the lines for each number, the smallest first."""
    beside = importlib.util.find_spec("weasyprint") is not None
    for number in sorted(numbers):
        print("\n".join(measure(number, beside=beside)), flush=True)
    if not beside:
        print("WeasyPrint is not installed; nothing was compared")


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or list(NUMBERS))
