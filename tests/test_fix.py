"""Mending: only the bytes of the value change, the result is looked at first, and nobody's work is overwritten."""

import json
import random
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from peerdir import limits, output
from peerdir.cli import app
from peerdir.diagnostic import Diagnostic, Edit, Severity, Span
from peerdir.lint import fix
from peerdir.lint.check import lint
from peerdir.output import ChangedMeanwhileError, replace_file
from peerdir.reading.collection import load
from peerdir.reading.reader import read
from peerdir.reading.source import LOOK_ALIKE, Source
from peerdir.rule import Context
from peerdir.rules import all_rules
from tests.conftest import PROGRAM, SAMPLE, TODAY, overlay

DAY = ["--today", "2026-11-21"]
Write = Callable[..., Path]


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["lint", "-C", str(root), *arguments, *DAY])


def examine_in(root: Path) -> fix.Examine:
    def examine(texts: Mapping[str, bytes]) -> fix.Examined:
        collection = load(root, texts=texts)
        return collection, lint(Context(collection=collection, today=TODAY), all_rules(), limit=None)

    return examine


def source(text: str) -> Source:
    found = read(text.encode(), limits.SIZES["program"])
    assert not any(problem.severity is Severity.ERROR for problem in found.problems)
    return found


# What stands in a file, and what --fix makes of it.
ADDRESS = "locations:\n  - {key: room, type: physical, name: Example Hall, address: {city: San Diego, country: US"
CASES = {
    "flow": (f"{ADDRESS}, postal_code: 02134}}}}\n", f'{ADDRESS}, postal_code: "02134"}}}}\n'),
    "comment behind": (
        "schedule:\n  - location: room # the hall\n    freq: weekly\n    byday: [TU]\n    start: 18:00   # open\n",
        'schedule:\n  - location: room # the hall\n    freq: weekly\n    byday: [TU]\n    start: "18:00"   # open\n',
    ),
    "several in one line": (
        f"{ADDRESS}, state: 7, postal_code: 02134}}, accessibility: [step-free, step-free]}}  \n",
        f'{ADDRESS}, state: "7", postal_code: "02134"}}, accessibility: [step-free]}}\n',
    ),
    "non-ASCII before it": (
        "contacts: [{role: Début 电话 😀, visibility: public, phone: 6195550150}]\n",
        'contacts: [{role: Début 电话 😀, visibility: public, phone: "+1-619-555-0150"}]\n',
    ),
    "double quotes stay": (
        'contacts: [{role: public, phone: "(619) 555-0150"}]\n',
        'contacts: [{role: public, phone: "+1-619-555-0150"}]\n',
    ),
    "single quotes stay": (
        "contacts:\n- role: public\n  phone:   '619.555.0150' # desk\n",
        "contacts:\n- role: public\n  phone:   '+1-619-555-0150' # desk\n",
    ),
    "a number without quotes and country code": (
        "contacts: [{role: public, phone: 1 619 555 0150}]\n",
        'contacts: [{role: public, phone: "+1-619-555-0150"}]\n',
    ),
    "full-width digits": (
        "contacts: [{role: public, phone: ＋１（６１９）５５５－０１５０}]\n",
        'contacts: [{role: public, phone: "+1(619)555-0150"}]\n',
    ),
    "typeset hyphens": (
        'contacts: [{role: public, phone: "+1\u2011619\u2011555\u20130150\u00a0"}]\n',
        'contacts: [{role: public, phone: "+1-619-555-0150"}]\n',
    ),
    "trailing spaces": (
        "cost: {free: true}  \t\n# a note \n \neligibility:\t\n  description: |\n    Kept  \n    as it is \n",
        "cost: {free: true}\n# a note\n\neligibility:\n  description: |\n    Kept  \n    as it is \n",
    ),
    "trailing spaces inside a text": (
        "eligibility:\n  description: Wrapped \n    over lines\n",
        "eligibility:\n  description: Wrapped\n    over lines\n",
    ),
    "a blank that belongs to the text": (
        'eligibility:\n  description: "Wrapped\\ \n    over lines"\n',
        'eligibility:\n  description: "Wrapped\\ \n    over lines"\n',
    ),
    "https": (
        "links:\n- {title: A, url: 'https://www.example.org/'}\n- title: B\n  url: http://www.example.org/b?c=d # x\n",
        "links:\n- {title: A, url: 'https://www.example.org/'}\n- title: B\n  url: https://www.example.org/b?c=d # x\n",
    ),
    "twice in a list in brackets": (
        "populations: [adults, women , adults,adults]  # who\n",
        "populations: [adults, women]  # who\n",
    ),
    "twice in a list in brackets over lines": (
        "populations: [\n  adults,\n  women,\n  adults,\n]\n",
        "populations: [\n  adults,\n  women,\n]\n",
    ),
    "twice in a list of lines": (
        "populations:\n  - adults\n  - women\n  - adults\n  # and\n  - men\n",
        "populations:\n  - adults\n  - women\n  # and\n  - men\n",
    ),
    "a comment beside the second": (
        "populations:\n  - adults\n  - women\n  - adults  # those who care for others\n",
        "populations:\n  - adults\n  - women\n  - adults  # those who care for others\n",
    ),
    "a comment above the second": (
        "populations:\n  - adults\n  # those who care for others\n  - adults\n",
        "populations:\n  - adults\n  # those who care for others\n  - adults\n",
    ),
    "allowed": (
        "populations: [adults, adults]  # peerdir: allow duplicate-in-list — on purpose\n",
        "populations: [adults, adults]  # peerdir: allow duplicate-in-list — on purpose\n",
    ),
    "no": ("languages: [{code: en}, {code: no}]\n", 'languages: [{code: en}, {code: "no"}]\n'),
}
ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "as it is": str.encode,
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "BOM": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "no final line end": lambda text: text.rstrip("\n").encode(),
    "CRLF, BOM, no final line end": lambda text: b"\xef\xbb\xbf" + text.rstrip("\n").replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("case", CASES)
