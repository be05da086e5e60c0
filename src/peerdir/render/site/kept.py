"""What is found of a program once, for its pages in every language."""

from collections.abc import Callable
from typing import Generic, TypeVar

from peerdir.records import Program

# The pages of a program are made one after another, so few need be remembered at a time.
MOST = 1_000
Found = TypeVar("Found")


class Kept(Generic[Found]):
    """What `find` finds of each program; of the last `most` programs it is remembered, of all of them if None."""

    def __init__(self, find: Callable[[Program], Found], most: int | None = MOST) -> None:
        """Remember nothing yet."""
        self._find, self._most = find, most
        self._known: dict[str, Found] = {}

    def __call__(self, program: Program) -> Found:
        """Return what is found of a program."""
        if program.id not in self._known:
            if self._most and len(self._known) >= self._most:
                self._known.clear()
            self._known[program.id] = self._find(program)
        return self._known[program.id]
