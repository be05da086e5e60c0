"""`peerdir diff` and the changes behind it: every field is told, nothing private is, and both ways round agree."""

import dataclasses
import datetime as dt
import json
import re
import shutil
import types
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from peerdir.changes import Change, changes
from peerdir.cli import app
from peerdir.editions.compared import sides
from peerdir.editions.history import as_it_was, point
from peerdir.reading.collection import Collection, Entry, ids, load
from peerdir.reading.layout import File
from peerdir.reading.schema import schema
from peerdir.reading.source import Source
from peerdir.records import FUNCTIONS, Program
from peerdir.render.changes.markdown import escaped
from tests.conftest import PROGRAM, overlay
from tests.test_since import git

Write = Callable[..., Path]
# What the walk below puts in; where a type alone would give nonsense, a value that means something.
MEANT: dict[str, tuple[Any, Any]] = {
    "status": ("active", "paused"),
    "schedule.start": ("18:00", "18:30"),
    "schedule.end": ("19:00", "19:45"),
    "schedule.byday": (("TU",), ("WE",)),
    "schedule.freq": ("weekly", "daily"),
    "organization": ("one", "two"),
}


def value(hint: Any, path: str, changed: str) -> Any:
    """Build a value of a type with every field filled, and the one at the path `changed` different."""
    if path in MEANT:
        return MEANT[path][path == changed]
    arguments = [argument for argument in typing.get_args(hint) if argument not in (types.NoneType, Ellipsis)]
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return value(arguments[0], path, changed)
    if origin is tuple:
        return (value(arguments[0], path, changed),)
    if origin is typing.Literal:
        return arguments[path == changed]
    if origin is not None:
        return {"es": value(arguments[-1], path, changed)}
    if dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        below = f"{path}." if path else ""
        return typing.cast("Any", hint)(
            **{f.name: value(hints[f.name], below + f.name.rstrip("_"), changed) for f in dataclasses.fields(hint)}
        )
    plain: dict[Any, tuple[Any, Any]] = {
        dt.date: (dt.date(2026, 1, 1), dt.date(2026, 2, 2)),
        bool: (False, True),
        int: (2, 3),
        float: (1.5, 2.5),
    }
    return plain.get(hint, ("some words", "other words"))[path == changed]


def leaves(hint: Any, path: str = "") -> Iterator[str]:
    """Yield the path of every field that holds no others."""
    arguments = [argument for argument in typing.get_args(hint) if argument not in (types.NoneType, Ellipsis)]
    if typing.get_origin(hint) is not typing.Literal and arguments:
        yield from leaves(arguments[0], path)
    elif dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        for field in dataclasses.fields(hint):
            yield from leaves(hints[field.name], f"{path}.{field.name.rstrip('_')}".removeprefix("."))
    else:
        yield path


LEAVES = sorted({*leaves(Program), "translations.name", "translations.functions.linkage"} - {"id", "translations"})


def collection(*programs: Program) -> Collection:
    files = [File(f"programs/{program.id}.yaml", "program", program.id) for program in programs]
    entries = (
        Entry(path=file.path, kind="program", id=file.id, record=program, source=Source())
        for file, program in zip(files, programs, strict=True)
    )
    return Collection(entries=tuple(entries), ids=ids(files))


def test_the_walk_meets_every_field_of_the_schema() -> None:
    assert {leaf.partition(".")[0] for leaf in LEAVES} | {"id"} == set(schema("program")["properties"])
    assert "functions.linkage.links_to" in LEAVES
    assert "referral.capacity.as_of" in LEAVES
    assert {f"functions.{name}.by" for name in FUNCTIONS} < set(LEAVES)


@pytest.mark.parametrize("leaf", LEAVES)
def test_every_field_is_told_in_words_or_named(leaf: str) -> None:
    before, after = collection(value(Program, "", "")), collection(value(Program, "", leaf))
    (change,) = changes(before, after, "staff")
    if leaf == "name":
        assert (change.kind, change.old_name) == ("renamed", "some words")
        return
    assert {detail.field.partition(".")[0] for detail in change.details} == {leaf.partition(".")[0]}
    assert all(detail.text and "None" not in detail.text for detail in change.details)


