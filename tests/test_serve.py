"""The preview: every page as it will be, anew with every change, for this machine only."""

import functools
import http.client
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from peerdir.audience import view
from peerdir.reading.collection import load
from peerdir.render.site import plan
from peerdir.serving import Edition, Server
from tests.conftest import SAMPLE, TODAY
from tests.test_site_browser import browser
from tests.test_site_browser import pytestmark as needs_browser

__all__ = ["browser"]

ROOT = Path(__file__).parents[1]
PAGES = {
    "index.html": lambda: b"<html><body>one</body></html>",
    "a/index.html": lambda: b"<html><body>inside</body></html>",
    "404.html": lambda: b"<html><body>nowhere</body></html>",
    "assets/style.css": lambda: b"p {}",
    "en.ics": lambda: b"BEGIN:VCALENDAR",
}


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server(Edition(PAGES), 0)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    found = answer.status, answer.headers.get("Content-Type", ""), answer.read()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("path", "status", "kind", "part"),
    [
        ("/", 200, "text/html; charset=utf-8", b"one"),
        ("/index.html?q=stroke", 200, "text/html; charset=utf-8", b"one"),
        ("/a/", 200, "text/html; charset=utf-8", b"inside"),
        ("/assets/style.css", 200, "text/css; charset=utf-8", b"p {}"),
        ("/en.ics", 200, "text/calendar; charset=utf-8", b"BEGIN"),
        ("/missing.html", 404, "text/html; charset=utf-8", b"nowhere"),
        ("/../../etc/passwd", 404, "text/html; charset=utf-8", b"nowhere"),
        ("/%2e%2e/%2e%2e/etc/passwd", 404, "text/html; charset=utf-8", b"nowhere"),
        ("//etc/passwd", 404, "text/html; charset=utf-8", b"nowhere"),
        ("/%ff%00", 404, "text/html; charset=utf-8", b"nowhere"),
    ],
)
def test_a_page_is_found_by_its_path_and_nothing_else_of_this_machine_is(
    server: Server, path: str, status: int, kind: str, part: bytes
) -> None:
    found = ask(server, path)
    assert found[:2] == (status, kind)
    assert part in found[2]


def test_pages_load_again_when_they_were_exchanged(server: Server) -> None:
    page = ask(server, "/")[2]
    assert b'<script src="/.peerdir/reload.js" data-version="1"></script></body>' in page
    assert b"changed.js" in ask(server, "/.peerdir/reload.js")[2]
    assert b"<script" not in ask(server, "/assets/style.css")[2]
    waiting: list[bytes] = []
    thread = threading.Thread(target=lambda: waiting.append(ask(server, "/.peerdir/changed.js?since=1")[2]))
    thread.start()
    server.edition.exchange({"index.html": lambda: b"two"})
    thread.join(30)
    assert waiting == [b"location.reload();"]
    assert b"two" in ask(server, "/")[2]
    assert ask(server, "/a/")[0] == 404


def test_nothing_new_is_said_with_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peerdir.serving.PATIENCE", 0.01)
    assert ask(server, "/.peerdir/changed.js?since=1")[2] == b""
    assert ask(server, "/.peerdir/changed.js?since=x")[2] == b"location.reload();"


def test_a_page_elsewhere_cannot_read_the_preview_by_a_name_of_its_own(server: Server) -> None:
    assert ask(server, "/", Host="evil.example.org:8000")[0] == 403
    assert ask(server, "/", Host=f"localhost:{server.server_port}")[0] == 200


def test_a_broken_template_is_told_and_the_preview_goes_on(server: Server) -> None:
    def broken() -> bytes:
        raise ValueError("templates/site/index.html:3: this template cannot be filled in")

    server.edition.exchange({"index.html": broken})
    status, kind, text = ask(server, "/")
    assert (status, kind) == (500, "text/plain; charset=utf-8")
    assert b"templates/site/index.html:3" in text
    server.edition.exchange(PAGES)
    assert ask(server, "/")[0] == 200


def test_a_page_is_made_once_and_only_when_asked_for() -> None:
    made: list[str] = []

    def make(name: str) -> bytes:
        made.append(name)
        return b"x"

    edition = Edition({name: functools.partial(make, name) for name in ("a", "b")})
    assert edition.page("a") == edition.page("a") == b"x"
    assert made == ["a"]


def test_head_sends_no_page(server: Server) -> None:
    assert ask(server, "/", "HEAD") == (200, "text/html; charset=utf-8", b"")


def leave(server: Server, request: bytes, asked: threading.Event, left: threading.Event) -> None:
    """Send a request and leave once `asked`, as a browser does that goes to another page; wait for the server's end."""
    done = threading.Event()
    close = server.shutdown_request

    def closed(request: socket.socket | tuple[bytes, socket.socket]) -> None:
        close(request)
        done.set()

    server.shutdown_request = closed  # type: ignore[method-assign]
    connection = socket.create_connection(("127.0.0.1", server.server_port))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.sendall(request)
    assert asked.wait(30)
    connection.close()
    left.set()
    assert done.wait(30)


