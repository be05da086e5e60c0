"""Work shared out to processes of their own, each of which sends back lines of text."""

import os
from collections.abc import Callable, Iterable, Sequence

CAN_FORK = hasattr(os, "fork")
# Beyond that many the work of taking the lines back is what counts.
MOST = 8


def workers() -> int:
    """How many processes this machine can run at once for us."""
    if not CAN_FORK:
        return 1
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST)


def apart(jobs: Sequence[str], work: Callable[[Sequence[str]], Iterable[str]], number: int) -> list[str]:
    """Let `number` processes, this one among them, do a part of the jobs each; return the lines of all.

    The lines of a process that failed are missing: whoever asks does those jobs again, and meets the failure himself.
    """
    started = [_start(jobs[part::number], work) for part in range(1, number)]
    lines = [*work(jobs[0::number])]
    for process, pipe in started:
        with open(pipe, "rb") as file:
            sent = file.read()
        if os.waitpid(process, 0)[1] == 0 and sent:
            lines += sent.decode().split("\n")
    return lines


def _start(jobs: Sequence[str], work: Callable[[Sequence[str]], Iterable[str]]) -> tuple[int, int]:
    """Start a process; return its number and the end of the pipe where its lines come out when it has done all."""
    out, into = os.pipe()
    process = os.fork()
    if process:
        os.close(into)
        return process, out
    failed = 1
    try:
        os.close(out)
        with open(into, "wb") as file:
            file.write("\n".join(work(jobs)).encode())
        failed = 0
    finally:
        # Nothing that belongs to the other process is flushed, closed or cleaned up by this one.
        os._exit(failed)