@pytest.mark.parametrize(
    "leaf", [leaf for leaf in LEAVES if "." in leaf and not leaf.startswith(("translations", "verification"))]
)
def test_what_comes_and_goes_is_told_too(leaf: str) -> None:
    """A group that was not there has no old values, and one that is gone no new ones."""
    whole: Program = value(Program, "", "")
    top = leaf.partition(".")[0]
    if top in ("functions", "publish"):
        return
    empty: dict[str, Any] = {top: () if isinstance(getattr(whole, top), tuple) else None}
    without = dataclasses.replace(whole, **empty)
    for pair in ((whole, without), (without, whole)):
        (change,) = changes(collection(pair[0]), collection(pair[1]), "staff")
        assert {detail.field.partition(".")[0] for detail in change.details} == {top}


PRIVATE = (
    "extra",
    "publish.reason",
    "verification.history",
    "verification.informant",
    "contacts.",
    "referral.program_contacts.",
    "referral.health_care_contacts.",
)


@pytest.mark.parametrize("leaf", [leaf for leaf in LEAVES if leaf.startswith(PRIVATE)])
def test_the_public_hears_nothing_private(leaf: str) -> None:
    def staff(program: Program) -> Program:
        def hidden(people: Any) -> Any:
            return tuple(dataclasses.replace(one, visibility="staff") for one in people)

        referral = program.referral
        assert referral
        return dataclasses.replace(
            program,
            publish=dataclasses.replace(program.publish, web=True, print=True, feed=True),
            contacts=hidden(program.contacts),
            referral=dataclasses.replace(
                referral,
                program_contacts=hidden(referral.program_contacts),
                health_care_contacts=hidden(referral.health_care_contacts),
            ),
        )

    before, after = (collection(staff(value(Program, "", changed))) for changed in ("", leaf))
    assert changes(before, after, "public") == []


def told(found: typing.Sequence[Change]) -> str:
    return json.dumps([dataclasses.asdict(change) for change in found], default=str)


def edited(toy: Path, **fields: str) -> tuple[Collection, Collection]:
    text = overlay(PROGRAM, fields).encode()
    return load(toy), load(toy, texts={"programs/example.yaml": text})


def test_an_address_that_became_confidential_is_not_repeated(toy: Path) -> None:
    home = 'locations: [{key: room, type: confidential, area: "San Diego County"}]'
    for fields in ({"locations": home}, {"locations": home.replace("room", "home"), "schedule": ""}):
        before, after = edited(toy, **fields)
        found = changes(before, after)
        assert "confidential" in told(found).casefold()
        assert "Example Hall" not in told(found)
        assert "Example Hall" in told(changes(before, after, "staff")) or "room" in fields["locations"]


def test_the_number_of_a_contact_that_is_gone_or_for_staff_now_is_not_repeated(toy: Path) -> None:
    desk = '{role: Desk, phone: "+1-619-555-0150", visibility: staff}'
    for role in ("public", "Office"):
        before, after = edited(toy, contacts=f'contacts: [{{role: {role}, phone: "+1-619-555-0151"}}, {desk}]\n')
        assert "contact" in told(changes(before, after))
        assert "0150" not in told(changes(before, after))
        assert "0150" in told(changes(before, after, "staff"))


def test_texts_that_were_taken_out_are_not_repeated(toy: Path) -> None:
    before, after = edited(toy, summary="summary: Neighbors help one another.\n")
    assert "Neighbors help one another" in told(changes(before, after))
    assert "with diabetes" not in told(changes(before, after))


def test_a_do_not_list_record_is_gone_and_no_word_more(toy: Path) -> None:
    before, after = edited(toy, publish="publish: {web: false, print: false, feed: false, reason: They asked us.}\n")
    (change,) = changes(before, after)
    assert (change.kind, change.details) == ("gone", ())


def test_people_s_words(toy: Path) -> None:
    before, after = edited(
        toy,
        contacts='contacts: [{role: public, phone: "+1-619-555-0151"}]\n',
        languages="languages: [{code: en}, {code: vi}]\n",
        schedule='schedule: [{location: room, freq: weekly, byday: [TU], start: "19:00", end: "20:30"}]\n',
        cost="cost: {free: false}\n",
    )
    (change,) = changes(before, after)
    assert [detail.text for detail in change.details] == [
        "now also in Vietnamese",
        "meets one hour later: Tuesdays, 7–8:30 pm (was 6–7:30 pm)",
        "there is a cost now",
        "the phone number changed from +1-619-555-0150 to +1-619-555-0151",
    ]


