"""Time and memory of the booklet, one process for each number of programs, and how many pages it makes.

python -m benchmarks.booklet [NUMBER…]
"""

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


def measure(number: int) -> str:
    """Return one line: seconds of the whole process, MiB at most, and what the command says."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(number, folder / "directory")
        command = [sys.executable, "-m", "peerdir", "render", "booklet", "--today", TODAY, "-o", "booklet.pdf"]
        environment = {**os.environ, "PEERDIR_CACHE": str(folder / "cache")}
        begun = time.perf_counter()
        done = subprocess.run(  # noqa: S603 - our own command
            command, cwd=folder / "directory", env=environment, capture_output=True, text=True, check=True
        )
        took = time.perf_counter() - begun
    # Numbers rise, so the most any child has used is what this one has.
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return f"{number:6,} programs  {took:6.1f} s  {most:6,.0f} MiB  {done.stderr.splitlines()[-1]}"


def main(numbers: list[int]) -> None:
    """Print one line for each number, the smallest first."""
    for number in sorted(numbers):
        print(measure(number), flush=True)


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or list(NUMBERS))
