"""Every command that writes, stopped at every step of writing: nothing is torn, nothing is lost, and it says so.

A step is a call that the system may refuse or never come back from: opening a file to write, writing, making it last,
giving it its place, taking it away. Each is tried in turn, until a run meets none that was not tried.
"""

import contextlib
import errno
import gc
import io
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from peerdir.__main__ import run
from peerdir.reading.collection import load
from tests.conftest import PROGRAM, SAMPLE, overlay
from tests.test_lint_laws import slim
from tests.test_new import settings
from tests.test_since import git

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process of its own is made by fork")
Files = Mapping[str, bytes]
OTHER = overlay(
    PROGRAM, {"name": "name: Other\n", "contacts": 'contacts: [{role: public, phone: "+1-619-555-0152"}]\n'}
)
UNSORTED = overlay(PROGRAM, {"name": ""}) + "name: Example\n"
TWICE = overlay(PROGRAM, {"populations": "populations: [adults, adults]\n"})
CALLS = "id,result,by\nexample,confirmed,desk\nother,no-answer,desk\n"
MOST = 60


@dataclass(frozen=True, kw_only=True)
class Case:
    """One call, what has to stand in the directory before, and the file that somebody else may be writing too."""

    words: tuple[str, ...]
    target: str = "programs/example.yaml"
    before: Mapping[str, str] = field(default_factory=dict)


CASES: Mapping[str, Case] = {
    "set": Case(words=("set", "example", "cost.free=false")),
    "verify": Case(words=("verify", "example", "--confirmed", "--by", "desk")),
    "verify-all": Case(words=("verify", "--all-from", "../calls.csv"), before={"../calls.csv": CALLS}),
    "close": Case(words=("close", "example", "--reason", "It has ended")),
    "rename": Case(words=("rename", "example", "walkers")),
    "rename-organization": Case(words=("rename", "example-runner", "walkers")),
    "new": Case(
        words=(
            "new",
            "Circle of Friends",
            "--no-input",
            "--organization-type",
            "clinic",
            *settings(organization="New Folk"),
        ),
        target="",
    ),
    "fmt": Case(words=("fmt",), before={"programs/example.yaml": UNSORTED}),
    "fix": Case(words=("lint", "--fix"), before={"programs/example.yaml": TWICE}),
    "vocab": Case(words=("vocab", "add", "needs", "gardening", "--label", "Gardening"), target="vocabulary/needs.yaml"),
    "edition": Case(words=("edition", "Winter 2027"), target="directory.yaml"),
}