def test_another_emergency_number_is_told_first(toy: Path) -> None:
    settings_text = (toy / "directory.yaml").read_text(encoding="utf-8").replace('"911"', '"112"')
    after = load(toy, texts={"directory.yaml": settings_text.encode(), "programs/example.yaml": None})
    found = changes(load(toy), after)
    assert [change.id for change in found] == ["directory.yaml", "example"]
    assert found[0].details[0].text == "the emergency number of Emergency changed from 911 to 112"
    broken = load(toy, texts={"directory.yaml": b"title: ["})
    assert changes(load(toy), broken) == []


def test_a_file_that_cannot_be_read_is_neither_new_nor_gone(toy: Path) -> None:
    whole, broken = load(toy), load(toy, texts={"programs/example.yaml": b"name: ["})
    assert changes(whole, broken) == []
    assert changes(broken, whole) == []


STATES = ("absent", "active", "paused", "proposed", "closed", "historical", "withdrawn", "renamed", "other")


def state(number: int, how: str) -> Program | None:
    base: Program = value(Program, "", "")
    program = dataclasses.replace(
        base,
        id=f"p{number}",
        name=f"Program {number}",
        summary=f"Summary {number}",
        organization=f"o{number}",
        publish=dataclasses.replace(base.publish, web=True, print=True, feed=how != "withdrawn"),
        status=typing.cast("Any", how if how in STATES[1:6] else "active"),
    )
    if how == "renamed":
        return dataclasses.replace(program, id=f"q{number}")
    return None if how == "absent" else dataclasses.replace(program, cost=None) if how == "other" else program


either = st.lists(st.sampled_from(STATES), min_size=4, max_size=4).map(
    lambda hows: collection(*(p for n, how in enumerate(hows) if (p := state(n, how))))
)


@settings(max_examples=120, deadline=None)
@given(either, either, st.sampled_from(["public", "staff"]))
def test_both_ways_round_agree(before: Collection, after: Collection, audience: Any) -> None:
    there, back = changes(before, after, audience), changes(after, before, audience)
    assert {one.id for one in there if one.kind == "new"} == {one.id for one in back if one.kind in ("closed", "gone")}
    renamed = {(one.old_id, one.id) for one in there if one.old_id}
    assert renamed == {(one.id, one.old_id) for one in back if one.old_id}
    assert changes(before, before, audience) == []


@pytest.fixture
def repository(toy: Path, write: Write) -> Path:
    write("other", name="name: Other\n", contacts='contacts: [{role: public, phone: "+1-619-555-0152"}]\n')
    git(toy.parent, "init", "--quiet")
    git(toy.parent, "add", ".")
    git(toy.parent, "commit", "--quiet", "-m", "first", "--date", "2026-01-10T12:00:00Z")
    return toy


def diff(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["diff", "-C", str(root), "--today", "2026-11-21", *arguments])


def kinds(result: Result) -> dict[str, str]:
    return {one["id"]: one["kind"] for one in json.loads(result.stdout)["changes"]}


def test_nothing_changed(repository: Path) -> None:
    result = diff(repository, "HEAD")
    assert (result.exit_code, result.stdout) == (0, "HEAD to now\n\nNothing changed.\n")


def test_new_renamed_closed_and_gone(repository: Path, write: Write) -> None:
    (repository / "programs" / "other.yaml").rename(repository / "programs" / "another.yaml")
    write("example", status="status: closed\n")
    write("fresh", name="name: Fresh\n", summary="summary: People who walk by the sea together.\n")
    result = diff(repository, "HEAD", "--format", "json")
    assert kinds(result) == {"fresh": "new", "example": "closed", "another": "renamed"}