@pytest.mark.sampled(20)
def test_every_byte_outside_the_value_stays(case: str, encoding: str, toy: Path) -> None:
    before, after = CASES[case]
    path = toy / "programs" / "example.yaml"
    field = before.partition(":")[0]
    # The field stands last, so that the end of the file is beside it.
    rest = overlay(PROGRAM, {field: ""})
    encode = ENCODINGS[encoding]
    path.write_bytes(encode(rest + before))
    result = run(toy, "--fix")
    assert result.exit_code == 0, result.output
    assert path.read_bytes() == encode(rest + after)
    assert ("nothing to mend" in result.stderr) == (before == after)


def test_a_list_at_the_end_of_a_file_without_line_end_loses_the_line_end_before_it(toy: Path) -> None:
    path = toy / "programs" / "example.yaml"
    rest = overlay(PROGRAM, {"populations": ""})
    for end in ("\n", "\r\n"):
        text = (rest + "populations:\n  - adults\n  - adults\n  - adults").replace("\n", end)
        path.write_bytes(text.encode())
        assert run(toy, "--fix").exit_code == 0
        assert path.read_bytes() == (rest + "populations:\n  - adults").replace("\n", end).encode()


def test_what_was_mended_and_what_is_left_is_said(toy: Path, write: Write) -> None:
    write(organization="organization: nobody\n", populations="populations: [adults, adults]  \n")
    result = run(toy, "--fix")
    assert result.exit_code == 1
    assert result.stderr == "peerdir: 2 values mended in 1 file\n"
    assert "there is no organization" in result.stdout
    assert "1 error, 0 warnings" in result.stdout


def test_more_than_are_shown_are_mended(toy: Path, write: Write) -> None:
    slots = "".join(f"  - location: room\n    freq: weekly\n    byday: [TU]\n    start: 18:{n:02}\n" for n in range(30))
    path = write(schedule=f"schedule:\n{slots}")
    assert "30 values mended in 1 file" in run(toy, "--fix").stderr
    assert path.read_text(encoding="utf-8").count('start: "1') == 30


