"""Laws that lint keeps for any file: what it says depends on what the files hold, and on nothing else."""

import functools
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerdir import limits
from peerdir.diagnostic import Diagnostic, Pointer, Severity
from peerdir.lint import fix
from peerdir.lint.check import lint
from peerdir.lint.folder import Run, lint_folder
from peerdir.lint.verdicts import Kept
from peerdir.reading.collection import load
from peerdir.reading.reader import read
from peerdir.reading.source import Source
from peerdir.rule import Context
from peerdir.rules import all_rules
from tests.conftest import SAMPLE, TODAY, split

Texts = Mapping[str, bytes]


def examine(root: Path, texts: Texts) -> fix.Examined:
    """Read and lint the directory in `root` with these texts in place of its files; every finding."""
    collection = load(root, texts=texts)
    return collection, lint(Context(collection=collection, today=TODAY), all_rules(), limit=None)


def examine_folder(root: Path, texts: Texts) -> Sequence[Diagnostic]:
    """The same as the command does it, with nothing kept from before; what is shown of it."""
    return lint_folder(root, Run(all_rules(), TODAY, "", 0), Kept(None), texts).found


# Five programs of three countries with what they refer to: small, so that many can be tried.
PROGRAMS = (
    "after-the-baby",
    "bridge-house-evenings",
    "coeur-a-coeur-douala",
    "noor-womens-circle",
    "puentes-san-diego",
)
# What stands in place of a value, a name or a line; much of it is nearly right, or means something in YAML.
VALUES = (
    *("", "no", "02134", "18:00", "1e3", "~", "5", "-1", "true", "2026-02-30", "2099-01-01", "2020-01-01", "x" * 400),
    *("[", "{a: b}", "[adults, adults]", "- a", "'", '"', "# x", "a: b", "&a b", "*a", "!!str a", "| ", ">\n  a", "%"),
    *("(619) 555-0150", '"+1-619-555-0199"', "+16195550150", "619-PEER-00", "desk@example", "diabetes-type-2", "es"),
    *("http://www.example.org/?utm_source=a", "<b>Bold</b>", "SHOUTING ALL DAY LONG", "TODO", "Ana Maria Lopez, MD"),
    *("12 Example Street", "a\u00a0b", "a\u202eb", "e\u0301", "😀", "\u0e40\u0e1e\u0e37\u0e48\u0e2d\u0e19", "\ufeff"),
)
# What may well stand there, so that the file can be read and rules have something to say.
FITTING = {
    "phone": ('"(619) 555-0150"', "6195550150", "+16195550150", '"+1-619-PEER-00"', '"+1-619-555-0120"', '"١٢٣"'),
    "email": ("desk@example", "desk@example.org", '"a b@example.org"'),
    "url": (
        "http://www.example.org/a",
        '"https://www.example.org/?utm_source=x"',
        "www.example.org",
        "https://bit.ly/x",
    ),
    "name": ("Ana Maria Lopez", "EVERYBODY IS WELCOME HERE", f'"{"Long " * 14}"', "Puentes Peer Support", "Noor <b>"),
    "summary": (
        "Our clients suffer from diabetes and their HbA1c.",
        '"TODO: write this"',
        "EVERYBODY IS WELCOME HERE AND NOW",
    ),
    "status": ("active", "paused", "closed", "historical", "proposed", "activ"),
    "type": ("physical", "virtual", "confidential"),
    "free": ("true", "false", "yes"),
    "start": ("18:00", '"07:00"', '"23:30"'),
    "end": ("19:30", '"06:00"'),
    "postal_code": ("02134", '"92101"'),
    "country": ("US", "CM", "UK"),
    "latitude": ("0", "32.7", "117"),
    "organization": ("example-clinic", "nobody"),
    "code": ("es", "no", "xx"),
    "verified_on": ("2020-01-01", "2099-01-01", "2026-02-30"),
}
WORDS = (
    *("Peers call 911 (see https://bit.ly/x).", '"Ask for Ana: +1-619-555-0150, ana@example.org"', "Step 1 # and more"),
    *(
        '"We meet <b>twice</b>&nbsp;a week"',
        '"Non-compliant addicts who suffer from SMI and utilize DSMES"',
        "02134",
        "no",
    ),
)
NAMES = ("name", "nmae", "id", "phone", "type", "status", "url", "key", "code", "Name", "x y", "1", "null", "")
LINES = (
    "",
    "  ",
    "\t",
    "# note",
    "# peerdir: allow phone-form — a test",
    "# peerdir: allow",
    "---",
    "...",
    "- x",
    "a: b",
)
few = functools.partial(
    settings,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


class Damaged(dict[str, bytes]):
    """Texts by path, of which only the damaged ones are shown when a law fails."""

    def __repr__(self) -> str:
        return repr(
            {path: raw.decode("utf-8", "replace")[:5000] for path, raw in self.items() if raw != base().get(path)}
        )


MOVED = "moved-away"
chances = st.integers(0, 2**32).map(random.Random)


@functools.cache
def base() -> Texts:
    """The small directory, as texts by path."""
    names = [SAMPLE / "programs" / f"{name}.yaml" for name in PROGRAMS]
    wanted = {
        found for path in names for found in re.findall(r"organization: ([a-z0-9-]+)", path.read_text(encoding="utf-8"))
    }
    paths = [
        SAMPLE / "directory.yaml",
        *names,
        *(SAMPLE / "organizations" / f"{name}.yaml" for name in sorted(wanted)),
    ]
    texts = {path.relative_to(SAMPLE).as_posix(): path.read_bytes() for path in paths}
    return texts | {f"vocabulary/{path.name}": slim(path) for path in sorted((SAMPLE / "vocabulary").glob("*.yaml"))}


def slim(path: Path) -> bytes:
    """A vocabulary without the words people say, which are most of it, and with a code that has moved."""
    whole = read(path.read_bytes(), limits.SIZES["vocabulary"]).data
    terms = [{key: term[key] for key in ("code", "label", "moved_to") if key in term} for term in whole["terms"]]
    terms.append({"code": MOVED, "label": "Moved", "moved_to": terms[0]["code"]})
    return json.dumps({"title": whole["title"], "terms": terms}, ensure_ascii=False, indent=0).encode()


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder: all files come as texts."""
    return tmp_path_factory.mktemp("nothing")


def damage_value(text: str, dice: random.Random) -> str:
    found = source(text)
    if not found.scalars:
        return text
    start, end = found.bounds(dice.choice(list(found.scalars)))
    return text[:start] + dice.choice(VALUES) + text[end:]


def change_value(text: str, dice: random.Random) -> str:
    """Put something likely in place of a value: in a list what stands beside it, so that it stands there twice."""
    found = source(text)
    if () in found.scalars or not found.scalars:
        return text
    pointer = dice.choice(list(found.scalars))
    start, end = found.bounds(pointer)
    beside = [other for other in found.scalars if other[:-1] == pointer[:-1] and isinstance(pointer[-1], int)]
    likely = FITTING.get(str(pointer[-1]), WORDS)
    around = [text[slice(*found.bounds(other))] for other in beside]
    new = dice.choice([*around, MOVED] if beside else likely)
    return text[:start] + new + text[end:]


def add_blanks(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    lines[dice.randrange(len(lines))] += dice.choice((" ", "  ", "\t"))
    return "\n".join(lines)


def damage_name(text: str, dice: random.Random) -> str:
    found = source(text)
    if not found.keys:
        return text
    span = dice.choice(list(found.keys.values()))
    lines = text.split("\n")
    line = lines[span.line - 1]
    lines[span.line - 1] = line[: span.column - 1] + dice.choice(NAMES) + line[span.end_column - 1 :]
    return "\n".join(lines)


def damage_line(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    here, there = dice.randrange(len(lines)), dice.randrange(len(lines))
    match dice.randrange(6):
        case 0:
            del lines[here]
        case 1:
            lines.insert(there, lines[here])
        case 2:
            lines[here], lines[there] = lines[there], lines[here]
        case 3:
            lines[here] = dice.choice(("  ", " ", "\t", "- ")) + lines[here]
        case 4:
            lines[here] += dice.choice((" ", "  # note", "\t", " # peerdir: allow phone-form — a test", ","))
        case _:
            lines.insert(here, dice.choice(LINES))
    return "\n".join(lines)


def damage_bytes(raw: bytes, dice: random.Random) -> bytes:
    at, byte = dice.randrange(len(raw) + 1), bytes([dice.randrange(256)])
    return raw[:at] + dice.choice((b"", byte, byte + raw[at : at + 1])) + raw[at + 1 :]


def damaged(raw: bytes, dice: random.Random, times: int, ways: Sequence[Callable[[str, random.Random], str]]) -> bytes:
    """Damage a text in some of these ways, and, if all ways are allowed, now and then a byte."""
    for _ in range(times):
        if ways is ANYHOW and dice.random() < 0.1:
            raw = damage_bytes(raw, dice)
        else:
            text = raw.decode("utf-8", "replace")
            raw = dice.choice(ways)(text, dice).encode("utf-8", "surrogatepass")
    return raw


GENTLE = (*[change_value] * 5, add_blanks, damage_value)
ANYHOW = (*[change_value] * 4, damage_value, damage_name, damage_line)


def source(text: str) -> Source:
    return read(text.encode("utf-8", "surrogatepass"), limits.SIZES["program"])


@st.composite
def directories(draw: st.DrawFn, ways: Sequence[Callable[[str, random.Random], str]] = ANYHOW) -> Damaged:
    """A directory in which up to three files are damaged, each in up to four places."""
    dice = draw(chances)
    texts = Damaged(base())
    small = [path for path in texts if not path.startswith("vocabulary/")]
    for path in dice.sample(small, dice.randint(1, 3)):
        texts[path] = damaged(texts[path], dice, dice.randint(1, 8), ways)
    return texts


def apart(found: Sequence[Diagnostic], *paths: str) -> list[Diagnostic]:
    """The findings in all other files."""
    return [one for one in found if one.path not in paths]


@few(max_examples=20)
@given(texts=directories(), dice=chances)
def test_the_order_in_which_files_are_found_changes_nothing(texts: Damaged, dice: random.Random, nothing: Path) -> None:
    shuffled = dict(dice.sample(list(texts.items()), len(texts)))
    found = examine(nothing, texts)[1]
    assert examine(nothing, shuffled)[1] == found
    assert found == sorted(found, key=lambda one: one.sort_key)


@few(max_examples=12)
@given(texts=directories())
def test_a_text_stands_in_for_its_file(texts: Damaged, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What an editor pipes in gets the same answer as the saved file."""
    root = tmp_path_factory.mktemp("root")
    lay(root, base())
    piped = examine_folder(root, texts)
    lay(root, texts)
    assert examine_folder(root, {}) == piped


@pytest.mark.parametrize(
    "name",
    ["a-first", "d-middle", "z-last"],
)
def test_a_text_stands_in_for_a_file_that_is_not_there_yet(name: str, tmp_path: Path) -> None:
    """Its twin is there, and which of two files carries a finding goes by their names alone."""
    twin = re.sub(rb"(?m)^id: .*\n", b"", base()["programs/noor-womens-circle.yaml"])
    new = {f"programs/{name}.yaml": re.sub(rb"(?m)^organization: .*", b"organization: another", twin)}
    lay(tmp_path, base())
    piped = examine_folder(tmp_path, new)
    lay(tmp_path, new)
    assert examine_folder(tmp_path, {}) == piped
    assert {"shared-phone", "duplicate-program"} <= {one.rule for one in piped}


def lay(root: Path, texts: Texts) -> None:
    for path, raw in texts.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(raw)


BROKEN = (
    b"",
    b"name: [\n",
    b"\xff\xfe",
    b"- a list\n",
    b"a: *b\n",
    b"name: x\n",
    b"{" * 40,
    b"name: 5\nstatus: activ\n",
)


@few(max_examples=20)
@given(
    texts=directories(),
    raw=st.sampled_from(BROKEN) | st.binary(max_size=40),
    path=st.sampled_from(("programs/aaa.yaml", "programs/zzz.yaml", "organizations/zzz.yaml", "programs/No Id.yaml")),
)
def test_a_broken_file_that_nobody_names_changes_nothing_elsewhere(
    texts: Damaged, raw: bytes, path: str, nothing: Path
) -> None:
    alone, beside = examine(nothing, texts), examine(nothing, {**texts, path: raw})
    assert any(one.path == path and one.severity is Severity.ERROR for one in beside[1])
    # An organization may be used by the program that cannot be read, so nothing is said of it while there is one.
    unused = "unused-organization"
    assert without(unused, apart(beside[1], path)) == without(unused, alone[1])


def without(rule: str, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    return [one for one in found if one.rule != rule]


@few(max_examples=20)
@given(
    texts=directories(),
    raw=st.sampled_from(BROKEN),
    path=st.sampled_from([f"programs/{name}.yaml" for name in PROGRAMS]),
)
def test_breaking_a_program_changes_only_comparisons_elsewhere(
    texts: Damaged, raw: bytes, path: str, nothing: Path
) -> None:
    compared = {rule.name for rule in all_rules() if rule.check is None}
    before, after = (
        [one for one in apart(examine(nothing, now)[1], path) if one.rule not in compared | {"unused-allowance"}]
        for now in (texts, {**texts, path: raw})
    )
    assert before == after


@few(max_examples=15)
@given(texts=directories(GENTLE))
def test_windows_line_ends_change_nothing_but_that_they_are_reported(texts: Damaged, nothing: Path) -> None:
    unix = {path: raw for path, raw in texts.items() if b"\r" not in raw}
    windows = {path: raw.replace(b"\n", b"\r\n") for path, raw in unix.items()}
    plain, found = examine(nothing, unix)[1], examine(nothing, windows)[1]
    assert sum(one.rule == "windows-line-ends" for one in found) == len(unix)
    assert [place(one) for one in found if one.rule != "windows-line-ends"] == [place(one) for one in plain]


def place(one: Diagnostic) -> tuple[Any, ...]:
    """A finding without its edits, which also count line ends."""
    return one.path, one.span, one.rule, one.severity, one.message, one.pointer, one.excerpt, bool(one.edits)


@few(max_examples=15)
@given(texts=directories(GENTLE), dice=chances)
def test_the_order_of_fields_changes_only_places(texts: Damaged, dice: random.Random, nothing: Path) -> None:
    """Fields are moved with the lines they have; where the whole could not be read, that may be elsewhere then."""
    moved = {path: reordered(raw, dice) if path.startswith("programs/") else raw for path, raw in texts.items()}
    unread = {
        one.path
        for now in (texts, moved)
        for one in examine(nothing, now)[1]
        if one.rule in ("yaml-syntax", "yaml-feature")
    }
    kept, shuffled = (
        Counter(
            (one.path, one.rule, one.pointer)
            for one in examine(nothing, {path: raw for path, raw in now.items() if path not in unread})[1]
        )
        for now in (texts, moved)
    )
    assert kept == shuffled


def reordered(raw: bytes, dice: random.Random) -> bytes:
    blocks = split(raw.decode("utf-8", "surrogatepass").rstrip("\n") + "\n")
    head = blocks.pop("", "")
    return (head + "".join(dice.sample(list(blocks.values()), len(blocks)))).encode("utf-8", "surrogatepass")


@few(max_examples=30)
@given(texts=directories(GENTLE) | directories())
def test_mending_changes_what_it_names_and_nothing_is_left_to_mend(texts: Damaged, nothing: Path) -> None:
    named: dict[str, set[Pointer]] = {}

    def watched(now: Texts) -> fix.Examined:
        examined = examine(nothing, {**texts, **now})
        for one in examined[1]:
            if one.fixable:
                named.setdefault(one.path, set()).add(shape(one.pointer))
        return examined

    mending = fix.mend(watched)
    assert mending.refused == {}
    mended = {**texts, **{path: one.after for path, one in mending.files.items()}}
    assert errors(examine(nothing, mended)[1]) <= errors(examine(nothing, texts)[1])
    for path, one in mending.files.items():
        assert one.before == texts[path]
        before, after = (source(raw.decode()).data for raw in (one.before, one.after))
        assert {shape(pointer) for pointer in differing(before, after)} <= named[path]
    again = fix.mend(lambda now: examine(nothing, {**mended, **now}))
    assert again.files == {}
    assert [one for one in again.left if one.fixable] == []


def errors(found: Sequence[Diagnostic]) -> Counter[str]:
    return Counter(one.path for one in found if one.severity is Severity.ERROR)


def shape(pointer: Pointer) -> Pointer:
    """A pointer without the numbers, which change when an item is taken out of a list."""
    return tuple("*" if isinstance(part, int) else part for part in pointer)


def differing(one: Any, other: Any, pointer: Pointer = ()) -> Iterator[Pointer]:
    """Yield where two values differ; of a list that has become shorter, its items."""
    if isinstance(one, dict) and isinstance(other, dict):
        assert list(one) == list(other)
        for key in one:
            yield from differing(one[key], other[key], (*pointer, key))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, pair in enumerate(zip(one, other, strict=True)):
            yield from differing(*pair, (*pointer, index))
    elif isinstance(one, list) and isinstance(other, list):
        assert len(one) > len(other)
        yield (*pointer, 0)
    elif one != other or type(one) is not type(other):
        yield pointer


def test_another_order_of_sets_changes_nothing(tmp_path: Path) -> None:
    """Python gives sets of texts another order in each process; what is said, and how, must not follow it."""
    dice = random.Random(7)  # noqa: S311 - repeatable damage, no secret
    for path in sorted((SAMPLE / "programs").glob("*.yaml")):
        target = tmp_path / "programs" / path.name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(damaged(path.read_bytes(), dice, 3, ANYHOW))
    lay(tmp_path, {path: raw for path, raw in base().items() if not path.startswith("programs/")})
    command = [sys.executable, "-m", "peerdir", "lint", "-C", str(tmp_path), "--format", "json", "--today", str(TODAY)]
    said = {
        subprocess.run(
            command,
            env={**os.environ, "PYTHONHASHSEED": seed, "PEERDIR_CACHE": str(tmp_path / seed)},
            capture_output=True,
            check=False,
        ).stdout
        for seed in ("1", "2", "3")
    }
    (only,) = said
    assert len(only) > 10_000
