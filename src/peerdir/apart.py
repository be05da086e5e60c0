"""Work shared out to processes of their own, each of which sends back what it found."""

import contextlib
import os
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

CAN_FORK = hasattr(os, "fork")
# Beyond that many the work of taking the answers back is what counts.
MOST = 8

Found = TypeVar("Found")


def workers() -> int:
    """How many processes this machine can run at once for us; 1 where other threads run, which a fork would cut off."""
    import threading

    if not CAN_FORK or threading.active_count() > 1:
        return 1
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST)


def apart(jobs: Sequence[str], work: Callable[[Sequence[str]], Iterable[Found]], number: int) -> list[Found]:
    """Let `number` processes, this one among them, do a part of the jobs each; return what all of them found.

    What a process that failed should have found is missing: whoever asks does those jobs again, and meets the failure
    himself. When this one fails or is stopped, the others are ended. What is found goes through a pipe (pickle).
    """
    started: dict[int, int] = {}
    try:
        for part in range(1, number):
            # Where no more processes can be started, that part is missing too.
            with contextlib.suppress(OSError):
                process, pipe = _start(jobs[part::number], work)
                started[process] = pipe
        found = [*work(jobs[0::number])]
        for process in tuple(started):
            found += _received(process, started[process])
            del started[process]
    finally:
        for process, pipe in started.items():
            _end(process, pipe)
    return found


def of_each(
    jobs: Sequence[str],
    work: Callable[[Sequence[str]], Iterable[tuple[str, Found]]],
    number: int,
    batch: int | None = None,
) -> Mapping[str, Found]:
    """Return what `work` finds of each job, by the job, in their order; it is given at most `batch` of them at once.

    `number` processes share the work. The jobs of one that failed are done again by this one.
    """

    def batches(part: Sequence[str]) -> Iterator[tuple[str, Found]]:
        size = batch or max(1, len(part))
        for start in range(0, len(part), size):
            yield from work(part[start : start + size])

    found = dict(apart(jobs, batches, number) if number > 1 else ())
    found |= batches([job for job in jobs if job not in found])
    return {job: found[job] for job in jobs if job in found}


def _start(jobs: Sequence[str], work: Callable[[Sequence[str]], Iterable[Found]]) -> tuple[int, int]:
    """Start a process; return its number and the end of the pipe where it sends what it found when it has done all."""
    out, into = os.pipe()
    here = os.getpid()
    try:
        process = os.fork()
    except OSError:
        os.close(out)
        os.close(into)
        raise
    if process:
        os.close(into)
        return process, out
    failed = 1
    try:
        os.close(out)
        found = []
        for one in work(jobs):
            if os.getppid() != here:
                break  # Nobody waits for it any more.
            found.append(one)
        with open(into, "wb") as file:
            pickle.dump(found, file, pickle.HIGHEST_PROTOCOL)
        failed = 0
    finally:
        # Nothing that belongs to the other process is flushed, closed or cleaned up by this one.
        os._exit(failed)


def _received(process: int, pipe: int) -> list[Found]:
    """Wait for a process and return what it found; nothing if it failed."""
    found: list[Found] = []
    with open(pipe, "rb", closefd=False) as file, contextlib.suppress(EOFError, pickle.UnpicklingError):
        found = pickle.load(file)  # noqa: S301 - written by a process of our own
    failed = os.waitpid(process, 0)[1] != 0
    os.close(pipe)
    return [] if failed else found


def _end(process: int, pipe: int) -> None:
    with contextlib.suppress(OSError):
        os.close(pipe)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
