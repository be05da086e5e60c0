"""What people wrote to safe HTML: escaped text, small Markdown, and links that go only where a link may go.

Nothing here trusts a record: a value that is no plain web address, e-mail address or phone number stays text.
"""

import functools
import re
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from peerdir import words

WEB = re.compile(r"https?://[^\s\\\"'<>`{}|^]{1,2000}", re.ASCII | re.IGNORECASE)
PHONE = re.compile(r"(\+?\(?[0-9][0-9 ().\-]{5,38}[0-9])")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
LINK = re.compile(r"\[([^\[\]]{1,300})\]\((https?://[^\s()]{1,2000})\)")
BREAKS = re.compile(r"(?<=[@/])|(?=\.)")
BULLET = re.compile(r"[-*•] +")
# The same numbers, addresses and texts stand on many pages. Text is never taken for what is HTML already.
kept = functools.lru_cache(maxsize=10_000, typed=True)


@kept
def href(url: str | None) -> str | None:
    """Return the address if a link may lead there: http or https, a host, no user name; None for anything else."""
    if not url or not WEB.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
        usable = bool(parts.hostname) and parts.username is None and parts.password is None and (parts.port or 1) > 0
    except ValueError:
        return None
    return url if usable else None


def host(url: str) -> str:
    """Shorten a web address to what people recognize: "www.example.org"."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def web_path(url: str) -> str:
    """Return what a reader of paper must type after the host: "/walks?week=2"; nothing for a first page."""
    parts = urlsplit(url)
    return parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")


@kept
def breakable(address: str) -> Markup:
    """Write an e-mail or web address that may go on in a new line after @ and / and before a dot, as people read it."""
    return Markup("<wbr>").join(BREAKS.split(address))


@kept
def mailto(email: str | None) -> str | None:
    """Return a mailto: link for one plain address, so that nobody can add a recipient or a text to it."""
    if not email or not words.is_email(email):
        return None
    return "mailto:" + quote(email, safe="@")


@kept
def tel(phone: str | None) -> str | None:
    """Return a tel: link for one whole international number."""
    number = words.dial(phone) if phone else None
    return f"tel:{number}" if number else None


@kept
def tel_emergency(phone: str) -> str | None:
    """Return a tel: link for an emergency line, which may be a short number such as 911: digits only, no codes."""
    number = words.dial_emergency(phone)
    return f"tel:{number}" if number else None


@kept
def text(value: str) -> Markup:
    """Escape a text, and keep every phone number in it in its order inside right-to-left writing."""
    pieces = PHONE.split(value)
    return Markup("").join(number(piece) if i % 2 else escape(piece) for i, piece in enumerate(pieces))


@kept
def number(phone: str) -> Markup:
    """Write a phone number from left to right whatever the writing around it."""
    return Markup('<bdi dir="ltr">') + phone + Markup("</bdi>")


def paragraphs(value: str) -> Markup:
    """Turn small Markdown into HTML: paragraphs, bullet lists and **bold**; everything else stays as it was typed."""
    return Markup("\n").join(_block(kind, lines) for kind, lines in _blocks(value))


def _blocks(value: str) -> list[tuple[str, list[str]]]:
    """Split into ("p", [text]) and ("ul", [item, item…]); a line goes on with the one above until an empty line."""
    blocks: list[tuple[str, list[str]]] = []
    going_on = False
    for line in map(str.strip, value.splitlines()):
        bullet = BULLET.match(line)
        if bullet and blocks and blocks[-1][0] == "ul":
            blocks[-1][1].append(line[bullet.end() :])
        elif bullet:
            blocks.append(("ul", [line[bullet.end() :]]))
        elif line and going_on:
            blocks[-1][1][-1] += f" {line}"
        elif line:
            blocks.append(("p", [line]))
        going_on = bool(line)
    return blocks


def _block(kind: str, lines: list[str]) -> Markup:
    if kind == "p":
        return Markup("<p>{}</p>").format(inline(lines[0]))
    items = (Markup("<li>{}</li>").format(inline(line)) for line in lines)
    return Markup("<ul>{}</ul>").format(Markup("").join(items))


def inline(line: str) -> Markup:
    """Turn **bold** and links within a line into HTML; a link is written out after its words."""
    pieces = BOLD.split(LINK.sub(r"\1 (\2)", line))
    bold = Markup("<strong>{}</strong>")
    return Markup("").join(bold.format(text(piece)) if i % 2 else text(piece) for i, piece in enumerate(pieces))