def test_editions_days_and_revisions(repository: Path, write: Write) -> None:
    settings_file = repository / "directory.yaml"
    write("example", cost="cost: {free: false}\n")
    git(repository.parent, "commit", "--quiet", "-am", "a cost")
    settings_file.write_text(settings_file.read_text(encoding="utf-8").replace("Fall 2026", "Spring 2027"), "utf-8")
    git(repository.parent, "commit", "--quiet", "-am", "next edition")
    write("example", cost="cost: {free: true}\n")
    git(repository.parent, "commit", "--quiet", "-am", "free again")
    assert kinds(diff(repository, "Fall 2026", "Spring 2027", "--format", "json")) == {"example": "changed"}
    assert kinds(diff(repository, "Spring 2027", "--format", "json")) == {"example": "changed"}
    assert kinds(diff(repository, "HEAD~3", "HEAD", "--format", "json")) == {}
    assert diff(repository, "2000-01-01").exit_code == 3
    begins = r"as old as 2000-01-01; what it knows begins on 20\d\d-\d\d-\d\d\n"
    assert re.search(begins, diff(repository, "2000-01-01").stderr)
    assert diff(repository, "2199-01-01").stdout.endswith("Nothing changed.\n")
    for named in ("Winter 1999", "2026-02-30", "9999-12-31", "0001-01-01", "20260131", ""):
        assert diff(repository, named).exit_code == 3, named
    assert diff(repository, "--", "-x").exit_code == 3


def test_a_slip_in_the_name_of_an_edition_is_told_as_that(repository: Path) -> None:
    assert 'no edition is called "Fal 2026" (`peerdir edition` lists them)' in diff(repository, "Fal 2026").stderr


def test_the_id_that_a_rename_leaves_behind_is_told_once(repository: Path) -> None:
    assert CliRunner().invoke(app, ["rename", "example", "renamed", "-C", str(repository)]).exit_code == 0
    told = json.loads(diff(repository, "HEAD", "--format", "json").stdout)["changes"]
    assert [(one["old_id"], one["id"], one["details"]) for one in told] == [("example", "renamed", [])]
    path = repository / "programs" / "renamed.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[example]", "[example, older]"), encoding="utf-8")
    assert "other details changed: former ids" in diff(repository, "HEAD").stdout


def test_an_id_that_is_told_of_counts_for_more_than_likeness(repository: Path, write: Write) -> None:
    (repository / "programs" / "other.yaml").unlink()
    write("twin", name="name: Other\n", contacts='contacts: [{role: public, phone: "+1-619-555-0152"}]\n')
    path = write(
        "walkers",
        name="name: Night Walkers\n",
        summary="summary: People who walk by the sea at night.\n",
        contacts='contacts: [{role: public, phone: "+1-619-555-0159"}]\n',
    )
    assert kinds(diff(repository, "HEAD", "--format", "json")) == {"twin": "renamed", "walkers": "new"}
    path.write_text(path.read_text(encoding="utf-8") + "former_ids: [other]\n", encoding="utf-8")
    assert kinds(diff(repository, "HEAD", "--format", "json")) == {"twin": "new", "walkers": "renamed"}


def test_an_organization_changes_what_its_programs_say(repository: Path) -> None:
    path = repository / "organizations" / "example-runner.yaml"
    path.write_text("name: Another Runner\ntype: community-organization\n", encoding="utf-8")
    result = diff(repository, "HEAD", "--format", "json")
    assert kinds(result) == {"example": "changed", "other": "changed"}
    assert "now run by Another Runner, was Example Runner" in result.stdout


def test_what_did_not_change_need_not_be_read(repository: Path, write: Write) -> None:
    write("example", cost="cost: {free: false}\n")
    (repository / "programs" / "other.yaml").rename(repository / "programs" / "another.yaml")
    then = point(repository, "HEAD")
    before, after = sides(repository, then, None)
    whole = load(repository, texts=as_it_was(repository, then.commit)), load(repository)
    assert changes(before, after, "staff") == changes(*whole, "staff")
    assert [program.id for program in before.programs] == ["example", "other"]
    write("fresh", name="name: Fresh\n")
    git(repository.parent, "add", ".")
    git(repository.parent, "commit", "--quiet", "-m", "second")
    write("fresh", name="name: Fresher\n")
    assert [one.id for side in sides(repository, point(repository, "HEAD"), None) for one in side.programs] == [
        "fresh"
    ] * 2


