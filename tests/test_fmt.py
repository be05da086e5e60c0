"""The usual order: nothing but the order of fields and the quotes changes, comments stay where they belong."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from peerdir import limits
from peerdir.cli import app
from peerdir.edit.canonical import formatted
from peerdir.edit.change import same
from peerdir.edit.writing import flow
from peerdir.reading import schema
from peerdir.reading.collection import load
from peerdir.reading.reader import read
from tests.conftest import SAMPLE

Write = Callable[..., Path]
SIZE = limits.SIZES["program"]
FILES = sorted(SAMPLE.rglob("*.yaml"))


def kind_of(path: Path) -> str:
    return {"programs": "program", "organizations": "organization", "vocabulary": "vocabulary"}.get(
        path.parent.name, "directory"
    )


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["fmt", "-C", str(root), *words])


def fmt(text: str) -> str:
    after, left = formatted(text.encode(), "program")
    assert left == []
    return after.decode()


def data(raw: bytes, kind: str) -> Any:
    """What a file says, as the contract reads it."""
    source = read(raw, limits.SIZES[kind])
    list(schema.check(kind, source))
    return source.data


def comments(raw: bytes) -> Counter[str]:
    return Counter(line.partition("#")[2].strip() for line in raw.decode().splitlines() if "#" in line)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.sampled(40)
def test_the_sample_says_the_same_after_it(path: Path) -> None:
    raw, kind = path.read_bytes(), kind_of(path)
    after, left = formatted(raw, kind)
    assert left == []
    assert same(data(after, kind), data(raw, kind))
    assert comments(after) == comments(raw)
    assert formatted(after, kind).raw == after


def scrambled(value: Any, dice: random.Random, indent: str = "") -> str:
    """Write data with its fields in any order, with comments and blank lines between, in lines or in brackets."""
    lines: list[str] = []
    for name in dice.sample(list(value), len(value)):
        below = value[name]
        lines += ["\n"] * (dice.random() < 0.1)
        lines += [f"{indent}# above {dice.random()}\n"] * (dice.random() < 0.2)
        note = f"  # beside {dice.random()}" if dice.random() < 0.2 else ""
        if isinstance(below, dict) and below and dice.random() < 0.7:
            lines.append(f"{indent}{name}:{note}\n{scrambled(below, dice, indent + '  ')}")
        elif isinstance(below, list) and below and isinstance(below[0], dict) and dice.random() < 0.7:
            lines.append(f"{indent}{name}:{note}\n{''.join(item(one, dice, indent + '  ') for one in below)}")
        elif isinstance(below, str) and "\n" in below:
            shown = "".join(f"{indent}  {line}\n" if line else "\n" for line in below.splitlines())
            lines.append(f"{indent}{name}: |{'' if below.endswith(chr(10)) else '-'}\n{shown}")
        else:
            lines.append(f"{indent}{name}: {flow(below)}{note}\n")
        lines += [f"{indent}  # further in {dice.random()}\n"] * (dice.random() < 0.1 and not lines[-1].count("|"))
    return "".join(lines)


def item(value: dict[str, Any], dice: random.Random, indent: str) -> str:
    shown = scrambled(value, dice, indent + "  ").lstrip("\n")
    if dice.random() < 0.3 or shown.lstrip().startswith("#"):
        return f"{indent}- {flow({name: value[name] for name in dice.sample(list(value), len(value))})}\n"
    return f"{indent}- {shown[len(indent) + 2 :]}"


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.sampled(20)
def test_scrambled_copies_say_the_same_and_lose_no_comment(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - nothing is kept secret with it
    path = dice.choice([one for one in FILES if one.parent.name == "programs"])
    raw = f"# the file's own\n\n{scrambled(data(path.read_bytes(), 'program'), dice)}# the end\n".encode()
    line_end = dice.choice([b"\n", b"\r\n"])
    raw = raw.replace(b"\n", line_end)
    before = read(raw, SIZE)
    assert same(before.data, data(path.read_bytes(), "program")), "the test itself wrote what it meant"
    after, left = formatted(raw, "program")
    assert same(data(after, "program"), data(raw, "program"))
    assert comments(after) == comments(raw)
    assert after.count(line_end) == after.count(b"\n") == raw.count(b"\n")
    again = formatted(after, "program")
    assert again.raw == after
    if not left:
        names = list(read(after, SIZE).data)
        order = list(schema.schema("program")["properties"])
        assert names == sorted(names, key=order.index)
    assert after.startswith(b"# the file's own")


def test_a_comment_moves_with_the_field_it_belongs_to() -> None:
    before = """\
# yaml-language-server: $schema=x
# About the file.
status: active  # since May
# peerdir: allow long-name — it is the law
name: Puentes

# Who helps whom.
# In one sentence.
summary: Neighbors help one another.
cost:
  # in pesos
  description: Little
  # true since 2020
  free: true
  # about the cost

# about all of it
organization: o  # ours
# the very end
"""
    after = """\
# yaml-language-server: $schema=x
# About the file.
# peerdir: allow long-name — it is the law
name: Puentes

# Who helps whom.
# In one sentence.
summary: Neighbors help one another.
status: active  # since May

