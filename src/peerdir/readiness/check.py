"""What a check of a referral protocol is: how one thing stands, in words, and what to do next."""

import datetime as dt
import shlex
from dataclasses import dataclass
from typing import Literal

from peerdir.readiness.reach import Point
from peerdir.reading.collection import Collection
from peerdir.records import Program

State = Literal["ok", "missing", "old", "unknown"]
"""How it stands: good; what a referral needs is not there; it was true too long ago; the entry does not say."""

# The most urgent first.
STATES: tuple[State, ...] = ("missing", "old", "unknown", "ok")
# Stands in a command for what somebody has to find out first.
OPEN = "…"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check of a protocol: how it stands, in words, and unless it is ok what to do next.

    `todo` is a sentence, `command` the command that writes the answer down; OPEN in it stands for the answer. `path` is
    the file that has to change. `rule` is the rule of lint that says the same, if there is one. No contact detail is in
    any of them: only roles and the names of organizations.
    """

    code: str
    state: State
    said: str
    todo: str = ""
    command: str = ""
    path: str = ""
    rule: str | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """What all checks look at: a program, an organization, the points of contact of both sides, and the day."""

    program: Program
    organization: str | None
    collection: Collection
    today: dt.date
    mine: tuple[Point, ...]
    theirs: tuple[Point, ...]

    @property
    def path(self) -> str:
        """The file of the program."""
        return f"programs/{self.program.id}.yaml"

    @property
    def called(self) -> str:
        """The name of the organization, as far as it is known."""
        found = self.collection.organization(self.organization) if self.organization else None
        return found.name if found else self.organization or "the health care side"

    def set(self, *changes: str, organization: str | None = None) -> str:
        """Return the command that changes the program's file, or that of an organization."""
        name, folder = (organization, "organizations") if organization else (self.program.id, "programs")
        is_both = all(name in self.collection.ids.get(kind, ()) for kind in ("program", "organization"))
        return shlex.join(["peerdir", "set", f"{folder}/{name}" if is_both else name, *changes])
