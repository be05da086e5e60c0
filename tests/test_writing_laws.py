"""Laws of every command that changes entries: nothing gets worse, and no line but those that were meant is touched."""

import difflib
import functools
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from peerdir import limits
from peerdir.cli import app
from peerdir.diagnostic import Severity
from peerdir.edit import writing
from peerdir.lint.check import lint
from peerdir.reading.builder import HIDDEN
from peerdir.reading.collection import load
from peerdir.reading.reader import read
from peerdir.rule import Context
from peerdir.rules import all_rules
from tests.conftest import SAMPLE, TODAY
from tests.test_lint_laws import slim
from tests.test_new import settings as answers

SIZE = limits.SIZES["program"]
PROGRAMS = ("bridge-house-evenings", "coeur-a-coeur-douala", "noor-womens-circle", "camina-conmigo")
KEY = re.compile(rb"([a-z_]+):")
Files = Mapping[str, bytes]


class Step(NamedTuple):
    """One call: the command, which entry it is about (by number), what else is typed, which fields may change."""

    command: str
    entry: int
    words: Sequence[str]
    fields: frozenset[str]


# Good values, values that lint refuses, and some that mean something in YAML.
CHANGES = (
    *(
        "cost.free=false",
        "cost.description=",
        "name=A: new # name",
        "summary=We meet [here], and there: today.",
        "status=paused",
    ),
    *("status=activ", "needs+=smoking", "needs-=smoking", "contacts.1.phone=+1-619-555-0177", "contacts.1.phone=12"),
    *(
        "alert.text=Closed on Monday",
        "alert=",
        "schedule.1.start=17:30",
        "languages+=fr",
        "populations=[adults, women]",
    ),
    *(
        "referral.steps=[Call us., 'Come: we wait.']",
        "description=No",
        "also_known_as+=no",
        "eligibility.minimum_age=18",
    ),
    *(
        "referral.escalation=Call 911 or 988.",
        "conditions=nobody-knows",
        "translations.es.name=Círculo",
        "locations.1.area=#1",
    ),
    *(
        "also_known_as+=0:;",
        "also_known_as+=a, b",
        "also_known_as=",
        "started=2020",
        "links+={url: https://www.example.org/x}",
    ),
)
OUTCOMES = (
    ("--confirmed",),
    ("--confirmed", "--informant", "Luis R., manager"),
    ("--no-answer", "--note", "rang # 9 times: nobody"),
    ("--refused",),
    ("--changed", "cost.free=true"),
    ("--changed", "contacts.1.phone=+1-619-555-0188"),
    ("--closed", "--note", "The room is gone"),
)


def field_of(change: str) -> str:
    return re.split(r"[.=+-]", change, maxsplit=1)[0]


def set_(change: str, entry: int) -> Step:
    return Step("set", entry, (change,), frozenset({field_of(change)}))


def verify(outcome: Sequence[str], entry: int) -> Step:
    own = {"verification", *map(field_of, outcome[1:2] if outcome[0] == "--changed" else ())}
    return Step(
        "verify", entry, (*outcome, "--by", "desk"), frozenset(own | ({"status"} if "--closed" in outcome else set()))
    )


ENTRIES = st.integers(0, 40)
RUN_BY = {"organization": "example-promotora-network", "referral.health_care_contacts.1.organization": "example-clinic"}
STEPS = st.one_of(
    st.builds(set_, st.sampled_from(CHANGES), ENTRIES),
    st.builds(verify, st.sampled_from(OUTCOMES), ENTRIES),
    st.builds(
        lambda entry: Step(
            "close", entry, ("--reason", "It has ended: no room"), frozenset({"status", "verification"})
        ),
        ENTRIES,
    ),
    st.builds(
        lambda entry, name: Step("rename", entry, (name,), frozenset({"id", "former_ids", "organization", "referral"})),
        ENTRIES,
        st.sampled_from(["one", "two", "three-more", "noor-womens-circle", "Not an id"]),
    ),
    st.builds(
        lambda name, entry: Step("new", entry, (name, "--no-input", *answers(**RUN_BY)), frozenset()),
        st.sampled_from(["Círculo: de # Amigos", "Morning Walkers", "Puentes Peer Support"]),
        ENTRIES,
    ),
)


def crlf(raw: bytes) -> bytes:
    return raw.replace(b"\n", b"\r\n")


LAYOUTS = (
    bytes,
    crlf,
    lambda raw: b"\xef\xbb\xbf" + raw,
    lambda raw: raw.rstrip(b"\n"),
    lambda raw: raw + b"\n\n# the end",
)


@functools.cache
def base() -> Files:
    """A small valid directory: programs of several countries, the organizations they name, settings and words."""
    found = {path.relative_to(SAMPLE).as_posix(): path.read_bytes() for path in SAMPLE.rglob("*.yaml")}
    found = {p: raw for p, raw in found.items() if not p.startswith("programs/") or Path(p).stem in PROGRAMS}
    return found | {path: slim(SAMPLE / path) for path in found if path.startswith("vocabulary/")}