@pytest.mark.parametrize(
    ("path", "old", "new", "read"),
    [
        ("directory.yaml", "Fall 2026", "Spring 2027", []),
        ("directory.yaml", "verification_interval_days: 365", "verification_interval_days: 90", ["example", "other"]),
        ("directory.yaml", "country: US", "country: [", ["example", "other"]),
        ("organizations/example-runner.yaml", "Example Runner", "Another Runner", ["example", "other"]),
        ("organizations/example-clinic.yaml", "Referral desk", "Another desk", ["example", "other"]),
        ("organizations/example-north.yaml", "Example Runner", "Another Runner", ["other"]),
    ],
)
def test_only_programs_are_read_of_which_something_may_be_told(
    path: str, old: str, new: str, read: list[str], repository: Path, write: Write
) -> None:
    write(
        "other",
        name="name: Other\n",
        organization='organization: "example\\x2dnorth"  # signs for letters may write any name\n',
    )
    shutil.copy(
        repository / "organizations" / "example-runner.yaml", repository / "organizations" / "example-north.yaml"
    )
    git(repository.parent, "add", ".")
    git(repository.parent, "commit", "--quiet", "-m", "another runner")
    text = (repository / path).read_text(encoding="utf-8")
    assert old in text
    (repository / path).write_text(text.replace(old, new), encoding="utf-8")
    before, after = sides(repository, point(repository, "HEAD"), None)
    assert [program.id for program in before.programs] == read
    whole = load(repository, texts=as_it_was(repository, point(repository, "HEAD").commit)), load(repository)
    assert changes(before, after, "staff") == changes(*whole, "staff")


def test_no_repository_and_no_such_format(toy: Path) -> None:
    assert diff(toy, "HEAD").exit_code == 3
    assert "no git repository" in diff(toy, "HEAD").stderr
    assert diff(toy, "HEAD", "--format", "html").exit_code == 2


def test_before_there_was_a_directory(repository: Path) -> None:
    git(repository.parent, "mv", "directory", "listing")
    git(repository.parent, "commit", "--quiet", "-m", "moved")
    result = diff(repository.parent / "listing", "HEAD~1")
    assert (result.exit_code, "there was no directory.yaml here" in result.stderr) == (3, True)


def test_a_shallow_clone_says_so(repository: Path, write: Write, tmp_path: Path) -> None:
    write("example", cost="cost: {free: false}\n")
    git(repository.parent, "commit", "--quiet", "-am", "a cost")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{repository.parent}", str(clone))
    result = diff(clone / "directory", "Fall 2026")
    assert result.exit_code == 0
    assert "shallow" in result.stderr
    assert "shallow" not in diff(clone / "directory", "HEAD").stderr


def test_an_edition_of_a_broken_past_leaves_out_what_it_cannot_read(repository: Path, write: Write) -> None:
    write("example", status="status: activ\n")
    git(repository.parent, "commit", "--quiet", "-am", "a slip")
    write("example")
    result = diff(repository, "HEAD", "--format", "json")
    assert kinds(result) == {}
    assert "programs/example.yaml of HEAD has errors" in result.stderr


def test_markdown_is_text_whatever_a_file_holds(repository: Path, write: Write) -> None:
    write(
        "fresh",
        name='name: "[x](https://evil.example.org) <b> @all #1"\n',
        summary="summary: '1. `a` | www.example.org'\n",
    )
    shown = diff(repository, "HEAD", "--format", "markdown").stdout
    assert r"\[x\]\(https\://evil\.example\.org\) \<b\> \@all \#1" in shown
    assert r"1\. \`a\` \| www\.example\.org" in shown
    assert escaped("a\x1b[31m\nb") == r"a\\u\{1b\}\[31m b"


def test_a_hostile_file_reaches_the_terminal_as_signs(repository: Path, write: Write) -> None:
    write("fresh", name="name: Fresh\n")
    shutil.copy(repository / "programs" / "fresh.yaml", repository / "programs" / "x.yaml")
    text = (repository / "programs" / "fresh.yaml").read_text(encoding="utf-8")
    (repository / "programs" / "x.yaml").write_text(text.replace("name: Fresh", 'name: "مرحبا 5"'), encoding="utf-8")
    shown = diff(repository, "HEAD").stdout
    assert "\x1b" not in shown
    assert "مرحبا" in shown


def test_a_clone_without_old_files_fetches_nothing_and_runs_nothing(repository: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    blob = git(repository.parent, "rev-parse", "HEAD:directory/programs/other.yaml")
    (repository.parent / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    for name, setting in (
        ("core.repositoryformatversion", "1"),
        ("extensions.partialClone", "evil"),
        ("remote.evil.promisor", "true"),
        ("remote.evil.url", f"ext::touch {ran}"),
        ("protocol.ext.allow", "always"),
    ):
        git(repository.parent, "config", name, setting)
    result = diff(repository, "HEAD")
    assert not ran.exists()
    assert result.exit_code == 3
