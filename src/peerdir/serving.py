"""A preview of the web pages: made when they are asked for, and asked for again when the directory changes.

Only this machine can see it. A page is made once for each version of the directory, so that a change is on the screen
at once, however many pages there are.
"""

import mimetypes
import re
import sys
import threading
import urllib.parse
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from peerdir.assets import assets

HOST = "127.0.0.1"
# What a browser may call this machine. A page elsewhere that makes its own name point here is turned away.
NAMES = (HOST, "localhost")
INSIDE = "/.peerdir/"
# So long the answer to "has anything changed?" may be put off, in seconds; proxies and browsers give up later.
PATIENCE = 20.0
RELOAD = b"location.reload();"
LOST = "404.html"
# The page for lost readers names what it needs from the top of the server on which the pages will stand.
TOP = re.compile(rb' href="(/(?:[^"/]+/)+)assets/icon\.svg"')
# No version has more digits.
DIGITS = 9
Pages = Mapping[str, Callable[[], bytes]]
"""How to make each page, by its path."""


class Edition:
    """The pages as they are now; `version` counts the times they were exchanged for newer ones."""

    def __init__(self, pages: Pages) -> None:
        self._pages, self._made = pages, dict[str, bytes]()
        self._changed = threading.Condition()
        self.version = 1

    def exchange(self, pages: Pages) -> None:
        """Put newer pages in place of these, and tell everybody who waits for them."""
        with self._changed:
            self._pages, self._made = pages, {}
            self.version += 1
            self._changed.notify_all()

    def wait(self, version: int, seconds: float) -> bool:
        """Wait until there are newer pages than those of a version; False when there are none after so long."""
        with self._changed:
            return self._changed.wait_for(lambda: self.version != version, seconds)

    def page(self, path: str) -> bytes | None:
        """Return a page; None where there is none. What making it raises is raised."""
        with self._changed:
            pages, made = self._pages, self._made
        if path not in pages:
            return None
        if path not in made:
            made[path] = pages[path]()
        return made[path]


class Server(ThreadingHTTPServer):
    """Serves an edition to this machine; `port` 0 takes any that is free. Raises OSError when the port is taken."""

    daemon_threads = True

    def __init__(self, edition: Edition, port: int) -> None:
        self.edition = edition
        super().__init__((HOST, port), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that has left before it had all; that is no fault."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @property
    def address(self) -> str:
        """Where the pages are."""
        return f"http://localhost:{self.server_port}/"


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "peerdir", ""

    def do_GET(self) -> None:
        """Send a page, or whether there is a newer one."""
        try:
            asked = urllib.parse.urlsplit(self.path)
        except ValueError:
            self._send(HTTPStatus.BAD_REQUEST, b"This is not an address.\n", "text/plain")
            return
        if self.headers.get("Host", "").rpartition(":")[0] not in NAMES:
            self._send(HTTPStatus.FORBIDDEN, b"Open this preview by its own address.\n", "text/plain")
        elif asked.path == f"{INSIDE}changed.js":
            self._send(HTTPStatus.OK, self._news(asked.query), "text/javascript")
        elif asked.path == f"{INSIDE}reload.js":
            self._send(HTTPStatus.OK, _own("reload.js"), "text/javascript")
        else:
            self._page(urllib.parse.unquote(asked.path, errors="replace"))

    do_HEAD = do_GET  # noqa: N815 - the name the library calls

    def _news(self, query: str) -> bytes:
        since = urllib.parse.parse_qs(query).get("since", [""])[0][:DIGITS]
        is_new = self.server.edition.wait(int(since) if since.isdecimal() else 0, PATIENCE)
        return RELOAD if is_new else b""

    def _page(self, path: str) -> None:
        version = self.server.edition.version
        name = path.removeprefix("/")
        name += "index.html" if not name or name.endswith("/") else ""
        try:
            found, status = self.server.edition.page(name), HTTPStatus.OK
            if found is None:
                found, status = self.server.edition.page(LOST) or b"Not found\n", HTTPStatus.NOT_FOUND
        except Exception as error:
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, f"{error}\n".encode(), "text/plain")
            return
        is_lost = name == LOST or status is HTTPStatus.NOT_FOUND
        found = _lost(found) if is_lost else found
        is_page = is_lost or name.endswith(".html")
        kind = "text/html" if is_page else mimetypes.guess_type(name)[0] or "application/octet-stream"
        self._send(status, _reloading(found, version) if is_page else found, kind)

    def _send(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        text = kind.startswith("text/") or kind.endswith(("json", "xml", "javascript"))
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: who looks at the preview sees it."""


def _own(name: str) -> bytes:
    return (assets("templates") / "serve" / name).read_bytes()


def _reloading(page: bytes, version: int) -> bytes:
    """Add to a page what loads it again."""
    script = f'<script src="{INSIDE}reload.js" data-version="{version}"></script>'.encode()
    return _before(b"</body>", page, script)


def _lost(page: bytes) -> bytes:
    """Lead from the page for lost readers to the pages as they stand here, and say why one may be missing."""
    if top := TOP.search(page):
        for name in (b"href", b"src"):
            page = page.replace(b' %s="%s' % (name, top[1]), b' %s="/' % name)
    return _before(b"</main>", page, _own("lost.html"))


def _before(mark: bytes, page: bytes, piece: bytes) -> bytes:
    """Put a piece before the last mark of a page, or at its end."""
    head, found, rest = page.rpartition(mark)
    return head + piece + found + rest if found else page + piece
