"""What a reader can do with a program's page: open a map, scan its address, say what is wrong with it."""

import re
from urllib.parse import quote

from markupsafe import Markup, escape

from peerdir.records import Directory
from peerdir.render.booklet.codes import codes
from peerdir.render.leaflets.codes import map_address
from peerdir.render.site import safe

__all__ = ["code", "correction", "map_address"]

DRAWN = re.compile(r'<path d="([MmHhVvLlZz0-9 .,-]+)"')


def correction(id: str, directory: Directory) -> str | None:  # noqa: A002 - the field's own name
    """Return where a correction of an entry goes: a form, else an e-mail, with the entry's id; None without either."""
    form = safe.href(directory.corrections_url)
    if form:
        return f"{form}{'&' if '?' in form else '?'}title={quote(id)}"
    mail = safe.mailto(directory.contact.email)
    return f"{mail}?subject={quote(id)}" if mail else None


def code(address: str) -> Markup:
    """Return a square code to scan that opens an address, as a drawing that needs no style of its own."""
    made = codes({"": address})[""]
    drawn = DRAWN.search(made["svg"])
    side = made["modules"]
    pattern = Markup(
        '<svg class="code" role="img" aria-label="{}" viewBox="0 0 {} {}"><path fill="#fff" d="M0 0h{}v{}H0z"/>'
        '<path d="{}"/></svg>'
    )
    return pattern.format(made["alt"], side, side, side, side, escape(drawn[1]) if drawn else "")
