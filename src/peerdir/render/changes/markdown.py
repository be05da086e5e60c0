"""What changed, for a pull request or a newsletter. Whatever comes from a file is escaped, so that it stays text."""

import re
from collections.abc import Iterator

from peerdir.changes import Change
from peerdir.clean import clean
from peerdir.render.changes import Edition, title

# What Markdown or HTML could take for more than text: marks, tags, mentions of people, numbers of issues, bare links.
SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~&@:$^=-])")
# A dot behind a number that begins a line would make a list; one in a bare web address would make a link.
DOT = re.compile(r"(?<=[0-9A-Za-z])\.(?=\s|$|[A-Za-z0-9])")


def render(edition: Edition) -> str:
    """Write a heading for each kind, and a list under it."""
    staff = " (for staff)" if edition.staff else ""
    lines = ["## What changed", "", f"{escaped(edition.before)} to {escaped(edition.after)}{staff}", ""]
    if not edition.changes:
        lines += ["Nothing changed.", ""]
    for heading, group in edition.groups:
        lines += [f"### {heading}", "", *(line for one in group for line in _one(one)), ""]
    return "\n".join(lines)


def _one(change: Change) -> Iterator[str]:
    yield f"- **{escaped(title(change))}**"
    if change.kind != "checked":
        yield from (f"  - {escaped(detail.text)}" for detail in change.details)


def escaped(text: str) -> str:
    """Make a text plain text in Markdown; numbers and addresses in it do not become links."""
    marked = SPECIAL.sub(r"\\\1", clean(" ".join(text.split())))
    return DOT.sub(r"\\.", marked)
