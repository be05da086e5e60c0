"""What a new entry is to be, and whether it may be: its id, what lint says, whether it is there already."""

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from peerdir.cli.options import put, stop

if TYPE_CHECKING:
    from peerdir.diagnostic import Diagnostic
    from peerdir.edit.entry import Made, Wrong
    from peerdir.reading.collection import Collection

MARKDOWN = "markdown"
ANOTHER = "if this is another one, name its file with --id, or add its city to the name"


class Order(NamedTuple):
    """What is to be made, where, and how it is answered."""

    root: Path
    today: dt.date
    collection: "Collection"
    kind: str
    id: str | None
    format: str


def make_entry(order: Order, answers: Mapping[str, Any]) -> "Made":
    """Make the files of the new entry; what is wrong with them or with its id is told in the result."""
    from peerdir.edit.entry import make, make_organization

    maker = make if order.kind == "program" else make_organization
    made = maker(answers, id_of(order, answers), order.collection, order.today)
    return made._replace(wrong=[*made.wrong, *wrong_with_id(order, answers)])


def id_of(order: Order, answers: Mapping[str, Any]) -> str:
    """Return the id that was asked for, else one made from the name; "" while there is none."""
    from peerdir.edit import draft

    name = answers.get("name")
    return order.id or draft.id_of(name if isinstance(name, str) else "")


def wrong_with_id(order: Order, answers: Mapping[str, Any]) -> "Sequence[Wrong]":
    """Tell why the new entry cannot be called so: its name gives no id, or that id is taken."""
    from peerdir.edit.entry import Wrong
    from peerdir.reading.layout import is_id

    found = id_of(order, answers)
    if why := taken(order, found):
        return [Wrong(("name",), f"{why}; {ANOTHER}")]
    if (order.id or answers.get("name")) and not is_id(found):
        return [Wrong(("name",), "no file can be called so; give --id: small letters a-z, digits and single hyphens")]
    return []


def taken(order: Order, id_: str) -> str | None:
    """Say that an id is in use, or was; None when it is free."""
    if id_ in order.collection.ids[order.kind]:
        return f'there is a {order.kind} "{id_}" already'
    records = order.collection.programs if order.kind == "program" else order.collection.organizations.values()
    if any(id_ in one.former_ids for one in records):
        return f'"{id_}" is the old id of another {order.kind}, and leads there'
    return None


def look(order: Order, made: "Made", *, anyway: bool) -> "Sequence[Diagnostic]":
    """Lint the directory with the new files in it; return which programs it may repeat.

    Exits with 1 when that brings an error, or, unless `anyway`, when the program may be there already.
    """
    from peerdir.cli.changing import refuse, weigh
    from peerdir.edit.weigh import other, twins

    weighed = weigh(order.root, order.today, made.files)
    found = twins(weighed.found, made.path)
    for one in found:
        show_beside(order, made, other(one))
    if weighed.errors and order.format == MARKDOWN:
        put(as_markdown(order, made, found))
        stop("it would bring errors; nothing is written", 1)
    if weighed.errors:
        why = "it is in the directory already; change that entry instead" if found else "nothing is written"
        refuse(order.root, weighed.errors, why)
    if found and not anyway:
        stop("nothing is written; if it is another program, say so with --anyway", 1)
    return found


def as_markdown(order: Order, made: "Made", found: "Sequence[Diagnostic]" = ()) -> str:
    """Answer whoever filled in the form, with links to the programs it may repeat."""
    from peerdir.edit import reply
    from peerdir.edit.weigh import other
    from peerdir.reading.layout import path_of

    links = [(one.message, _link(order, other(one))) for one in found]
    id_ = Path(made.path).stem
    if why := taken(order, id_):
        links.append((why, _link(order, path_of(order.kind, id_))))
    return reply.markdown(made, links)


def _link(order: Order, path: str) -> str:
    """Link to a file on GitHub when there is one, else name it."""
    from peerdir.cli.changing import seen

    shown, repository = seen(order.root, path), os.environ.get("GITHUB_REPOSITORY")
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    return f"[{shown}]({server}/{repository}/blob/HEAD/{shown})" if repository else shown


def show_beside(order: Order, made: "Made", path: str) -> None:
    """Show the new program and the one at `path`, side by side, on standard error."""
    from peerdir.edit.beside import beside
    from peerdir.reading.collection import read_entry
    from peerdir.reading.layout import file_at

    here, there = file_at(made.path), file_at(path)
    entry = read_entry(here, made.files[made.path])[0] if here and here.kind == "program" else None
    old = order.collection.program(there.id) if there else None
    if entry and old:
        typer.echo(beside(entry.program, old, path), err=True, nl=False)
