"""What a reader can do with a program's page: open a map, scan its address, say what is wrong with it."""

from urllib.parse import quote

from markupsafe import Markup

from peerdir.records import Directory
from peerdir.render.booklet.codes import alternative, stripes
from peerdir.render.leaflets.codes import map_address
from peerdir.render.site import safe

__all__ = ["code", "correction", "map_address"]


def correction(id: str, directory: Directory) -> str | None:  # noqa: A002 - the field's own name
    """Return where a correction of an entry goes: a form, else an e-mail, with the entry's id; None without either."""
    form = safe.href(directory.corrections_url)
    if form:
        return f"{form}{'&' if '?' in form else '?'}title={quote(id)}"
    mail = safe.mailto(directory.contact.email)
    return f"{mail}?subject={quote(id)}" if mail else None


def code(address: str) -> Markup:
    """Return a square code to scan that opens an address, as a drawing that needs no style of its own."""
    side, path = stripes(address)
    pattern = Markup(
        '<svg class="code" role="img" aria-label="{}" viewBox="0 0 {} {}"><path fill="#fff" d="M0 0h{}v{}H0z"/>'
        '<path stroke="#000" d="{}"/></svg>'
    )
    return pattern.format(alternative(address), side, side, side, side, path)
