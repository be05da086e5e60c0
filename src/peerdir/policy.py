"""The written inclusion policy, `policy.md`: a text for people, of which a program reads a few lines and two tables.

Lines before the first heading of a part (`## …`):

    Version: 2
    In use since: 2026-02-01
    Trial time: 6 months

A table whose first column is called "Criterion": a code, then "required" or "wanted", then the weakest kind of evidence
that counts (any kind if left out). A table whose first column is called "Version": the versions before this one.
Everything else is for people only.
"""

import datetime as dt
import difflib
import re
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from peerdir.clean import cut
from peerdir.records import Criterion, EvidenceType

CRITERIA: tuple[Criterion, ...] = typing.get_args(Criterion)
TYPES: tuple[EvidenceType, ...] = typing.get_args(EvidenceType)
"""The kinds of evidence, the strongest first."""

Need = Literal["required", "wanted"]
NEEDS: tuple[Need, ...] = typing.get_args(Need)
VERSION, SINCE, TRIAL = "version", "in use since", "trial time"
MONTHS = re.compile(r"([0-9]{1,2}) months?")
RULE_OF_TABLE = re.compile(r"[|:\s-]+")


class Asked(NamedTuple):
    """What the policy asks of one criterion: how much it is needed, and the weakest kind of evidence that counts."""

    need: Need
    at_least: EvidenceType = TYPES[-1]


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What a program reads of a policy. `trial_months` is how long a provisional decision holds, None for no limit."""

    version: str
    since: dt.date | None = None
    trial_months: int | None = None
    earlier: tuple[str, ...] = ()
    asked: Mapping[Criterion, Asked] = field(default_factory=dict)


class Slip(NamedTuple):
    """A line of a policy that cannot be understood, counted from 1, and why."""

    line: int
    message: str


class _Row(NamedTuple):
    line: int
    heading: str
    cells: Sequence[str]


def version_of(named: str) -> str:
    """Return a version as it is compared: "version 2", "Version 2" and "2" are one."""
    return named.casefold().strip(" `*").removeprefix("version").strip(" :`*")


def parse(text: str) -> tuple[Policy | None, Sequence[Slip]]:
    """Return what a policy says, and what of it cannot be understood; no policy without a version."""
    slips: list[Slip] = []
    lines = _front(text)
    rows = list(_rows(text))
    asked = _asked([row for row in rows if row.heading == "criterion"], slips)
    if VERSION not in lines:
        slips.insert(0, Slip(1, 'the line "Version: …" is missing; decisions name the version they were made by'))
        return None, slips
    policy = Policy(
        version=version_of(lines[VERSION][1]),
        since=_day(lines.get(SINCE), slips),
        trial_months=_months(lines.get(TRIAL), slips),
        earlier=tuple(version_of(row.cells[0]) for row in rows if row.heading == VERSION),
        asked=asked,
    )
    return policy, slips


def _front(text: str) -> Mapping[str, tuple[int, str]]:
    """Return the lines "Name: value" before the first part, by name in small letters, with the number of the line."""
    found: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            break
        name, colon, value = _parted(line)
        if colon and value.strip(" *") and name.strip(" *").casefold() in (VERSION, SINCE, TRIAL):
            found.setdefault(name.strip(" *").casefold(), (number, value.strip(" *")))
    return found


def _rows(text: str) -> Iterator[_Row]:
    """Yield the rows of all tables, each with what the first column of its table is called."""
    heading = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.lstrip().startswith("|"):
            heading = ""
        elif not RULE_OF_TABLE.fullmatch(line):
            cells = [cell.strip(" `*") for cell in line.strip().strip("|").split("|")]
            if heading:
                yield _Row(number, heading, cells)
            heading = heading or cells[0].casefold()


def _asked(rows: Sequence[_Row], slips: list[Slip]) -> Mapping[Criterion, Asked]:
    found: dict[Criterion, Asked] = {}
    for row in rows:
        code, need, least = [*row.cells, "", ""][:3]
        for value, known in ((code, CRITERIA), (need.casefold(), NEEDS), (least or TYPES[-1], TYPES)):
            if value not in known:
                slips.append(Slip(row.line, _unknown(value, known)))
                break
        else:
            if code in found:
                slips.append(Slip(row.line, f'"{code}" stands in the table twice; keep one row'))
            found.setdefault(CRITERIA[CRITERIA.index(code)], _one(need.casefold(), least))
    return found


def _one(need: str, least: str) -> Asked:
    return Asked(NEEDS[NEEDS.index(need)], TYPES[TYPES.index(least)] if least else TYPES[-1])


def _unknown(value: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(value, known, 1, 0.6)
    hint = f'; did you mean "{near[0]}"?' if near else ""
    return f'"{cut(value)}" is not one of {", ".join(known)}{hint}'


def tells(text: str, version: str | None) -> bool:
    """Tell whether a text in any language has a line "…: 2" before its first part, where 2 is the version."""
    head = text.partition("\n## ")[0].splitlines()
    return any(colon and version_of(value) == version for _, colon, value in map(_parted, head))


def _parted(line: str) -> tuple[str, str, str]:
    """Part a line "Name: value" by its colon, which may be a Chinese one."""
    return line.replace("：", ":").strip(" -*").partition(":")


def _day(found: tuple[int, str] | None, slips: list[Slip]) -> dt.date | None:
    if found is None:
        return None
    try:
        return dt.date.fromisoformat(found[1])
    except ValueError:
        slips.append(Slip(found[0], f'"{cut(found[1])}" is not a day; write it like 2026-01-31'))
        return None


def _months(found: tuple[int, str] | None, slips: list[Slip]) -> int | None:
    if found is None:
        return None
    number = MONTHS.fullmatch(found[1].casefold())
    if number is None:
        slips.append(Slip(found[0], f'"{cut(found[1])}" is no time; write it in months, such as 6 months'))
        return None
    return int(number[1])
