"""Time `peerdir search` as whole processes, in multiples of `python -c pass`, beside tools that only look for letters.

python -m benchmarks.search [--runs N] [NUMBER…]

ripgrep, git grep and fzf are timed where they are installed; they find words, not what words mean. The first search in
a new directory makes the index; that is timed apart.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.generate import generate

DAY = "2026-11-21"
QUERIES = (
    "diabetes spanish",
    "hi blood presure",
    "糖尿病",
    "sugar spanish near 92101",
    "someone to talk to after stroke",
)
SETTLED_SECONDS = 3
# The command as it is installed: `python -m` looks for its module first.
PEERDIR = str(Path(sys.executable).with_name("peerdir"))


class Tool(NamedTuple):
    """What is timed: its command, and what it reads on standard input, if anything."""

    label: str
    command: Sequence[str]
    given: bytes = b""


class Taken(NamedTuple):
    """What a command takes: the middle of several runs in milliseconds, and how often the unit fits into that."""

    milliseconds: float
    times: float


UNIT = Tool("python -c pass", (sys.executable, "-c", "pass"))


def measured(tool: Tool, folder: Path, runs: int) -> Taken:
    """Run a command so often in `folder`, each time right after the unit, so that a busy moment slows down both."""
    pairs = [(once(UNIT, folder), once(tool, folder)) for _ in range(runs)]
    units, taken = (statistics.median(column) for column in zip(*pairs, strict=True))
    return Taken(taken, taken / units)


def once(tool: Tool, folder: Path) -> float:
    """Run a command as a whole process and return the milliseconds it took."""
    environment = {**os.environ, "PEERDIR_CACHE": str(folder.parent / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    subprocess.run(tool.command, cwd=folder, env=environment, input=tool.given, capture_output=True, check=False)  # noqa: S603
    return (time.perf_counter() - start) * 1000


def searches(folder: Path) -> Iterator[Tool]:
    """Yield the same search in words of several kinds."""
    for query in QUERIES:
        command = (PEERDIR, "search", "-C", str(folder), "--today", DAY, *query.split())
        yield Tool(f"peerdir search {query}", command)


def others(folder: Path) -> Iterator[Tool]:
    """Yield the tools that are installed and look for the letters of one word."""
    if found := shutil.which("rg"):
        yield Tool("ripgrep diabetes", (found, "--files-with-matches", "diabetes", "programs"))
    if found := shutil.which("git"):
        yield Tool(
            "git grep diabetes", (found, "grep", "--no-index", "--files-with-matches", "diabetes", "--", "programs")
        )
    if found := shutil.which("fzf"):
        names = b"".join(path.read_bytes() for path in sorted((folder / "programs").iterdir()))
        yield Tool("fzf --filter diabetes", (found, "--filter", "diabetes"), names)


def report(number: int, runs: int) -> Iterator[str]:
    """Yield the lines of the report for a directory of so many programs."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "directory"
        generate(number, folder)
        # Files written a moment ago are read again, as they may still change unseen.
        time.sleep(SETTLED_SECONDS)
        first = once(next(searches(folder)), folder)
        yield f"{number:,} programs; making the index {first / 1000:.1f} s"
        for tool in (UNIT, *searches(folder), *others(folder)):
            taken = measured(tool, folder, runs)
            yield f"  {tool.label:50} {taken.milliseconds:7.1f} ms  {taken.times:5.2f} x"


def main() -> None:
    """Print the report for each number of programs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("numbers", metavar="NUMBER", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--runs", type=int, default=15)
    arguments = parser.parse_args()
    for number in arguments.numbers:
        for line in report(number, arguments.runs):
            print(line, flush=True)


if __name__ == "__main__":
    main()
