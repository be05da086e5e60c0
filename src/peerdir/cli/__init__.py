"""The command line. Each command is a module of this folder; the order below is the order of `--help`."""

import importlib
from typing import Annotated

import typer

from peerdir import __version__
from peerdir.cli.options import Root

COMMANDS = (
    "lint",
    "explain",
    "new",
    "set",
    "rename",
    "close",
    "phase",
    "fmt",
    "links",
    "search",
    "show",
    "match",
    "refer",
    "referral",
    "credibility",
    "due",
    "verify",
    "diff",
    "log",
    "edition",
    "stats",
    "gaps",
    "vocab",
    "render",
    "preview",
    "serve",
    "issue-form",
)
# Commands that are groups, with the commands in each.
GROUPS = {
    "render": ("site", "booklet", "handout", "brochure", "poster"),
    "referral": ("check",),
    "preview": ("booklet",),
    "vocab": ("list", "show", "add", "check", "gaps"),
}

app = typer.Typer(
    name="peerdir",
    help="Keep a community directory of peer support programs: check it, search it, print it, publish it.",
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"peerdir {__version__}")
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    directory: Root = None,
    version: Annotated[  # noqa: ARG001 - answered by its callback
        bool, typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Take -C before the command as well as behind it."""
    if directory is not None:
        here = {"directory": str(directory)}
        groups = {group: dict.fromkeys(names, here) for group, names in GROUPS.items()}
        context.default_map = dict.fromkeys(COMMANDS, here) | groups


for _name in COMMANDS:
    importlib.import_module(f"peerdir.cli.{_name.replace('-', '_')}").register(app)
