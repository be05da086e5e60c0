"""A booklet as plain text: a heading is a line of its own, a paragraph is one line, however long, and nothing is drawn.

See `leaflets.plain` for why: a Braille translator breaks the lines itself.
"""

import itertools
from collections.abc import Iterable, Iterator

from peerdir.render.leaflets.plain import text
from peerdir.render.reading.blocks import Block

SPACE = {1: 3, 2: 3, 3: 2}  # empty lines before a heading, by its level


def render(blocks: Iterable[Block]) -> str:
    """Return the text of a booklet."""
    runs = (list(run) for _, run in itertools.groupby(blocks, lambda block: block.kind))
    numbered = (pair for run in runs for pair in enumerate(run, start=1))
    return "\n".join(line for number, block in numbered for line in _lines(block, number)).strip("\n") + "\n"


def _lines(block: Block, number: int) -> Iterator[str]:
    if block.kind == "heading":
        yield from [""] * SPACE.get(block.level, 1)
    name = text(block.name) if block.name else ""
    name += ":" if name and name[-1].isalnum() else ""
    said = " ".join(filter(None, (name, text(block.text))))
    if block.kind == "step":
        yield f"{number}) {said}"  # the number of an entry has a dot
    else:
        yield f"- {said}" if block.kind == "item" and not _is_numbered(said) else said


def _is_numbered(said: str) -> bool:
    """Tell whether an item begins with the number of an entry."""
    return said.split(".", 1)[0].isdigit()