def files(root: Path) -> Files:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def run(root: Path, step: Step) -> Result:
    entries = sorted(path.stem for kind in ("programs", "organizations") for path in (root / kind).glob("*.yaml"))
    programs = sorted(path.stem for path in (root / "programs").glob("*.yaml"))
    known = entries if step.command == "rename" else programs
    named = [] if step.command == "new" else [known[step.entry % len(known)]]
    return CliRunner().invoke(app, [step.command, "-C", str(root), "--today", str(TODAY), *named, *step.words])


def findings(root: Path) -> Counter[str]:
    collection = load(root)
    found = lint(Context(collection=collection, today=TODAY), all_rules(), limit=None)
    # A renamed file keeps what is wrong with it.
    return Counter(one.rule for one in found if one.severity is Severity.ERROR)


def touched(before: bytes, after: bytes) -> Iterator[tuple[bytes, str, bytes]]:
    """Yield each line that is only on one side: which side it is on, the field it belongs to, and the line."""
    sides = [raw.splitlines(keepends=True) for raw in (before, after)]
    bare = [[line.rstrip(b"\r\n") for line in side] for side in sides]
    for tag, *spans in difflib.SequenceMatcher(None, bare[0], bare[1], autojunk=False).get_opcodes():
        for sign, side, (start, stop) in zip((b"-", b"+"), bare, (spans[:2], spans[2:]), strict=True):
            for number in range(start, stop) if tag != "equal" else ():
                fields = [found[1].decode() for line in side[: number + 1] if (found := KEY.match(line))]
                yield sign, fields[-1] if fields else "", side[number]


def check_lines(path: str, before: bytes, after: bytes, step: Step) -> None:
    """No line of another field, no comment, no line end and no mark at the beginning is touched."""
    for sign, field, line in touched(before, after):
        assert field in step.fields, (path, step, sign + line)
        assert not line.lstrip().startswith(b"#"), (path, step, sign + line)
    assert after.startswith(b"\xef\xbb\xbf") == before.startswith(b"\xef\xbb\xbf")
    if b"\r\n" in before:
        assert after.count(b"\n") == after.count(b"\r\n"), path
    else:
        assert b"\r" not in after, path
    assert after.endswith(b"\n") == before.endswith(b"\n") or step.fields & set(
        re.findall(r"[a-z_]+", before.decode().splitlines()[-1])
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("laws")


@given(st.lists(STEPS, min_size=3, max_size=7), st.lists(st.integers(0, 4), min_size=4, max_size=4))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_sequence_leaves_a_directory_no_worse_and_other_lines_alone(
    folder: Path, steps: list[Step], layouts: list[int]
) -> None:
    root = folder / "directory"
    shutil.rmtree(root, ignore_errors=True)
    for path, raw in base().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    for name, layout in zip(PROGRAMS, layouts, strict=True):
        file = root / "programs" / f"{name}.yaml"
        file.write_bytes(LAYOUTS[layout](file.read_bytes()))
    worst = findings(root)
    assert not worst
    for step in steps:
        before = files(root)
        result = run(root, step)
        assert result.exit_code in (0, 1, 2), (step, result.output)
        after = files(root)
        assert findings(root) <= worst, (step, result.output)
        check_step(before, after, step, result)


def check_step(before: Files, after: Files, step: Step, result: Result) -> None:
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    if result.exit_code:
        assert not changed, (step, result.output)
        return
    gone, new = before.keys() - after.keys(), after.keys() - before.keys()
    for path in changed - gone - new:
        check_lines(path, before[path], after[path], step)
    if step.command == "rename":
        (old,), (renamed,) = gone, new
        check_lines(old, before[old], after[renamed], step)
    elif step.command == "new":
        assert changed == new
    else:
        assert len(changed) <= 1
        assert not gone | new


SIGNS = st.text(alphabet=st.sampled_from("0:;a?,[]{}#&*!|>'\"%@`-. ~é\t\nN=<_/\\+1eE\r\u2028長"), max_size=8)


@given(st.one_of(SIGNS, st.text(max_size=30)))
@settings(max_examples=400, deadline=None)
def test_what_is_written_is_read_back_wherever_it_stands(text: str) -> None:
    shapes: tuple[Any, ...] = ([text], {"k": text}, {"k": [text, {"a": text}]}, {"k": {"a": text, "b": [text]}})
    for shape in shapes:
        lines = "\n".join(writing.field("x", shape))
        for shown, expected in ((writing.flow(shape), shape), (lines, {"x": shape})):
            source = read(f"{shown}\n".encode("utf-8", "surrogatepass"), SIZE)
            # What nobody can see is refused, and never read as something else.
            is_refused = bool(HIDDEN.search(text)) or "\r" in text
            assert source.data == expected or (is_refused and source.data is None), shown
    if text and not HIDDEN.search(text) and "\r" not in text:
        assert read(writing.flow({text: 1}).encode(), SIZE).data == {text: 1}


@pytest.mark.parametrize("text", ["0:;", "0:", "a:b", "a?b", "1?", "x#", "x #", "0,5", "é:"])
def test_signs_that_yaml_keeps_for_itself_are_quoted_in_brackets(text: str) -> None:
    assert read(f"[{writing.scalar(text, in_brackets=True)}]\n".encode(), SIZE).data == [text]
