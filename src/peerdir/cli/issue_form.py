"""`peerdir issue-form`: the form in which people without git tell about a program."""

import typer

from peerdir.cli.options import Root, find_root, put


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("issue-form")(issue_form)


def issue_form(directory: Root = None) -> None:
    """Write the issue form for GitHub, made from the schema and the vocabulary; keep it in .github/ISSUE_TEMPLATE/."""
    from peerdir.edit.issue_form import form
    from peerdir.reading.collection import load

    put(form(load(find_root(directory))))
