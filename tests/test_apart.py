"""Work shared out to several processes: what comes back, and what becomes of them when something fails."""

import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence

import pytest

from peerdir import apart

JOBS = [f"job {number}" for number in range(10)]
needs_fork = pytest.mark.skipif(not apart.CAN_FORK, reason="this system starts no process from the middle of another")


def who(jobs: Sequence[str]) -> Iterator[tuple[str, int]]:
    return ((job, os.getpid()) for job in jobs)


def no_child_is_left() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


@needs_fork
@pytest.mark.parametrize("number", [1, 2, 3, 20])
def test_each_job_is_done_once_and_stands_in_its_place(number: int) -> None:
    found = apart.of_each(JOBS, who, number)
    assert list(found) == JOBS
    assert len(set(found.values())) == min(number, len(JOBS))
    assert no_child_is_left()


@needs_fork
@pytest.mark.parametrize("number", [1, 3])
def test_no_more_jobs_are_given_at_once_than_asked(number: int) -> None:
    found = apart.of_each(JOBS, lambda jobs: ((job, len(jobs)) for job in jobs), number, 2)
    assert set(found.values()) <= {1, 2}
    assert list(found) == JOBS


@needs_fork
def test_the_jobs_of_a_process_that_was_killed_are_done_again() -> None:
    here = os.getpid()

    def killed(jobs: Sequence[str]) -> Iterator[tuple[str, int]]:
        for job in jobs:
            if os.getpid() != here and job == "job 4":
                os.kill(os.getpid(), signal.SIGKILL)
            yield job, os.getpid()

    assert apart.of_each(JOBS, killed, 2).keys() == set(JOBS)
    assert no_child_is_left()


@needs_fork
@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_when_work_is_given_up_no_process_goes_on(error: type[BaseException]) -> None:
    here = os.getpid()

    def endless(jobs: Sequence[str]) -> Iterator[tuple[str, int]]:
        for job in jobs:
            if os.getpid() == here:
                raise error
            time.sleep(60)
            yield job, 0

    with pytest.raises(error):
        apart.of_each(JOBS, endless, 3)
    assert no_child_is_left()


@needs_fork
def test_where_no_process_can_be_started_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refused)
    assert set(apart.of_each(JOBS, who, 3).values()) == {os.getpid()}


def test_beside_other_threads_no_process_is_started() -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        assert apart.workers() == 1
    finally:
        end.set()
        thread.join()
    assert apart.workers() >= 1
