"""What changed, for a terminal, a newsletter or a program: one module a format, named as `--format` names it."""

import dataclasses
from collections.abc import Sequence
from importlib import import_module

from peerdir.changes import KINDS, Change

FORMATS = ("text", "markdown", "json")
HEADINGS = {
    "new": "New",
    "closed": "Closed",
    "gone": "No longer listed",
    "renamed": "Renamed",
    "changed": "Changed",
    "checked": "Checked again, nothing else is different",
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Edition:
    """What is compared, in words, what changed, whether it is for staff, and how wide the terminal is, if it is one."""

    before: str
    after: str
    changes: Sequence[Change]
    staff: bool = False
    width: int | None = None

    @property
    def groups(self) -> Sequence[tuple[str, Sequence[Change]]]:
        """The changes by kind, each kind that there is with its heading."""
        found = [(kind, [one for one in self.changes if one.kind == kind]) for kind in KINDS]
        return [(HEADINGS[kind], group) for kind, group in found if group]


def title(change: Change) -> str:
    """Name a program, and what it was called before."""
    was = change.old_name or (change.old_id if change.old_id else None)
    return f"{change.name} (was {was})" if was else change.name


def render(edition: Edition, format: str) -> str:  # noqa: A002 - the option's name
    """Write what changed in one of FORMATS."""
    shown: str = import_module(f"peerdir.render.changes.{format}").render(edition)
    return shown
