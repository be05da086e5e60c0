"""Are the referral protocols ready? For a terminal, a spreadsheet, a program or an issue: one module a format.

Roles and organizations are named, never a person, a number or an address.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from peerdir.analyse import fold
from peerdir.readiness import Readiness, State, Task, tasks
from peerdir.reading.collection import Collection

FORMATS = ("table", "json", "csv", "markdown")
# Signs that need no colour, and what each means.
SIGNS: Mapping[State, str] = {"ok": "+", "unknown": "?", "old": "o", "missing": "!"}
NONE = "."
MEANING: Mapping[State, str] = {
    "ok": "ready",
    "unknown": "not written down",
    "old": "too long ago",
    "missing": "missing, nobody can rely on it",
}
NO_PROTOCOL = "no protocol between them"
NO_ORGANIZATION = "No organization named"


@dataclass(frozen=True, kw_only=True)
class Board:
    """What is shown: the protocols, by program; on a terminal of `width` columns, None for a pipe or a file.

    `limit` is for how many entries a table says what to do next, 0 for all.
    """

    found: Sequence[Readiness]
    collection: Collection
    today: str
    width: int | None = None
    limit: int = 0

    @property
    def organizations(self) -> Sequence[str | None]:
        """The organizations, by name; None, for contacts that name none, is the last."""
        return sorted({one.organization for one in self.found}, key=lambda id_: (id_ is None, fold(self.name(id_))))

    @property
    def programs(self) -> Mapping[str, str]:
        """The programs in their order: id and name."""
        return {one.program.id: one.program.name for one in self.found}

    @property
    def pairs(self) -> Mapping[tuple[str, str | None], Readiness]:
        """The protocols by program and organization."""
        return {(one.program.id, one.organization): one for one in self.found}

    def name(self, organization: str | None) -> str:
        """Name an organization; one without a readable file by its id."""
        if organization is None:
            return NO_ORGANIZATION
        found = self.collection.organization(organization)
        return found.name if found else organization

    def called(self, path: str) -> str:
        """Name the entry of a file."""
        folder, _, file = path.partition("/")
        id_ = file.removesuffix(".yaml")
        return self.programs[id_] if folder == "programs" else self.name(id_)

    @property
    def calls(self) -> Sequence[tuple[str, Sequence[Task]]]:
        """What to do next, by the file that has to change: one call settles all of it."""
        found: dict[str, list[Task]] = {}
        for task in tasks(self.found):
            found.setdefault(task.check.path, []).append(task)
        return list(found.items())


def cell(one: Readiness | None) -> str:
    """Say how a protocol stands: a sign, and how many things are to do; a dot where there is none."""
    if one is None:
        return NONE
    return f"{SIGNS[one.state]}{count(one) or ''}"


def count(one: Readiness) -> int:
    """Say how many things are to do for a protocol."""
    return sum(check.state != "ok" for check in one.checks)


def sentence(task: Task) -> str:
    """Say what is wrong and what to do."""
    said = f"{task.check.said[:1].upper()}{task.check.said[1:]}."
    return f"{said} {task.check.todo}." if task.check.todo else said


def counted(found: Sequence[Readiness]) -> str:
    """Say how many protocols are ready."""
    ready, total = sum(one.ready for one in found), len(found)
    if total == 1:
        return f"the referral protocol is {'ready' if ready else 'not ready'}"
    return f"{ready} of {total} referral protocols {'is' if ready == 1 else 'are'} ready"


def render(board: Board, format: str) -> str:  # noqa: A002 - the option's name
    """Write the board in one of FORMATS."""
    shown: str = import_module(f"peerdir.render.readiness.{format}").render(board)
    return shown
