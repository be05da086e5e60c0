"""`peerdir serve`: see the web pages as they will be, anew with every change."""

import threading
import time
from typing import Annotated

import typer

from peerdir.cli.options import Audience, AudienceOption, Root, Today, find_root, find_today, say, stop
from peerdir.cli.site import TemplatesOption, plan
from peerdir.cli.watching import changes

Port = Annotated[int, typer.Option(min=0, max=65535, help="The port of this machine to use; 0 for any that is free.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    directory: Root = None,
    port: Port = 8000,
    audience: AudienceOption = Audience.public,
    today: Today = None,
    templates: TemplatesOption = None,
) -> None:
    """Show the web pages in a browser on this machine; they load again when a file changes. Ctrl-C ends it."""
    from peerdir.render.site import SiteError
    from peerdir.serving import Edition, Server

    root, day = find_root(directory), find_today(today)
    watched = changes(root, templates)
    try:
        edition = Edition(plan(root, audience, day, templates, offline=False))
    except SiteError as error:
        stop(str(error), 3)
    try:
        server = Server(edition, port)
    except OSError as error:
        stop(f"port {port} cannot be used: {error.strerror}; name another one with --port, or 0 for any", 3)
    say(f"{server.address} shows the directory in {root}; Ctrl-C ends it")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for _ in watched:
        try:
            start = time.perf_counter()
            edition.exchange(plan(root, audience, day, templates, offline=False))
            say(f"read again in {time.perf_counter() - start:.1f} s")
        except SiteError as error:
            say(f"{error}; the pages stay as they were")
        except typer.Exit:
            say("the pages stay as they were")
