"""`peerdir explain`: why a rule is there, with a bad and a good example."""

import difflib
from typing import Annotated

import typer

from peerdir.cli.options import put, stop

Name = Annotated[str, typer.Argument(metavar="RULE", help="The name in brackets behind a message.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain")(explain)


def explain(rule: Name) -> None:
    """Say why a rule is there, and show a bad and a good example."""
    from peerdir.lint.reading_rules import reading_rules
    from peerdir.rules import all_rules

    known = {found.name: found for found in (*all_rules(), *reading_rules())}
    name = rule.strip("[]")
    if name not in known:
        near = difflib.get_close_matches(name, known, 3, 0.4)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        stop(f'there is no rule "{name}"{hint}', 2)
    found = known[name]
    put(f"{found.name} ({found.severity})\n\n{found.text.strip()}\n")
