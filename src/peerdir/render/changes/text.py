"""What changed for a terminal: a heading for each kind, a line for each thing that is different."""

from collections.abc import Iterator

from peerdir.cards.columns import readable, wrap
from peerdir.changes import Change
from peerdir.clean import clean
from peerdir.render.changes import Edition, title

NARROWEST = 20


def render(edition: Edition) -> str:
    """Write the changes; a pipe gets one line for each, whatever its length."""
    lines = [f"{edition.before} to {edition.after}{'  (for staff)' if edition.staff else ''}", ""]
    if not edition.changes:
        lines.append("Nothing changed.")
    for heading, group in edition.groups:
        lines += [f"{heading} ({len(group)})", *(line for one in group for line in _one(one)), ""]
    return "".join(f"{line}\n" for raw in lines for line in _fitted(clean(raw), edition.width)).rstrip("\n") + "\n"


def _one(change: Change) -> Iterator[str]:
    details = () if change.kind == "checked" else change.details
    yield f"  {title(change)} [{change.id}]"
    yield from (f"    - {detail.text}" for detail in details)


def _fitted(line: str, width: int | None) -> list[str]:
    """Break a line for the terminal; what follows stands under its words."""
    bare = line.lstrip(" ")
    indent = len(line) - len(bare)
    if width is None or not bare:
        return readable([line])
    hang = indent + (2 if bare.startswith("- ") else 0)
    first, *rest = wrap(bare, max(NARROWEST, width - indent)) or [""]
    shown = [" " * indent + first]
    shown += [" " * hang + part for part in wrap(" ".join(rest), max(NARROWEST, width - hang))]
    return [readable([one])[0] for one in shown]
