"""Long lists in several pages, so that no page grows with the directory and an old phone can open each of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# So many programs stand on a page, and so many names with nothing but a number beside them.
PROGRAMS, NAMES = 50, 200
# So many pages before and behind this one are named, beside the first and the last.
AROUND = 2
# No code, id or name of a place has two hyphens side by side, so no other page can be called so.
MARK = "--"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One page of a list: what stands on it, its number from 1, how many there are, and the path of the first.

    `ends` are the first and the last thing on each page of the list.
    """

    items: Sequence[Any]
    number: int
    ends: Sequence[tuple[Any, Any]]
    stem: str

    @property
    def count(self) -> int:
        """How many pages the list has."""
        return len(self.ends)

    @property
    def path(self) -> str:
        """Where this page stands."""
        return path_of(self.stem, self.number)

    @property
    def previous(self) -> int | None:
        """The number of the page before this one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The number of the page behind this one."""
        return self.number + 1 if self.number < self.count else None

    @property
    def near(self) -> list[int | None]:
        """The numbers of the first page, of those around this one, and of the last; None where some are left out."""
        around = range(self.number - AROUND, self.number + AROUND + 1)
        named = sorted({1, self.count, *(number for number in around if 1 <= number <= self.count)})
        found: list[int | None] = []
        for number in named:
            if found and number - (found[-1] or 0) > 1:
                found.append(None)
            found.append(number)
        return found

    def beside(self, number: int) -> str:
        """Return the address of another page of the list, seen from this one."""
        return path_of(self.stem.rpartition("/")[2], number)


def path_of(stem: str, number: int) -> str:
    """Return the path of a page of the list that begins at `stem`.html."""
    return f"{stem}.html" if number == 1 else f"{stem}{MARK}{number}.html"


def parts(items: Sequence[Any], stem: str, most: int = PROGRAMS) -> Iterator[Part]:
    """Yield the pages of a list, `most` things on each; an empty list has one as well."""
    pages = [items[start : start + most] for start in range(0, max(1, len(items)), most)]
    ends = [(page[0], page[-1]) for page in pages if page] or [(None, None)]
    yield from (Part(items=page, number=number, ends=ends, stem=stem) for number, page in enumerate(pages, 1))
