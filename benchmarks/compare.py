"""Time `peerdir lint` beside other checkers on the same generated programs: whole processes, medians, peak memory.

python -m benchmarks.compare [--tools FOLDER] [--runs N] [NUMBER…]

check-jsonschema and yamllint are looked for in FOLDER, then on the PATH; without them their lines say "not installed".
Install them apart from this project, the first with the C parser that peerdir has too:

    pip install check-jsonschema ruamel.yaml.clib yamllint
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.generate import generate
from peerdir.assets import assets

CHANGED = 10
DAY = "2026-11-21"
# ru_maxrss counts KiB, but bytes on macOS.
MEBIBYTE = 1024 * 1024 if sys.platform == "darwin" else 1024


class Run(NamedTuple):
    """One process that has ended: seconds on the clock, seconds of all processors, MiB at the peak, its exit code.

    The memory is that of the largest, where it has started others.
    """

    seconds: float
    cpu: float
    memory: float
    code: int


class Tool(NamedTuple):
    """What is measured: its command, None where it is not installed, and what to do before each run."""

    label: str
    command: Sequence[str] | None
    prepare: Callable[[int], object] = lambda _: None


def measure(command: Sequence[str], folder: Path) -> Run:
    """Run a command to its end in `folder`, with a cache that is there only; its output goes nowhere."""
    environment = {**os.environ, "PEERDIR_CACHE": str(folder / "cache")}
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603
        command, cwd=folder / "directory", env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    # Of one process only; getrusage(RUSAGE_CHILDREN) would give the largest of all so far.
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / MEBIBYTE, process.returncode)


def bundle(target: Path) -> Path:
    """Write the contract of programs as one file, without references to another: the same checks, no network.

    check-jsonschema also takes the schemas as they are, but then looks through the shared one anew for each program
    and needs about ten times as long; that would be no fair comparison.
    """
    whole, shared = (
        json.loads((assets("schemas") / f"{name}.schema.json").read_text()) for name in ("program", "common")
    )
    whole["definitions"] |= shared["definitions"]
    target.write_text(json.dumps(whole).replace("common.schema.json#", "#"))
    return target


def tools(folder: Path, found: Callable[[str], str | None]) -> Iterator[Tool]:
    """Yield what is measured in `folder`, which holds the directory; the order matters: a warm run follows a cold one.

    check-jsonschema and yamllint see the programs only, and neither compares entries nor runs rules.
    """
    lint = [sys.executable, "-m", "peerdir", "lint", "-C", ".", "--today", DAY]
    programs = sorted(f"programs/{path.name}" for path in (folder / "directory" / "programs").glob("*.yaml"))

    def forget(_: int) -> None:
        shutil.rmtree(folder / "cache", ignore_errors=True)

    def change(run: int) -> None:
        for name in programs[:: max(1, len(programs) // CHANGED)][:CHANGED]:
            with (folder / "directory" / name).open("a", encoding="utf-8") as file:
                file.write(f"# change {run}\n")

    yield Tool("python -c pass", [sys.executable, "-c", "pass"])
    yield Tool("peerdir lint, no cache", lint, forget)
    yield Tool("peerdir lint, nothing changed", lint)
    yield Tool(f"peerdir lint, {CHANGED} programs changed", lint, change)
    schema = str(bundle(folder / "program.schema.json"))
    jsonschema, yamllint = found("check-jsonschema"), found("yamllint")
    yield Tool("check-jsonschema", [jsonschema, "--schemafile", schema, *programs] if jsonschema else None)
    yield Tool("yamllint", [yamllint, "--format", "parsable", "programs"] if yamllint else None)


def compare(number: int, runs: int, found: Callable[[str], str | None]) -> None:
    """Print one line for each tool, with ratios to `python -c pass` and to a run of ours without a cache."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(number, folder / "directory")
        print(f"\n{number:,} programs, medians of {runs} runs")
        print(f"{'':36} {'seconds':>8} {'CPU':>8} {'MiB':>6} {'x pass':>8} {'x no cache':>10}  exit")
        seconds: list[float] = []
        for tool in tools(folder, found):
            if tool.command is None:
                print(f"{tool.label:36} not installed")
                continue
            done = _median([_prepared(tool, tool.command, run, folder) for run in range(runs + 1)][1:])
            seconds.append(done.seconds)
            cold = f"{done.seconds / seconds[1]:10.2f}" if len(seconds) > 1 else " " * 10
            print(
                f"{tool.label:36} {done.seconds:8.3f} {done.cpu:8.3f} {done.memory:6.0f}"
                f" {done.seconds / seconds[0]:8.1f} {cold}  {done.code}"
            )


def _prepared(tool: Tool, command: Sequence[str], run: int, folder: Path) -> Run:
    tool.prepare(run)
    return measure(command, folder)


def _median(runs: Sequence[Run]) -> Run:
    """The middle of each figure; of exit codes the highest, so that a run that failed is seen."""
    seconds, cpu, memory = (statistics.median(run[at] for run in runs) for at in range(3))
    return Run(seconds, cpu, memory, max(run.code for run in runs))


def main() -> None:
    """Read the command line and compare at each number of programs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare")
    parser.add_argument("numbers", nargs="*", type=int, default=[1000, 10_000], metavar="NUMBER")
    parser.add_argument("--tools", metavar="FOLDER", help="where check-jsonschema and yamllint are")
    parser.add_argument(
        "--runs", type=int, default=3, metavar="N", help="how many runs are counted, after one that is not"
    )
    given = parser.parse_args()
    where = os.pathsep.join(filter(None, [given.tools, os.environ.get("PATH")]))
    for number in given.numbers:
        compare(number, given.runs, lambda name: shutil.which(name, path=where))


if __name__ == "__main__":
    main()