@pytest.mark.parametrize(
    ("contact", "extra"),
    [
        ('phone: "664 123 4567"', ""),
        ('phone: "(619) 555-0150"', ", {key: far, type: physical, address: {city: Tijuana, country: MX}}"),
        ('phone: "+1-619-PEER-015"', ""),
        ('phone: "619-555-01"', ""),
    ],
)
def test_a_number_that_could_be_another_is_left_for_a_person(contact: str, extra: str, toy: Path, write: Write) -> None:
    place = "{key: room, type: physical, name: Example Hall, address: {city: San Diego, country: US}}"
    path = write(contacts=f"contacts: [{{role: public, {contact}}}]\n", locations=f"locations: [{place}{extra}]\n")
    before = path.read_bytes()
    result = run(toy, "--fix")
    assert (result.exit_code, path.read_bytes()) == (1, before)
    assert "nothing to mend" in result.stderr


def test_a_moved_code_is_followed_to_its_end(toy: Path, write: Write) -> None:
    (toy / "vocabulary" / "needs.yaml").write_text(
        "title: Needs\nterms:\n  - {code: meals, label: Meals}\n"
        "  - {code: food, label: Food, moved_to: eating}\n  - {code: eating, label: Eating, moved_to: meals}\n"
        "  - {code: round, label: Round, moved_to: about}\n  - {code: about, label: About, moved_to: round}\n"
        "  - {code: lost, label: Lost, moved_to: nowhere}\n",
        encoding="utf-8",
    )
    path = write(needs="needs: [food, 'eating', round, lost]\n", populations="populations: [adults]\n")
    result = run(toy, "--fix", "--format", "json")
    assert "needs: [meals, round, lost]\n" in path.read_text(encoding="utf-8")
    found = [one for one in json.loads(result.stdout)["diagnostics"] if one["rule"] == "moved-code"]
    assert [one["pointer"] for one in found] == ["/terms/3/moved_to", "/terms/4/moved_to", "/terms/5/moved_to"]
    assert not any(one["fixable"] for one in found)


def test_dry_run_writes_nothing_and_shows_a_patch(toy: Path, write: Write, tmp_path: Path) -> None:
    path = write(populations="populations: [adults, adults]  \n")
    path.write_bytes(path.read_bytes().rstrip(b"\n").replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    names = sorted(toy.rglob("*"))
    result = CliRunner().invoke(app, ["lint", "-C", str(toy), "--fix", "--dry-run", *DAY])
    assert result.exit_code == 0
    assert (path.read_bytes(), sorted(toy.rglob("*"))) == (before, names)
    assert result.stderr == "peerdir: 2 values would be mended in 1 file\n"
    shown = result.stdout_bytes.decode()
    removed, added = (re.findall(rf"^\{sign}(?!{re.escape(sign * 2)}).*", shown, re.MULTILINE) for sign in "-+")
    assert removed == ["-populations: [adults, adults]  \r"]
    assert added == ["+populations: [adults]\r"]
    run(toy, "--fix")
    mended = path.read_bytes()
    path.write_bytes(before)
    patch = re.sub(r"^(---|\+\+\+) .*", r"\1 example.yaml", shown, flags=re.MULTILINE).encode()
    (tmp_path / "x.patch").write_bytes(patch)
    command = ["git", "apply", "--unsafe-paths", "-p0", f"--directory={path.parent}", str(tmp_path / "x.patch")]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert path.read_bytes() == mended


def test_fix_and_its_options_go_together(toy: Path) -> None:
    assert run(toy, "--dry-run").exit_code == 2
    stdin = CliRunner().invoke(app, ["lint", "-", "--stdin-path", str(toy / "programs" / "example.yaml"), "--fix"])
    assert (stdin.exit_code, "cannot mend standard input" in stdin.stderr) == (2, True)


def test_only_the_files_asked_for_are_mended(write: Write) -> None:
    one = write(populations="populations: [adults, adults]\n")
    two = write("zz-other", name="name: Another\n", populations="populations: [adults, adults]\n")
    two.write_text(two.read_text(encoding="utf-8").replace("555-0150", "555-0151"), encoding="utf-8")
    before = two.read_bytes()
    result = CliRunner().invoke(app, ["lint", str(one), "--fix", *DAY])
    assert "1 value mended in 1 file" in result.stderr
    assert two.read_bytes() == before


def test_since_mends_what_changed_only(toy: Path, write: Write) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *arguments], cwd=toy, check=True, capture_output=True)

    old = write("zz-other", name="name: Another\n", populations="populations: [adults, adults]\n")
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "x")
    new = write(populations="populations: [women, women]\n")
    before = old.read_bytes()
    result = run(toy, "--fix", "--since", "HEAD")
    assert "1 value mended in 1 file" in result.stderr
    assert b"[women]" in new.read_bytes()
    assert old.read_bytes() == before


