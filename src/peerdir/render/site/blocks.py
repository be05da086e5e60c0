"""A long text with headings, lists and tables, such as the inclusion policy, as parts that a template writes out.

Only what such a text needs is read as Markdown: `# headings`, lists with "-" or numbers, tables with "|", **bold** and
`names`. What stands between `<!--` and `-->` is for those who write it and is left out. All else, HTML above all, stays
text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from markupsafe import Markup

from peerdir.render.site import safe

Kind = Literal["heading", "text", "list", "steps", "table"]
HEADING = re.compile(r"(#{1,6}) +(.+?)(?: +#+)?")
ITEM = re.compile(r"(?:[-*•]|([0-9]{1,3})[.)]) +(.*)")
RULE = re.compile(r"[|:\s-]+")
# One that nobody ended hides all that follows: rather too little is told than what was not meant for all.
COMMENT = re.compile(r"(?s)<!--.*?(?:-->|\Z)")
CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, kw_only=True)
class Block:
    """A heading with its `level`, a text, a list or numbered steps with a line an item, or a table with its rows.

    The first row of a table is its head.
    """

    kind: Kind
    lines: Sequence[Markup] = ()
    level: int = 0
    rows: Sequence[Sequence[Markup]] = ()


def blocks(text: str) -> list[Block]:
    """Return the parts of a text in their order; no heading is more than a level below the one before it."""
    found: list[Block] = []
    level = 0
    for block in _blocks(COMMENT.sub("", text)):
        if block.kind == "heading":
            level = min(block.level, level + 1)
            block = Block(kind="heading", lines=block.lines, level=level)
        found.append(block)
    return found


def _blocks(text: str) -> Iterator[Block]:
    """Yield the parts as they were written."""
    paragraphs = groupby(map(str.strip, text.splitlines()), key=bool)
    for lines in (list(group) for has_text, group in paragraphs if has_text):
        while lines:
            size, block = _first(lines)
            yield block
            lines = lines[size:]


def _first(lines: list[str]) -> tuple[int, Block]:
    """Return the part that some lines begin with, and how many of them it takes."""
    if heading := HEADING.fullmatch(lines[0]):
        return 1, Block(kind="heading", lines=[_inline(heading[2])], level=len(heading[1]))
    if lines[0].startswith("|"):
        rows = _while(lines, lambda line: line.startswith("|"))
        return len(rows), Block(kind="table", rows=[_cells(row) for row in rows if not RULE.fullmatch(row)])
    if item := ITEM.fullmatch(lines[0]):
        inside = _while(lines, lambda line: not line.startswith(("|", "#")))
        return len(inside), Block(kind="steps" if item[1] else "list", lines=_items(inside))
    inside = [lines[0], *_while(lines[1:], lambda line: not (line.startswith(("|", "#")) or ITEM.fullmatch(line)))]
    return len(inside), Block(kind="text", lines=[_inline(" ".join(inside))])


def _while(lines: list[str], fits: Callable[[str], bool]) -> list[str]:
    end = next((number for number, line in enumerate(lines) if not fits(line)), len(lines))
    return lines[:end]


def _items(lines: list[str]) -> list[Markup]:
    """Return the items of a list; a line that begins none goes on with the one above."""
    items: list[str] = []
    for line in lines:
        if item := ITEM.fullmatch(line):
            items.append(item[2])
        else:
            items[-1] += f" {line}"
    return [_inline(item) for item in items]


def _cells(row: str) -> list[Markup]:
    return [_inline(cell.strip()) for cell in row.strip("|").split("|")]


def _inline(line: str) -> Markup:
    parts = CODE.split(line)
    code = Markup("<code>{}</code>")
    return Markup("").join(code.format(safe.text(part)) if i % 2 else safe.inline(part) for i, part in enumerate(parts))
