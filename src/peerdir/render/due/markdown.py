"""A list to tick off in an issue: by coordinator, the most overdue first. What comes from a file stays plain text."""

from collections.abc import Iterator

from peerdir.due import Due
from peerdir.render.changes.markdown import escaped
from peerdir.render.due import Sheet, first_contact
from peerdir.render.due.table import row


def render(sheet: Sheet) -> str:
    """Write a heading for each coordinator and a box for each entry; nothing for nothing due."""
    return "".join(f"{line}\n" for line in _lines(sheet))


def _lines(sheet: Sheet) -> Iterator[str]:
    for name, group in sheet.by_coordinator:
        yield from (f"## {escaped(name) or '(nobody)'} ({len(group)})", "")
        yield from map(_box, group)
        yield ""
    if sheet.due:
        yield "Record each call: `peerdir verify ID --by NAME --confirmed`, or `--changed`, `--no-answer`, `--refused`."


def _box(one: Due) -> str:
    when, name, call, tries, id_ = row(one)
    failed = f"; failed tries: {tries}" if tries else ""
    whom = f"; call {escaped(call)}" if first_contact(one) else ""
    return f"- [ ] **{escaped(name)}** `{id_}`: {when}{whom}{failed}"
