"""Drafts of a few entries each: they find out what one of all would, shared out to processes or not."""

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from peerdir.render.booklet import draft
from peerdir.render.booklet.draft import only
from tests.conftest import SAMPLE
from tests.test_booklet import functions, pages, program, render

TODAY = dt.date(2026, 11, 21)
CONTENT: dict[str, Any] = {
    "title": "Example Directory",
    "codes": {"a": {}, "b": {}, "d": {}},
    "index": [{"name": "asthma"}],
    "program_index": [{"name": "A"}],
    "groups": [
        {"place": "here", "see": [{"id": "d"}], "entries": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]},
        {"place": "there", "see": [], "entries": [{"id": "c", "name": "C"}]},
        {"place": "nowhere", "see": [{"id": "a"}], "entries": []},
    ],
}
# The booklet as a process of its own makes it; what it started is counted in a file.
SHARED = """
import os, sys
from peerdir.render.booklet import draft
fork = os.fork
def counted():
    with open("forks", "a") as file:
        file.write("1")
    return fork()
os.fork = counted
draft.FEW, draft.ENTRIES = 0, 10
number = int(sys.argv.pop(1))
draft.workers = lambda: number
from peerdir.cli import app
app()
"""


def test_a_draft_holds_what_is_asked_for_and_what_stands_above_it() -> None:
    shorter = only(CONTENT, {"b"})
    assert shorter["groups"] == [
        {"place": "here", "see": CONTENT["groups"][0]["see"], "entries": [{"id": "a"}, {"id": "b", "name": "B"}]}
    ]
    assert (shorter["codes"], shorter["index"], shorter["program_index"]) == ({"b": {}}, [], [])
    assert shorter["title"] == "Example Directory"
    both = [entry for group in only(CONTENT, {"a", "c"})["groups"] for entry in group["entries"]]
    assert both == [{"id": "a", "name": "A"}, {"id": "c", "name": "C"}]


def test_drafts_of_three_entries_find_what_one_of_all_does(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Any] = []
    densities = draft.densities

    def spy(*given: Any) -> Any:
        found.append(densities(*given))
        return found[-1]

    monkeypatch.setattr(draft, "densities", spy)
    samples = [
        program(f"p{lines}", functions=functions("Walks by the river " * lines * 2), referral=None)
        for lines in range(18, 54, 3)
    ]
    render(*samples)
    monkeypatch.setattr(draft, "ENTRIES", 3)
    render(*samples)
    whole, in_parts = found
    assert whole == in_parts
    assert len(set(whole.values())) > 2


def test_the_work_is_shared_out_only_where_no_thread_can_be_lost(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    processes = draft._processes
    monkeypatch.setattr(draft, "workers", lambda: 2)
    monkeypatch.setattr(draft, "THREADS", tmp_path)
    many = [str(number) for number in range(draft.FEW + 1)]
    (tmp_path / "1").touch()
    assert (processes(many), processes(many[1:])) == (2, 1)
    (tmp_path / "2").touch()
    assert processes(many) == 1
    monkeypatch.setattr(draft, "THREADS", tmp_path / "not there")
    assert processes(many) == 1


@pytest.mark.skipif(not draft.THREADS.is_dir(), reason="only Linux says how many threads there are")
def test_processes_that_share_the_work_make_the_same_booklet(tmp_path: Path) -> None:
    made = []
    for number in (1, 2):
        output = tmp_path / f"{number}.pdf"
        command = (sys.executable, "-c", SHARED, str(number), "render", "booklet", "-C", str(SAMPLE), "-o", str(output))
        subprocess.run((*command, "--condition", "stroke", "--today", str(TODAY)), cwd=tmp_path, check=True)
        forks = tmp_path / "forks"
        assert forks.exists() == (number == 2)
        made.append(output.read_bytes())
    assert made[0] == made[1]


def test_an_entry_whose_contacts_are_all_for_staff_is_printed() -> None:
    assert "Somebody who listens" in "".join(pages(render(program(contacts=()))))