def test_nothing_is_printed_when_a_browser_leaves(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    asked, left = threading.Event(), threading.Event()

    def large() -> bytes:
        asked.set()
        left.wait(30)
        return b"x" * 50_000_000

    server.edition.exchange({**PAGES, "large.html": large})
    leave(server, b"GET /large.html HTTP/1.1\r\nHost: localhost:1\r\n\r\n", asked, left)
    leave(server, b"GET /large", asked, left)
    assert ask(server, "/")[0] == 200
    assert "".join(capsys.readouterr()) == ""


@pytest.mark.parametrize("path", ["x://[x/", "/.peerdir/changed.js?since=" + "9" * 5000])
def test_an_address_that_cannot_be_read_is_answered_and_nothing_is_printed(
    server: Server, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(server, path)[0] in (200, 400)
    assert "".join(capsys.readouterr()) == ""


@needs_browser
def test_a_page_is_loaded_to_its_end_and_again_when_something_changes(server: Server, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{server.address}index.html")  # waits for the end of loading
    assert page.evaluate("document.readyState") == "complete"
    server.edition.exchange({**PAGES, "index.html": lambda: b"<html><body>two</body></html>"})
    expect(page.locator("body")).to_have_text("two")
    assert page.evaluate("performance.getEntriesByType('navigation')[0].type") == "reload"
    page.close()


@needs_browser
def test_a_lost_reader_of_the_preview_sees_its_style_and_is_led_to_pages_that_are_there(
    server: Server, browser: Browser
) -> None:
    collection = view(load(SAMPLE), "public")
    server.edition.exchange(plan(collection, today=TODAY, offline=False))
    assert collection.directory.base_url == "https://www.example.org/directory/"
    page = browser.new_page()
    refused: list[str] = []
    page.on("response", lambda answer: refused.extend([answer.url] if answer.status != 200 else []))
    page.goto(f"{server.address}a/b/c.html")
    assert refused == [f"{server.address}a/b/c.html"]
    assert page.evaluate("getComputedStyle(document.querySelector('.home')).textDecorationLine") == "none"
    assert "the terminal" in page.locator("main [role=note]").inner_text()
    links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    here = [link for link in links if not re.match("[a-z]+:|#", link)]
    assert len(here) > 10
    assert [link for link in here if ask(server, link.partition("#")[0])[0] != 200] == []
    page.click("main >> a >> nth=0")
    page.wait_for_url(f"{server.address}index.html")
    page.close()
    assert "the terminal" not in ask(server, "/")[2].decode()


def started(folder: Path, *more: str) -> tuple[subprocess.Popen[str], int]:
    call = [sys.executable, "-m", "peerdir", "serve", "-C", str(folder), "--port", "0", "--today", "2026-11-21", *more]
    process = subprocess.Popen(call, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stderr
    line = process.stderr.readline()
    found = re.search(r"localhost:([0-9]+)/", line)
    assert found, line
    return process, int(found[1])


def page(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def test_the_command_shows_a_change_and_ends_quietly(toy: Path) -> None:
    process, port = started(toy)
    try:
        assert process.stderr
        (file,) = sorted((toy / "programs").glob("*.yaml"))[:1]
        path = f"/programs/{file.stem}.html"
        assert "A changed summary of the program" not in page(port, path)
        text = re.sub(
            r"^summary: .*$", "summary: A changed summary of the program.", file.read_text("utf-8"), flags=re.M
        )
        file.write_text(text, encoding="utf-8")
        assert "read again in" in process.stderr.readline()
        assert "A changed summary of the program" in page(port, path)
        settings = toy / "directory.yaml"
        whole = settings.read_text(encoding="utf-8")
        settings.write_text("title: [\n", encoding="utf-8")
        assert "directory.yaml has errors" in process.stderr.readline()
        assert "stay as they were" in process.stderr.readline()
        assert "A changed summary of the program" in page(port, path)
        settings.write_text(whole, encoding="utf-8")
        assert "read again in" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr.read() == ""
    finally:
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()


def test_while_an_entry_has_an_error_its_page_says_where_to_look(toy: Path) -> None:
    process, port = started(toy)
    try:
        assert process.stderr
        (file,) = sorted((toy / "programs").glob("*.yaml"))[:1]
        path = f"/programs/{file.stem}.html"
        assert "the terminal" not in page(port, path)
        file.write_text("name: [\n", encoding="utf-8")
        assert f"programs/{file.name} has errors and is left out" in process.stderr.readline()
        assert "read again in" in process.stderr.readline()
        lost = page(port, path)
        assert "This is a preview" in lost
        assert "the terminal" in lost
        assert "reload.js" in lost
    finally:
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()


def test_own_templates_are_shown_and_watched_and_nothing_is_kept_by_a_browser(toy: Path, tmp_path: Path) -> None:
    (tmp_path / "ours" / "site").mkdir(parents=True)
    about = tmp_path / "ours" / "site" / "about.html"
    about.write_text("<p>Ours</p>", encoding="utf-8")
    process, port = started(toy, "--templates", str(tmp_path / "ours"))
    try:
        assert process.stderr
        assert page(port, "/about.html").startswith("<p>Ours</p>")
        about.write_text("<p>Ours again</p>", encoding="utf-8")
        assert "read again in" in process.stderr.readline()
        assert page(port, "/about.html").startswith("<p>Ours again</p>")
        assert "offline.js" not in page(port, "/")
        assert "self.kept" not in page(port, "/worker.js")
    finally:
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()


def test_a_port_that_is_taken_is_said_plainly(toy: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        call = [sys.executable, "-m", "peerdir", "serve", "-C", str(toy), "--port", port]
        done = subprocess.run(call, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 3
    assert (
        done.stderr
        == f"peerdir: port {port} cannot be used: Address already in use; name another one with --port, or 0 for any\n"
    )


def test_without_settings_there_is_no_preview(toy: Path) -> None:
    (toy / "directory.yaml").write_text("title: [\n", encoding="utf-8")
    call = [sys.executable, "-m", "peerdir", "serve", "-C", str(toy), "--port", "0"]
    done = subprocess.run(call, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 3
    assert "directory.yaml has errors" in done.stderr
