"""Time the commands as whole processes, medians of several runs, beside `python -c pass`.

python -m benchmarks.run [NUMBER]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.generate import generate

RUNS = 7
COMMANDS = {
    "lint --format json": ["lint", "--format", "json"],
    "search, index at hand": ["search", "diabetes", "spanish"],
    "show": ["show", "program-00007"],
    "render site": ["render", "site", "-o", "public"],
    "render booklet": ["render", "booklet", "-o", "booklet.pdf"],
}


def seconds(command: list[str], folder: Path, runs: int) -> float:
    """Return the median time of a command, after one run that is not counted."""
    times = []
    environment = {**os.environ, "PEERDIR_CACHE": str(folder / "cache")}
    for run in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)  # noqa: S603
        times += [time.perf_counter() - start] if run else []
    return statistics.median(times)


def main(number: int) -> None:
    """Print one line a command."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(number, folder / "directory")
        unit = seconds([sys.executable, "-c", "pass"], folder, RUNS)
        print(f"{number:,} programs; python -c pass: {unit * 1000:.0f} ms")
        for label, arguments in COMMANDS.items():
            runs = 3 if "render" in label or "lint" in label else RUNS
            took = seconds([sys.executable, "-m", "peerdir", *arguments], folder, runs)
            print(f"{label:24} {took * 1000:8.0f} ms  {took / unit:7.1f} x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
