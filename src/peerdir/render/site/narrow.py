"""Pages for one condition in one place, and for one language there: for conditions with more programs than a screen."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from peerdir.records import Program
from peerdir.render.site.shelves import Group, Shelf

# A list of so few programs needs no narrower ones.
FEW = 3
# So many pages below one are named there; of more, these with the most programs, and the others on pages of their own.
MOST, LARGEST = 48, 24


@dataclass(frozen=True, kw_only=True)
class Narrow:
    """The programs of a condition in one place, or of those the ones in one language; its page is `stem`.html.

    `wider` are the groups it lies in with their pages, the condition first; `below` are the pages below it.
    """

    stem: str
    group: Group
    programs: tuple[Program, ...]
    wider: tuple[tuple[str, Group], ...]
    below: "Below | None" = None

    @property
    def path(self) -> str:
        """Where the first of its pages stands."""
        return f"{self.stem}.html"

    @property
    def label(self) -> str:
        """What its group is called."""
        return self.group.label


@dataclass(frozen=True, kw_only=True)
class Below:
    """The pages below one, by the groups of the shelf `kind`; the list of all of them, if it is long, is `stem`.html.

    `wider` are the groups they lie in with their pages, the condition first.
    """

    kind: str
    stem: str
    wider: tuple[tuple[str, Group], ...]
    pages: tuple[Narrow, ...]

    @property
    def is_long(self) -> bool:
        """Whether these are too many to stand at the top of a page."""
        return len(self.pages) > MOST

    @functools.cached_property
    def named(self) -> tuple[Narrow, ...]:
        """Those that the page above names, in their order."""
        if not self.is_long:
            return self.pages
        largest = sorted(self.pages, key=lambda one: -len(one.programs))[:LARGEST]
        chosen = {one.stem for one in largest}
        return tuple(one for one in self.pages if one.stem in chosen)


class Narrowing:
    """Knows for each program the places and languages it stands under."""

    def __init__(self, shelves: Iterable[Shelf]) -> None:
        """Take the shelves of a version."""
        self._groups = {shelf.folder: shelf.groups for shelf in shelves}
        self._of = {folder: _by_program(groups) for folder, groups in self._groups.items()}

    def of(self, condition: Group) -> Below | None:
        """Return the pages below a condition: its places, each with its languages. None where there are none."""
        start = f"conditions/{condition.name}"
        return self._below(condition.programs, "places", start, ((f"{start}.html", condition),))

    def _below(
        self, programs: tuple[Program, ...], kind: str, start: str, wider: tuple[tuple[str, Group], ...]
    ) -> Below | None:
        """Return the groups of one shelf that some programs fall into, if there are many of them and several groups."""
        inside: dict[str, list[Program]] = {}
        for program in programs:
            for name in self._of[kind].get(program.id, ()):
                inside.setdefault(name, []).append(program)
        if len(programs) <= FEW or len(inside) < 2:
            return None
        groups = (group for group in self._groups[kind] if group.name in inside)
        pages = tuple(self._narrow(group, tuple(inside[group.name]), kind, start, wider) for group in groups)
        return Below(kind=kind, stem=f"{start}/index", wider=wider, pages=pages)

    def _narrow(
        self, group: Group, programs: tuple[Program, ...], kind: str, start: str, wider: tuple[tuple[str, Group], ...]
    ) -> Narrow:
        stem = f"{start}/{group.name}"
        below = (
            self._below(programs, "languages", stem, (*wider, (f"{stem}.html", group))) if kind == "places" else None
        )
        return Narrow(stem=stem, group=group, programs=programs, wider=wider, below=below)


def _by_program(groups: Iterable[Group]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for group in groups:
        for program in group.programs:
            found.setdefault(program.id, set()).add(group.name)
    return found
