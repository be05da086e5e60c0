"""Pages for one condition in one place, and for one language there: for conditions with more programs than a screen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from peerdir.records import Program
from peerdir.render.site.shelves import Group, Shelf

# A list of so few programs needs no narrower ones.
FEW = 3


@dataclass(frozen=True, kw_only=True)
class Narrow:
    """The programs of a condition in one place, or of those the ones in one language; `path` is the page's.

    `wider` are the groups it lies in, the condition first; `narrower` are the pages below it.
    """

    path: str
    group: Group
    programs: tuple[Program, ...]
    wider: tuple[tuple[str, Group], ...]
    narrower: tuple["Narrow", ...] = ()


class Narrowing:
    """Knows for each program the places and languages it stands under."""

    def __init__(self, shelves: Iterable[Shelf]) -> None:
        """Take the shelves of a version."""
        self._groups = {shelf.folder: shelf.groups for shelf in shelves}
        self._of = {folder: _by_program(groups) for folder, groups in self._groups.items()}

    def of(self, condition: Group) -> tuple[Narrow, ...]:
        """Return the pages below a condition: its places, each with its languages."""
        start = f"conditions/{condition.name}"
        wider = ((f"{start}.html", condition),)
        return tuple(self._below(condition.programs, "places", start, wider))

    def _below(
        self, programs: tuple[Program, ...], folder: str, start: str, wider: tuple[tuple[str, Group], ...]
    ) -> Iterator[Narrow]:
        """Yield the groups of one shelf that some programs fall into, if there are many of them and several groups."""
        known = self._of[folder]
        here = {name for program in programs for name in known.get(program.id, ())}
        if len(programs) <= FEW or len(here) < 2:
            return
        for group in (one for one in self._groups[folder] if one.name in here):
            inside = tuple(program for program in programs if group.name in known.get(program.id, ()))
            path = f"{start}/{group.name}.html"
            below = (*wider, (path, group))
            yield Narrow(
                path=path,
                group=group,
                programs=inside,
                wider=wider,
                narrower=tuple(self._below(inside, "languages", f"{start}/{group.name}", below))
                if folder == "places"
                else (),
            )


def _by_program(groups: Iterable[Group]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for group in groups:
        for program in group.programs:
            found.setdefault(program.id, set()).add(group.name)
    return found