class Steps:
    """Counts the steps of writing inside a folder, and does something at one of them."""

    def __init__(self, root: Path, number: int, happens: Callable[[], None]) -> None:
        self.root, self.number, self.happens = str(root.resolve()), number, happens
        self.seen, self.met = 0, ""

    def __call__(self, path: object, what: str) -> None:
        if str(path).startswith(self.root):
            self.seen += 1
            if self.seen == self.number:
                self.met = what
                self.happens()

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        """Put a look before each call that writes."""
        with pytest.MonkeyPatch.context() as patch:
            for name in ("replace", "unlink", "chmod", "link"):
                patch.setattr(os, name, self._looked(name, getattr(os, name)))
            sync, opened = os.fsync, io.open

            def sync_(handle: int) -> None:
                self(Path(f"/proc/self/fd/{handle}").readlink(), "fsync")
                sync(handle)

            def open_(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
                if not set(mode) & set("wxa+"):
                    return opened(file, mode, *rest, **named)
                self(file, "open")
                return Halfway(opened(file, mode, *rest, **named), lambda: self(file, "write"))

            patch.setattr(os, "fsync", sync_)
            patch.setattr(io, "open", open_)
            yield

    def _looked(self, what: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *rest: Any, **named: Any) -> Any:
            self(path, what)
            return real(path, *rest, **named)

        return call


class Halfway:
    """A file of which the first half is on the disk when something happens to the second."""

    def __init__(self, file: Any, look: Callable[[], None]) -> None:
        self._file, self._look = file, look

    def __enter__(self) -> "Halfway":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, content: bytes) -> int:
        self._file.write(content[: len(content) // 2])
        self._file.flush()
        self._look()
        self._file.write(content[len(content) // 2 :])
        return len(content)


def refuse() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def ask_to_end() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def press_ctrl_c() -> None:
    os.kill(os.getpid(), signal.SIGINT)


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code (negative for a signal), what it said, how many steps it took, which it met."""

    code: int
    said: str
    steps: int
    met: str


def call(root: Path, case: Case, number: int = 0, happens: Callable[[], None] = refuse) -> Ended:
    """Run a command in a process of its own, and let something happen at one step of its writing."""
    out, into = os.pipe()
    if (child := os.fork()) == 0:
        _run(root, case, Steps(root, number, happens), into)
    os.close(into)
    with open(out, "rb") as file:  # noqa: PTH123 - the end of a pipe
        said, _, steps = file.read().decode().partition("\0")
    steps, _, met = steps.partition("\0")
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Ended(code, said, int(steps or 0), met)


def _run(root: Path, case: Case, steps: Steps, into: int) -> None:
    """Be the other process, and never come back from it."""
    code = 99
    try:
        gc.disable()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(root)
        sys.argv = ["peerdir", *case.words, *(() if case.words[0] in ("fmt", "vocab") else ("--today", "2026-11-21"))]
        sys.stdout = sys.stderr = text = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        try:
            with steps.watched():
                run()
        except SystemExit as end:
            code = int(end.code or 0)
        os.write(into, text.buffer.getvalue() + f"\0{steps.seen}\0{steps.met}".encode())
    finally:
        os._exit(code)


def files(root: Path) -> Files:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small directory in git; vocabularies without the words people say are read sooner."""
    place = tmp_path_factory.mktemp("pristine")
    root = place / "directory"
    for path, text in (
        ("programs/example.yaml", PROGRAM),
        ("programs/other.yaml", OTHER),
        ("organizations/example-runner.yaml", "name: Example Runner\ntype: community-organization\n"),
        ("organizations/example-clinic.yaml", (SAMPLE / "organizations" / "example-clinic.yaml").read_text("utf-8")),
        ("directory.yaml", (SAMPLE / "directory.yaml").read_text("utf-8")),
    ):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    (root / "vocabulary").mkdir()
    for file in (SAMPLE / "vocabulary").glob("*.yaml"):
        (root / "vocabulary" / file.name).write_bytes(file.read_bytes() if file.stem == "needs" else slim(file))
    git(place, "init", "--quiet")
    git(place, "add", ".")
    git(place, "commit", "--quiet", "-m", "first")
    return place


@pytest.fixture(params=[*CASES.values()], ids=[*CASES])
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@pytest.fixture
def anew(case: Case, pristine: Path, tmp_path: Path) -> Callable[[], Path]:
    """Make the directory again as it was."""

    def make() -> Path:
        place = tmp_path / "place"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(pristine, place)
        for path, text in case.before.items():
            (place / "directory" / path).write_text(text, encoding="utf-8")
        return place / "directory"

    return make


def check(root: Path, before: Files, done: Files, *, scraps: bool) -> None:
    """Every file is whole, as it was or as it was to be; nothing that was told is told nowhere."""
    now = files(root)
    left = {path for path in now if Path(path).name.startswith(".")}
    assert scraps or not left, left
    for path in now.keys() - left:
        assert now[path] in (before.get(path), done.get(path)), path
    for path in before.keys() - now.keys():
        # A file is gone only once what takes its place is there, and everything that refers to it is changed.
        assert path not in done
        assert {name: now[name] for name in done} == dict(done)
    found = load(root).diagnostics
    assert not [one for one in found if Path(one.path).name.startswith(".") or one.rule == "not-an-entry"]


# So many steps at the beginning are all tried.
EACH = 9


def every_step(anew: Callable[[], Path], case: Case, happens: Callable[[], None]) -> Iterator[tuple[Path, int, Ended]]:
    # A command that changes many files does the same for each: with every fifth step each kind of step has its turn.
    for number in (*range(1, EACH), *range(EACH, MOST, 5)):
        root = anew()
        ended = call(root, case, number, happens)
        yield root, number, ended
        if ended.code >= 0 and ended.steps < number:
            return
    raise AssertionError("there is no end of it")


def both(anew: Callable[[], Path], case: Case) -> tuple[Files, Files]:
    """The files before the command, and behind it when nothing happens."""
    if case.words not in KNOWN:
        KNOWN[case.words] = _both(anew, case)
    return KNOWN[case.words]


KNOWN: dict[tuple[str, ...], tuple[Files, Files]] = {}


def _both(anew: Callable[[], Path], case: Case) -> tuple[Files, Files]:
    root = anew()
    before = files(root)
    ended = call(root, case)
    assert ended.code == 0, ended.said
    done = files(root)
    assert done != before
    return before, done


@pytest.mark.sampled(2)
def test_a_full_disk_at_any_step_is_said_and_can_be_gone_on_with(case: Case, anew: Callable[[], Path]) -> None:
    before, done = both(anew, case)
    codes = []
    for root, _, ended in every_step(anew, case, refuse):
        codes.append(ended.code)
        assert ended.code in (0, 3), ended.said
        assert "mistake of ours" not in ended.said
        assert "Traceback" not in ended.said
        # Where even taking away is refused, what is left behind is seen by nobody.
        check(root, before, done, scraps=ended.met == "unlink")
        assert ended.code == 0 or "No space left on device" in ended.said
        go_on(root, case, before, done)
    assert codes.count(3) >= 3


@pytest.mark.sampled(2)
def test_killed_at_any_step_nothing_is_torn_and_it_can_be_gone_on_with(case: Case, anew: Callable[[], Path]) -> None:
    before, done = both(anew, case)
    killed = 0
    for root, _, ended in every_step(anew, case, kill):
        killed += ended.code == -signal.SIGKILL
        check(root, before, done, scraps=True)
        go_on(root, case, before, done)
    assert killed >= 4


def go_on(root: Path, case: Case, before: Files, done: Files) -> None:
    """What was stopped halfway between several files ends as it would have, when the same is called again."""
    if files_of(root) not in (before, done):
        ended = call(root, case)
        assert ended.code == 0, ended.said
        assert files_of(root) == done


def files_of(root: Path) -> Files:
    """The files without what a process that was killed has left behind."""
    return {path: raw for path, raw in files(root).items() if not Path(path).name.startswith(".")}


@pytest.mark.parametrize(("how", "code"), [(ask_to_end, 143), (press_ctrl_c, 130)])
@pytest.mark.sampled(3)
def test_asked_to_end_it_leaves_no_scrap(
    how: Callable[[], None], code: int, case: Case, anew: Callable[[], Path]
) -> None:
    before, done = both(anew, case)
    steps = call(anew(), case).steps
    root = anew()
    ended = call(root, case, steps // 2, how)
    assert ended.code in (0, code), ended.said
    check(root, before, done, scraps=False)


@pytest.mark.sampled(2)
def test_what_somebody_else_saves_meanwhile_stays(case: Case, anew: Callable[[], Path]) -> None:
    if not case.target:
        pytest.skip("it changes no file that is there")
    root = anew()
    path = root / case.target
    theirs = path.read_bytes() + b"# saved by somebody else\n"

    def save() -> None:
        path.write_bytes(theirs)

    ended = call(root, case, 1, save)
    assert ended.code in (1, 3), ended.said
    assert "meanwhile" in ended.said
    assert path.read_bytes() == theirs
    assert not [name for name in files(root) if Path(name).name.startswith(".")]


def test_a_read_only_file_is_left_as_it_is(case: Case, anew: Callable[[], Path]) -> None:
    if not case.target or case.words[0] == "rename":
        pytest.skip("it changes no file that is there, or takes it away")
    root = anew()
    before = files(root)
    (root / case.target).chmod(0o444)
    ended = call(root, case)
    assert ended.code in (1, 3), ended.said
    assert "read-only" in ended.said
    assert files(root)[case.target] == before[case.target]


@pytest.mark.sampled(2)
def test_of_two_writers_one_waits_and_sees_what_the_other_wrote(case: Case, anew: Callable[[], Path]) -> None:
    """Both begin at once: each change is whole, and whoever is late changes nothing that he has not read."""
    before, done = both(anew, case)
    root = anew()
    other = Case(words=("set", "other", "alert.text=Closed on Monday"))
    children = []
    for one in (case, other):
        if (child := os.fork()) == 0:
            _run(root, one, Steps(root, 2, lambda: time.sleep(0.05)), os.open(os.devnull, os.O_WRONLY))
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert set(codes) <= {0, 1, 3}
    now = files(root)
    assert codes[1] != 0 or b"Closed on Monday" in b"".join(now.values())
    expected = done if codes[0] == 0 else before
    for path in done.keys() - {"programs/other.yaml"}:
        if codes[0] == 0:
            assert now[path] == expected[path], path
    assert load(root).diagnostics == ()
    assert not [name for name in now if Path(name).name.startswith(".")]