# about all of it
organization: o  # ours
# the very end
cost:
  # true since 2020
  free: true
  # about the cost
  # in pesos
  description: Little
"""
    assert fmt(before) == after


def test_an_allowance_at_the_top_moves_with_its_field() -> None:
    before = "# yaml\n# peerdir: allow full-name — asked for\nstatus: active\nname: A\n"
    assert fmt(before) == "# yaml\nname: A\n# peerdir: allow full-name — asked for\nstatus: active\n"


def test_items_and_brackets_keep_their_shape() -> None:
    before = """\
locations:
- type: physical
  key: room
  address: {country: US, city: "San Diego" , line1: 'a, b'}
-   area: There
    key: home
    type: confidential
contacts: [{phone: "+1-619-555-0100",
  role: public}]
"""
    after = """\
locations:
- key: room
  type: physical
  address: {line1: "a, b", city: "San Diego" , country: US}
-   key: home
    type: confidential
    area: There
contacts: [{role: public,
  phone: "+1-619-555-0100"}]
"""
    assert fmt(before) == after


def test_a_comment_never_comes_between_a_dash_and_its_field() -> None:
    before = "locations:\n  - type: physical\n    # as in the schedule\n    key: room\n    name: A\n"
    after = "locations:\n  # as in the schedule\n  - key: room\n    type: physical\n    name: A\n"
    assert fmt(before) == after


def test_what_a_person_dials_and_look_alikes_get_quotes() -> None:
    before = "name: 12\nschedule: [{location: x, start: 1800}]\ncontacts:\n- {role: 'public', phone: 6195550100}\n"
    after = 'name: "12"\nschedule: [{location: x, start: "1800"}]\ncontacts:\n- {role: "public", phone: "6195550100"}\n'
    assert fmt(before) == after
    assert fmt("name: 'it is \"so\"'\n") == "name: 'it is \"so\"'\n", "double quotes would need signs of their own"
    assert fmt("contacts:\n- phone: +1-619-555-0100\n") == 'contacts:\n- phone: "+1-619-555-0100"\n'
    assert fmt("name: 'it''s'\n") == "name: 'it''s'\n"
    assert fmt("eligibility: {minimum_age: 18}\nextra: {x: 1}\n") == "eligibility: {minimum_age: 18}\nextra: {x: 1}\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('status: active\nname: "a\n', "not closed"),
        ("name: A\nname: B\n", "second time"),
        ("status: a\x07\nname: b\n", "hidden character"),
        ("cost: {description: x, # why\n  free: true}\n", "a comment stands between"),
    ],
)
def test_what_cannot_be_ordered_safely_is_left_and_named(text: str, why: str) -> None:
    after, left = formatted(text.encode(), "program")
    assert any(why in one and one.startswith("line ") for one in left)
    assert same(read(after, SIZE).data, read(text.encode(), SIZE).data)
    assert comments(after) == comments(text.encode())


def test_a_file_without_a_last_line_end_still_has_none() -> None:
    assert fmt("status: active\nname: A") == "name: A\nstatus: active"
    after, left = formatted(b"status: active\ndescription: |\n  text", "program")
    assert (after, len(left)) == (b"status: active\ndescription: |\n  text", 1), "the text would get a line end"


def test_a_byte_order_mark_stays() -> None:
    assert formatted(b"\xef\xbb\xbfstatus: a\nname: b\n", "program").raw == b"\xef\xbb\xbfname: b\nstatus: a\n"


def test_the_command_checks_shows_and_writes(toy: Path, write: Write) -> None:
    path = write(status="")
    path.write_text("status: active\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    path.chmod(0o600)
    before, meant = path.read_bytes(), load(toy).programs
    check = run(toy, "--check")
    assert (check.exit_code, check.stdout) == (1, "")
    assert "programs/example.yaml: would change\n" in check.stderr
    shown = run(toy, "--dry-run")
    assert shown.exit_code == 0
    assert "-status: active\n" in shown.stdout
    assert path.read_bytes() == before
    assert run(toy).exit_code == 0
    assert path.read_bytes() != before
    assert path.stat().st_mode & 0o777 == 0o600
    assert load(toy).programs == meant
    assert run(toy, "--check").exit_code == 0


def test_files_can_be_named_and_broken_ones_do_not_stop_the_others(toy: Path, write: Write) -> None:
    for name in ("one", "two"):
        write(name).write_text("status: active\nname: A\n", encoding="utf-8")
    write("broken").write_text('name: "a\n', encoding="utf-8")
    (toy / "programs" / "linked.yaml").symlink_to(toy / "programs" / "one.yaml")
    assert run(toy, str(toy / "programs" / "two.yaml")).exit_code == 0
    assert (toy / "programs" / "one.yaml").read_text(encoding="utf-8").startswith("status")
    result = run(toy)
    assert result.exit_code == 1
    assert "programs/broken.yaml: line 1" in result.stderr
    assert "programs/linked.yaml: this is not a regular file" in result.stderr
    assert (toy / "programs" / "one.yaml").read_text(encoding="utf-8").startswith("name")
    assert run(toy, str(toy / "nowhere")).exit_code == 2
