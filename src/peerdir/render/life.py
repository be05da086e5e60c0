"""The life of one entry, for people or for programs. Names and messages from git are cleaned like any other text."""

import dataclasses
import json
from collections.abc import Iterator, Sequence

from peerdir.cards.columns import readable, wrap
from peerdir.changes import Event
from peerdir.clean import clean
from peerdir.render.changes import HEADINGS, title

FORMATS = ("text", "json")
LONGEST_MESSAGE = 200
NARROWEST = 20


def render(events: Sequence[Event], format: str, width: int | None = None) -> str:  # noqa: A002 - the option's name
    """Write the events in one of FORMATS, for a terminal of `width` columns or for a pipe."""
    if format == "json":
        found = [dataclasses.asdict(event) for event in events]
        return json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    lines = (line for event in events for line in (*_lines(event), ""))
    return "".join(f"{shown}\n" for line in lines for shown in _fitted(clean(line), width))


def _lines(event: Event) -> Iterator[str]:
    yield f"{event.day}  {event.author[:LONGEST_MESSAGE]}  {event.commit[:10]}"
    yield f"  {event.message[:LONGEST_MESSAGE]}"
    if not event.readable:
        yield "  The file could not be read as an entry then."
    elif event.change is None:
        yield "  Nothing changed for readers."
    else:
        yield f"  {HEADINGS[event.change.kind]}: {title(event.change)} [{event.id}]"
        yield from (f"    - {detail.text}" for detail in event.change.details)


def _fitted(line: str, width: int | None) -> list[str]:
    bare = line.lstrip(" ")
    indent = " " * (len(line) - len(bare))
    if width is None or len(line) <= width:
        return readable([line])
    return [indent + readable([part])[0] for part in wrap(bare, max(NARROWEST, width - len(indent)))]