def test_another_writers_change_is_never_lost(toy: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(populations="populations: [adults, adults]\n")
    other = write("zz-other", name="name: Another\n", populations="populations: [adults, adults]\n")
    other.write_text(other.read_text(encoding="utf-8").replace("555-0150", "555-0151"), encoding="utf-8")
    theirs = path.read_bytes() + b"# saved by an editor\n"

    def late(target: Path, before: bytes, after: bytes) -> None:
        if target == path:
            path.write_bytes(theirs)
        replace_file(target, before, after)

    monkeypatch.setattr(output, "replace_file", late)
    result = run(toy, "--fix")
    assert result.exit_code == 3
    assert "somebody else has changed this file meanwhile; it is left as it is" in result.stderr
    assert "1 value mended in 1 file" in result.stderr
    assert path.read_bytes() == theirs
    assert b"[adults]" in other.read_bytes()


def test_a_change_between_writing_and_replacing_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.yaml"
    target.write_bytes(b"before")
    real = Path.chmod

    def late(self: Path, mode: int) -> None:
        target.write_bytes(b"theirs")
        real(self, mode)

    monkeypatch.setattr(Path, "chmod", late)
    with pytest.raises(ChangedMeanwhileError):
        replace_file(target, b"before", b"after")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.yaml", b"theirs")]
    target.unlink()
    with pytest.raises(ChangedMeanwhileError):
        replace_file(target, b"theirs", b"after")
    assert list(tmp_path.iterdir()) == []


INTERRUPTED = """
import os, signal, sys
from pathlib import Path
from peerdir.output import replace_file

real = Path.chmod

def interrupted(self, mode):
    signal.raise_signal(signal.SIGINT)
    real(self, mode)

Path.chmod = interrupted
try:
    replace_file(Path(sys.argv[1]), b"before", b"after")
except KeyboardInterrupt:
    sys.exit(130)
"""


def test_ctrl_c_waits_until_the_file_is_in_its_place(tmp_path: Path) -> None:
    """In a process of its own: where other threads run, the system may give the signal to one of those."""
    target = tmp_path / "a.yaml"
    target.write_bytes(b"before")
    done = subprocess.run([sys.executable, "-c", INTERRUPTED, str(target)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.yaml", b"after")]


def test_a_read_only_file_is_left(toy: Path, write: Write) -> None:
    path = write(populations="populations: [adults, adults]\n")
    before = path.read_bytes()
    path.chmod(0o444)
    result = run(toy, "--fix")
    assert result.exit_code == 3
    assert "programs/example.yaml: the file is read-only" in result.stderr
    assert path.read_bytes() == before
    assert "duplicate-in-list" in result.stdout


def test_the_rights_of_a_file_stay(toy: Path, write: Write) -> None:
    path = write(populations="populations: [adults, adults]\n")
    path.chmod(0o640)
    assert run(toy, "--fix").exit_code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(one.name for one in path.parent.iterdir()) == ["example.yaml"]


def test_a_full_disk_leaves_the_old_file_and_no_scrap(toy: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(populations="populations: [adults, adults]\n")
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = run(toy, "--fix")
    assert (result.exit_code, "No space left on device" in result.stderr) == (3, True)
    assert [(one.name, one.read_bytes()) for one in path.parent.iterdir()] == [("example.yaml", before)]


def a_diagnostic(*edits: Edit, pointer: tuple[str | int, ...] = ("name",)) -> Diagnostic:
    return Diagnostic(
        path="programs/example.yaml",
        span=edits[0].span,
        rule="made-up",
        severity=Severity.WARNING,
        message="",
        pointer=pointer,
        edits=edits,
    )


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (Edit(Span(1, 7, 1, 14), "["), "a new error (yaml-syntax)"),
        (Edit(Span(1, 7, 1, 14), "[5]"), "a new error (wrong-type)"),
        (Edit(Span(1, 7, 1, 14), "Other\ndescription: More"), "another value"),
        (Edit(Span(2, 10, 2, 19), "Relatives"), "another value"),
        (Edit(Span(1, 1, 2, 1), ""), "a new error (missing-field)"),
    ],
)
def test_a_mend_that_does_harm_is_not_made(edit: Edit, said: str, toy: Path) -> None:
    real = examine_in(toy)

    def examine(texts: Mapping[str, bytes]) -> fix.Examined:
        collection, found = real(texts)
        return collection, [*found, *([] if texts else [a_diagnostic(edit)])]

    mending = fix.mend(examine)
    assert mending.files == {}
    assert said in mending.refused["programs/example.yaml"]


def test_edits_that_meet_are_refused() -> None:
    whole, start, end = Edit(Span(1, 2, 1, 4), "x"), Edit(Span(1, 2, 1, 2), '"'), Edit(Span(1, 4, 1, 4), '"')
    beside = Edit(Span(1, 4, 1, 5), "")
    assert fix.apply(b"abcdef", [beside, whole]) == b"axef"
    for edits in ([whole, start], [whole, end], [whole, Edit(Span(1, 3, 1, 5), "y")], [start, start], [end, beside]):
        with pytest.raises(fix.OverlapError):
            fix.apply(b"abcdef", edits)


def test_places_are_counted_as_the_parser_counts_them() -> None:
    raw = b"\xef\xbb\xbfa: 1\rb: \xc3\xa9\r\n\xf0\x9f\x98\x80: 22\nc: 3"
    edits = [Edit(Span(1, 4, 1, 5), "one"), Edit(Span(3, 4, 3, 6), "two"), Edit(Span(4, 4, 4, 5), "")]
    assert fix.apply(raw, edits) == b"\xef\xbb\xbfa: one\rb: \xc3\xa9\r\n\xf0\x9f\x98\x80: two\nc: "


def test_quotes_are_written_so_that_the_text_is_read_back() -> None:
    text = "a: x\nb: 'x'\nc: \"x\"\nd: |\n  x\n"
    for new in ("y", "it's", 'a "b" \\ c', "no", "12", "# x", "a: b", "a:", ", ]", " "):
        for key in "abc":
            (edit,) = source(text).retype((key,), new)
            assert source(fix.apply(text.encode(), [edit]).decode()).data == {**source(text).data, key: new}
    assert source(text).retype(("d",), "y") == ()


def test_reports_say_what_can_be_mended(toy: Path, write: Write) -> None:
    write(
        contacts='contacts: [{role: public, phone: "(619) 555-0150"}]\n',
        populations="populations: [adults, adults]\n",
        organization="organization: nobody\n",
    )
    found = json.loads(run(toy, "--format", "json").stdout)["diagnostics"]
    assert {one["rule"]: one["fixable"] for one in found} == {
        "phone-form": True,
        "duplicate-in-list": True,
        "unknown-reference": False,
    }
    said = run(toy, "--format", "sarif").stdout
    results = {one["ruleId"]: one for one in json.loads(said)["runs"][0]["results"]}
    (change,) = results["duplicate-in-list"]["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    assert replacement["insertedContent"] == {"text": ""}
    assert (replacement["deletedRegion"]["startColumn"], replacement["deletedRegion"]["endColumn"]) == (21, 29)
    # A log may be public: the number itself is never in it.
    assert "fixes" not in results["phone-form"]
    assert "0150" not in said


# Lists in which things may stand twice, and those that are as full as the contract allows.
KEPT = {"except", "history", "links_to", "methods"}
# The law: whatever is broken in these ways is mended to what it was, at once and for good.


def lead_of(text: Source, start: int) -> str:
    return text.text[text.text.rfind("\n", 0, start) + 1 : start]


def without_quotes(text: Source, chance: random.Random) -> Edit | None:
    """Take the quotes off a postal code, or off a time; one between brackets could not be read at all."""
    found = [
        pointer
        for pointer in text.scalars
        if pointer[-1] == "postal_code"
        or (pointer[-1] in ("start", "end") and re.fullmatch(r"[ -]*\w+: *", lead_of(text, text.bounds(pointer)[0])))
        if text.text[text.bounds(pointer)[0]] in "\"'"
        if LOOK_ALIKE.fullmatch(text.text[slice(*text.bounds(pointer))].strip("\"'"))
    ]
    if not found:
        return None
    pointer = chance.choice(found)
    return Edit(text.values[pointer], text.text[slice(*text.bounds(pointer))].strip("\"'"))


def blanks(text: Source, chance: random.Random) -> Edit | None:
    """Add blanks to the end of a line that is not in a block of text."""
    blocks = [text.bounds(pointer) for pointer in text.scalars if text.is_block(pointer)]
    ends = [found.start() for found in re.finditer(r"\r?\n", text.text)]
    ends = [end for end in ends if not any(start <= end < stop for start, stop in blocks)]
    end = chance.choice(ends)
    return Edit(text.span(end, end), chance.choice((" ", "   ", "\t", " \t")))


def again(text: Source, chance: random.Random) -> Edit | None:
    """Repeat an item of a list."""
    lists = [pointer for pointer in text.scalars if isinstance(pointer[-1], int) and "extra" not in pointer]
    lists = [pointer for pointer in lists if not KEPT & set(pointer) and not text.is_block(pointer)]
    if not lists:
        return None
    pointer = chance.choice(lists)
    start, end = text.bounds(pointer)
    lead, item = lead_of(text, start), text.text[start:end]
    line_end = "\r\n" if "\r" in text.text else "\n"
    more = f"{line_end}{lead}{item}" if re.fullmatch(r" *- +", lead) else f", {item}"
    broken = source(text.text[:end] + more + text.text[end:])
    return Edit(text.span(end, end), more) if broken.without((*pointer[:-1], int(pointer[-1]) + 1)) else None


def short_phone(text: Source, chance: random.Random) -> Edit | None:
    """Leave out the country code of a number in an entry of the directory's own country."""
    if set(re.findall(r"country: ([A-Z]{2})", text.text)) - {"US"} or 'phone: "+1-' not in text.text:
        return None
    found = chance.choice(list(re.finditer(r'phone: "(\+1-)(\d{3})-(\d{3})-(\d{4})"', text.text)))
    new = chance.choice(
        (f'"{found[2]}-{found[3]}-{found[4]}"', f"({found[2]}) {found[3]}-{found[4]}", "".join(found.group(2, 3, 4)))
    )
    return Edit(text.span(found.start() + len("phone: "), found.end()), new)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.sampled(2)
def test_what_was_broken_is_mended_to_what_it_was(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    broken: dict[str, bytes] = {}
    for path in sorted((SAMPLE / "programs").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if chance.random() < 0.3:
            text = text.replace("\n", "\r\n")
        for _ in range(chance.randrange(1, 8)):
            edit = chance.choice((without_quotes, blanks, again, short_phone))(source(text), chance)
            text = fix.apply(text.encode(), [edit]).decode() if edit else text
        broken[f"programs/{path.name}"] = text.encode()
    real = examine_in(SAMPLE)
    mending = fix.mend(lambda texts: real({**broken, **texts}))
    assert mending.refused == {}
    assert not any(one.fixable for one in mending.left)
    mended = broken | {path: one.after for path, one in mending.files.items()}
    for name, raw in mended.items():
        assert source(raw.decode()).data == source((SAMPLE / name).read_text(encoding="utf-8")).data, name
    assert fix.mend(lambda texts: real({**mended, **texts})).files == {}
