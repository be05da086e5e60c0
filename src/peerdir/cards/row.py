"""What a result shows of a program: a row of the search index, read as it is asked for."""

from collections.abc import Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

# What a table of results shows. Lists are written a line each; the rest of a card is JSON that few searches need.
COLUMNS = (
    *("id", "name", "summary", "status", "capacity", "capacity_as_of", "verified_on", "due_on", "free"),
    *("phone", "email", "url", "where", "when", "brief", "languages"),
)
LISTS = ("where", "when", "brief", "languages")
BETWEEN = "\n"
PLACE = {name: place for place, name in enumerate(COLUMNS)}


class Card(Mapping[str, "Any"]):
    """A card as a mapping. Raises KeyError for a name that no card has."""

    __slots__ = ("_cells", "_rest")

    def __init__(self, cells: "tuple[Any, ...]") -> None:
        self._cells = cells
        self._rest: Mapping[str, Any] | None = None

    def __getitem__(self, name: str) -> "Any":
        place = PLACE.get(name)
        if place is None:
            return self._others()[name]
        value = self._cells[place]
        if name in LISTS:
            return value.split(BETWEEN) if value else []
        return bool(value) if name == "free" and value is not None else value

    def __iter__(self) -> "Iterator[str]":
        yield from COLUMNS
        yield from self._others()

    def __len__(self) -> int:
        return len(COLUMNS) + len(self._others())

    def _others(self) -> "Mapping[str, Any]":
        if self._rest is None:
            import json

            self._rest = json.loads(self._cells[len(COLUMNS)])
        return self._rest or {}
