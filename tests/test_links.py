"""`peerdir links` against a web site of our own: what it tells apart, whom it never asks, how politely it asks."""

import contextlib
import datetime as dt
import functools
import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner, Result

from peerdir import links
from peerdir.cli import app
from peerdir.diagnostic import Severity
from peerdir.links import Kind, Manners, Target, guard, page, remembered, request
from peerdir.links.findings import RULES
from peerdir.links.follow import Turns, _judge, follow
from peerdir.links.outcome import FailureError, Outcome
from peerdir.lint.reading_rules import reading_rules
from peerdir.reading.collection import load
from tests.conftest import SAMPLE, TODAY

HERE = "127.0.0.1"
FILLER = "Every week we cook and walk and talk and listen and somebody brings tea and bread for all who come. " * 5
OURS = f"<!doctype html><title>Home</title><body><h1>Example Runner</h1><p>{FILLER}</p>"
OTHERS = f"<!doctype html><title>Best odds</title><body><p>{FILLER}</p><script>example runner</script>"
Write = Callable[..., Path]


class Site(ThreadingHTTPServer):
    """A web site with one page for each way a link can fare; it counts who asks for what."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((HERE, 0), Handler)
        self.hits: Counter[str] = Counter()
        self.heads: list[dict[str, str]] = []
        self.at_once: Counter[str] = Counter()
        self.most_at_once: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.stopped = threading.Event()

    @property
    def url(self) -> str:
        return f"http://{HERE}:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever hangs up on us is a test, not a fault."""


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        host = self.headers["Host"].partition(":")[0]
        with self.server.lock:
            self.server.hits[f"{self.command} {self.path}"] += 1
            self.server.heads.append(dict(self.headers))
            self.server.at_once[host] += 1
            self.server.most_at_once[host] = max(self.server.most_at_once[host], self.server.at_once[host])
        try:
            self.answer()
        finally:
            with self.server.lock:
                self.server.at_once[host] -= 1

    do_HEAD = do_GET  # noqa: N815

    def answer(self) -> None:
        name, _, rest = self.path.lstrip("/").partition("/")
        special: dict[str, Callable[[], object]] = {
            "status": lambda: self.say(int(rest)),
            "to": lambda: self.redirect(rest),
            "nowhere": lambda: self.say(302),
            "circle": lambda: self.say(301, location="/circle/" + ("b" if rest == "a" else "a")),
            "deeper": lambda: self.say(302, location=f"/deeper/{rest}x"),
            "slow": lambda: self.server.stopped.wait(5),
            "drip": lambda: self.drip(b"HTTP/1.0 200 OK\r\nX-Long: "),
            "dripping-page": lambda: self.drip(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n"),
            "get-only": lambda: self.say(405 if self.command == "HEAD" else 200),
            "others": lambda: self.say(200, OTHERS),
            "huge": self.huge,
            "garbage": lambda: self.wfile.write(b"\x00\xff no http at all\r\n\r\n"),
            "pause": self.pause,
        }
        special.get(name, lambda: self.say(200))()

    def redirect(self, rest: str) -> None:
        status, _, where = rest.partition("/")
        self.say(int(status), location=unquote(where).replace("HERE", self.server.url).encode().decode("latin-1"))

    def say(self, status: int, text: str = OURS, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(text.encode())

    def pause(self) -> None:
        time.sleep(0.05)
        self.say(200)

    def drip(self, start: bytes) -> None:
        self.wfile.write(start)
        with contextlib.suppress(OSError):
            while not self.server.stopped.wait(0.02):
                self.wfile.write(b"x")

    def huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(1024):
                self.wfile.write(b"<p>word word word</p>" * 3200)
            self.server.hits["all of huge"] += 1

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@pytest.fixture(autouse=True)
def _nothing_reaches_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail every look-up of a name and every connection to anything but this machine."""
    connect = socket.socket.connect

    def look_up(host: str, port: int, **_: Any) -> Any:
        if host != HERE:
            raise socket.gaierror(socket.EAI_NONAME, "no network in tests")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]

    def only_here(line: socket.socket, address: tuple[str, int]) -> None:
        assert address[0] == HERE
        connect(line, address)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.stopped.set()
        server.shutdown()


def manners(**changes: Any) -> Manners:
    usual: dict[str, Any] = {"allow_private": True, "pause": 0.0, "patience": 2.0, "resolve": lambda *_: [HERE]}
    return Manners(**usual | changes)


def outcome_of(url: str, *names: str, **changes: Any) -> Outcome:
    (only,) = links.check([Target(url=url, names=names, uses=())], manners(**changes))
    return only.outcome


# What is told apart.


@pytest.mark.parametrize(
    ("path", "kind", "said"),
    [
        ("/", Kind.OK, ""),
        ("/get-only", Kind.OK, ""),
        ("/status/404", Kind.DEAD, "404"),
        ("/status/410", Kind.DEAD, "410"),
        ("/status/403", Kind.CLOSED, ""),
        ("/status/400", Kind.UNREACHABLE, "400"),
        ("/status/500", Kind.UNREACHABLE, "500"),
        ("/status/429", Kind.UNREACHABLE, "less often"),
        ("/garbage", Kind.UNREACHABLE, "not answer as a web site"),
        ("/nowhere", Kind.UNREACHABLE, "without saying where"),
        ("/to/302//home", Kind.OK, ""),
        ("/to/302//status/404", Kind.DEAD, "404"),
        ("/circle/a", Kind.UNREACHABLE, "never arrives"),
        ("/deeper/", Kind.UNREACHABLE, "never arrives"),
        ("/to/302/file:///etc/passwd", Kind.DEAD, "not a web page"),
        ("/to/301/ftp://example.org/", Kind.DEAD, "not a web page"),
        ("/to/301/http://[", Kind.DEAD, "no web address"),
        ("/to/301/http://user@example.org/", Kind.DEAD, "no web address"),
    ],
)
def test_what_a_link_answers(path: str, kind: Kind, said: str, site: Site) -> None:
    for names in ((), ("Example Runner",)):
        outcome = outcome_of(site.url + path, *names)
        assert outcome.kind is kind
        assert said in outcome.reason


def test_head_is_asked_first_and_get_where_head_is_refused(site: Site) -> None:
    outcome_of(f"{site.url}/get-only")
    outcome_of(f"{site.url}/join")
    assert site.hits == {"HEAD /get-only": 1, "GET /get-only": 1, "HEAD /join": 1}


def test_a_page_whose_text_is_wanted_is_asked_once(site: Site) -> None:
    outcome_of(f"{site.url}/home", "Example Runner")
    assert site.hits == {"GET /home": 1}


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/to/301//new", "/new"),
        ("/to/308//new?page=2", "/new?page=2"),
        ("/to/301//to/301//last", "/last"),
        ("/to/301//to/302//last", "/to/302//last"),
        ("/to/302//to/301//last", None),
    ],
)
def test_moved_for_good_is_where_the_permanent_redirects_end(path: str, to: str | None, site: Site) -> None:
    path = path.replace("//", "/HERE/") if path.count("//") == 1 else path
    outcome = outcome_of(site.url + path)
    assert outcome.kind is (Kind.MOVED if to else Kind.OK)
    assert outcome.to == (f"{site.url}{to}" if to else None)


def test_a_slash_at_the_end_is_no_move() -> None:
    way = ["https://example.org/a", "https://example.org/a/"]
    assert _judge(200, way, way[1]).kind is Kind.OK


@pytest.mark.parametrize("path", ["/slow", "/drip"])
def test_a_slow_site_is_given_up(path: str, site: Site) -> None:
    start = time.monotonic()
    outcome = outcome_of(site.url + path, "Example Runner", patience=0.3)
    assert (outcome.kind, outcome.reason) == (Kind.UNREACHABLE, "it does not answer in time")
    assert time.monotonic() - start < 2


def test_a_page_that_never_ends_is_not_judged(site: Site) -> None:
    start = time.monotonic()
    assert outcome_of(f"{site.url}/dripping-page", "Example Runner", patience=0.3).kind is Kind.OK
    assert time.monotonic() - start < 2


def test_of_a_huge_page_only_the_beginning_is_read(site: Site) -> None:
    assert outcome_of(f"{site.url}/huge", "Example Runner").kind is Kind.OK
    assert site.hits["all of huge"] == 0


def test_a_server_that_is_not_there() -> None:
    with socket.socket() as free:
        free.bind((HERE, 0))
        port = free.getsockname()[1]
    outcome = outcome_of(f"http://{HERE}:{port}/")
    assert (outcome.kind, outcome.reason) == (Kind.DEAD, "its server refuses the connection")


@pytest.mark.parametrize(
    ("number", "kind"), [(socket.EAI_NONAME, Kind.DEAD), (socket.EAI_AGAIN, Kind.UNREACHABLE)], ids=["unknown", "later"]
)
def test_a_name_that_is_not_there(number: int, kind: Kind) -> None:
    def nobody(*_: object) -> list[str]:
        raise socket.gaierror(number, "x")

    assert outcome_of("https://gone.example.org/", resolve=nobody).kind is kind


# Taken over.


def test_a_page_that_no_longer_mentions_them_is_perhaps_taken_over(site: Site) -> None:
    assert outcome_of(f"{site.url}/others", "Example Runner").kind is Kind.TAKEN_OVER
    assert outcome_of(f"{site.url}/others").kind is Kind.OK
    assert outcome_of(f"{site.url}/to/301/HERE/others", "Example Runner").kind is Kind.TAKEN_OVER


PAGES = {
    "mentions it": (OURS, False),
    "mentions it with other marks": (f"<h1>EXÁMPLE  rúnner</h1>{FILLER}", False),
    "in one word": (f"<h1>ExampleRunner.org</h1>{FILLER}", False),
    "in a picture's text": (f"<img alt='Example Runner logo'>{FILLER}", False),
    "in its description": (f"<head><meta name=description content='Example Runner'></head><body>{FILLER}", False),
    "as initials": (f"<p>Welcome to ERC! {FILLER}", False),
    "in a script only": (OTHERS, True),
    "in a comment only": (f"<!-- Example Runner -->{FILLER}", True),
    "little text": ("<h1>Welcome</h1>", False),
    "asks to sign in": (f"<form><input type=password></form>{FILLER}", False),
    "asks for a person": (f"<p>Verify you are human to go on.</p>{FILLER}", False),
    "for sale": ("<title>example-runner.org</title><h1>Buy this domain!</h1> example runner", True),
    "speaks of a sale at length": (f"<p>We could not buy this domain. Example Runner. {FILLER * 10}", False),
    "nothing": ("", False),
    "no letters": ("\x00\ufffd" * 500, False),
}


@pytest.mark.parametrize(("text", "doubted"), PAGES.values(), ids=PAGES)
def test_which_pages_are_doubted(text: str, doubted: bool) -> None:
    names = ("Example Runner", "Example Runner Collective")
    found = page.doubt(text.encode(), {"content-type": "text/html"}, names)
    assert (found is not None) is doubted


def test_names_without_words_that_tell_are_not_compared() -> None:
    assert page.mentions(["anything"], ["The Program", "Support for me"])
    assert page.mentions(["每周", "糖尿病互助会"], ["糖尿病互助会"])
    assert not page.mentions(["weather"], ["糖尿病互助会"])


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "rot13", "unicode_escape", "no-such"])
def test_pages_in_other_letters_are_read(charset: str) -> None:
    encoded = f"<h1>Círculo Niño</h1>{FILLER}".encode("iso-8859-1" if charset == "iso-8859-1" else "utf-8")
    assert page.doubt(encoded, {"content-type": f"text/html; charset={charset}"}, ["Círculo Niño"]) is None


@pytest.mark.parametrize(
    "part", ["<!-- ", "<a ", "<!x", "<?", "<![CDATA[", "</a ", "<script></scrip", "&#", "<div>", "<", "e\u0301\u0323"]
)
def test_pages_made_to_hurt_take_no_longer_than_others(part: str) -> None:
    size = request.MOST_BYTES - 10
    for text in (part * (size // len(part.encode())), "x" + "\u0301" * 50_000 + "\u0323" * 50_000):
        for end in ("", ">", "-->"):
            start = time.monotonic()
            page.doubt((text + end).encode(), {}, ["Example Runner"])
            assert time.monotonic() - start < 3


# Whom it never asks.

PRIVATE = [
    "127.0.0.1",
    "127.1.2.3",
    "0.0.0.0",  # noqa: S104
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.127.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "233.252.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "2130706433",
    "0177.0.0.1",
    "0x7f.1",
    "127.1",
    "localhost",
    "example.org",
    "1.2.3.4.5",
]
PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "172.15.0.1",
    "172.32.0.1",
    "100.63.0.1",
    "100.128.0.1",
    "93.184.216.34",
    "2606:4700::1111",
    "2a00:1450::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not guard.is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_that_are_public(address: str) -> None:
    assert guard.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/", "http://0177.0.0.1/", "http://0x7f.1/", "http://127.1/", "http://0x7f000001/",
        "http://127.0.0.1./", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[fe80::1%25eth0]/",
        "http://169.254.169.254/latest/meta-data/", "https://100.64.0.1/", "http://①②⑦.⓪.⓪.①/",
        "file:///etc/passwd", "gopher://example.org/", "//example.org/", "http://", "http://example.org:22/",
        "http://example.org:0/", "http://example.org:443/", "https://example.org:80/", "http://example.org:99999/",
        "http://a@example.org/", "http://exa mple.org/", "http://example.org\\@127.0.0.1/", "http://[", "http://%31/",
        "javascript:alert(1)", f"http://{'a' * 64}.ü.org/",
    ],
)  # fmt: skip
def test_addresses_that_are_never_asked(url: str) -> None:
    def resolve(*_: object) -> list[str]:
        return ["8.8.8.8"]

    with pytest.raises(FailureError):
        guard.addresses(guard.place(url), resolve)


def test_a_name_is_refused_when_only_one_of_its_addresses_is_private() -> None:
    place = guard.place("https://example.org/")
    assert guard.addresses(place, lambda *_: ["8.8.8.8", "1.1.1.1"]) == ["8.8.8.8", "1.1.1.1"]
    for mixed in (["8.8.8.8", "10.0.0.1"], ["::1", "8.8.8.8"], ["fe80::1%eth0"]):
        with pytest.raises(FailureError):
            guard.addresses(place, lambda *_, found=mixed: found)


def test_without_the_flag_this_machine_is_not_asked(site: Site) -> None:
    outcome = outcome_of(f"{site.url}/", allow_private=False)
    assert outcome.kind is Kind.UNREACHABLE
    assert outcome_of("http://rebound.example.org/", allow_private=False).reason.startswith(
        "its name leads into a priv"
    )
    assert not site.hits


@pytest.mark.parametrize(
    "where", ["http://10.0.0.1/", "http://[::1]/", "http://inside.example.org/", "http://2130706433/"]
)
def test_a_redirect_to_a_private_address_is_refused(where: str, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    # The site of this test stands in for a public one.
    public = guard.is_public
    monkeypatch.setattr(guard, "is_public", lambda address: address == HERE or public(address))
    monkeypatch.setattr(guard, "PORTS", {"http": site.server_port, "https": 443})
    resolved = {"public.example.org": [HERE], "inside.example.org": ["192.168.0.1"]}
    changes = {"allow_private": False, "resolve": lambda host, _: resolved[host]}
    assert outcome_of("http://public.example.org/home", **changes).kind is Kind.OK
    refused = outcome_of(f"http://public.example.org/to/302/{where}", **changes)
    assert refused.kind in (Kind.UNREACHABLE, Kind.DEAD)
    assert refused.reason.startswith("behind a redirect, it")


def test_the_connection_goes_to_the_address_that_was_looked_at(site: Site) -> None:
    answers = iter([[HERE], ["10.0.0.1"]])
    outcome = outcome_of(f"http://rebinding.test:{site.server_port}/join", resolve=lambda *_: next(answers))
    assert outcome.kind is Kind.OK
    assert site.heads[0]["Host"] == f"rebinding.test:{site.server_port}"
    assert next(answers) == ["10.0.0.1"], "looked up once"


# How politely it asks.


def test_one_request_at_a_time_to_each_host_with_a_pause(site: Site) -> None:
    port = site.server_port
    urls = [f"http://{host}.test:{port}/pause/{number}" for number in range(4) for host in ("a", "www.a", "b", "c")]
    urls += [f"http://d.test:{port}/to/302/http://a.test:{port}/pause/{number}" for number in range(3)]
    start = time.monotonic()
    checked = list(links.check([Target(url=url, names=(), uses=()) for url in urls], manners(pause=0.05)))
    assert {one.outcome.kind for one in checked} == {Kind.OK}
    assert {one.target.url for one in checked} == set(urls)
    assert set(site.most_at_once.values()) == {1}
    assert time.monotonic() - start >= (4 + 4 + 3 - 1) * 0.1, "www.a is a"
    assert time.monotonic() - start < len(urls) * 0.1 + 1, "hosts are asked side by side"


def test_who_asks_is_told(site: Site) -> None:
    outcome_of(f"{site.url}/join", agent="peerdir/1 (checks links)")
    assert site.heads[0]["User-Agent"] == "peerdir/1 (checks links)"


def test_a_site_that_wants_peace_is_left_alone(site: Site) -> None:
    paths = ["/status/429", "/one", "/two"]
    checked = list(links.check([Target(url=site.url + path, names=(), uses=()) for path in paths], manners()))
    assert [one.outcome.kind for one in checked] == [Kind.UNREACHABLE] * 3
    assert sum(site.hits.values()) == 1


def test_when_time_is_up_the_rest_is_not_asked(site: Site) -> None:
    slow = [Target(url=f"{site.url}/slow/{number}", names=(), uses=()) for number in range(3)]
    checked = list(links.check(slow, manners(time_limit=0.2, patience=3.0)))
    assert [one.outcome.kind for one in checked] == [Kind.SKIPPED] * 3


def test_a_mistake_of_ours_is_not_hidden() -> None:
    def broken(*_: object) -> list[str]:
        raise LookupError

    with pytest.raises(LookupError):
        outcome_of("https://example.org/", resolve=broken)


# Certificates.


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for right.test that nobody has signed, with its key."""
    if not shutil.which("openssl"):
        pytest.skip("needs openssl to make a certificate")
    made = tmp_path_factory.mktemp("tls") / "both.pem"
    wanted = [
        "req",
        "-x509",
        "-nodes",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-subj",
        "/CN=right.test",
    ]
    files = ["-addext", "subjectAltName=DNS:right.test", "-keyout", str(made), "-out", f"{made}.crt"]
    subprocess.run(["openssl", *wanted, *files], check=True, capture_output=True)
    made.write_bytes(made.read_bytes() + Path(f"{made}.crt").read_bytes())
    return made


@pytest.mark.parametrize(
    ("host", "trusted", "kind", "said"),
    [
        ("right.test", True, Kind.OK, ""),
        ("wrong.test", True, Kind.DEAD, "for another site"),
        ("right.test", False, Kind.DEAD, "signed by nobody but itself"),
    ],
)
def test_certificates_are_verified_for_the_name(
    host: str, trusted: bool, kind: Kind, said: str, site: Site, certificate: Path
) -> None:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate)
    site.socket = server.wrap_socket(site.socket, server_side=True)
    client = ssl.create_default_context(cafile=str(certificate) if trusted else None)
    outcome = outcome_of(f"https://{host}:{site.server_port}/join", tls=client)
    assert outcome.kind is kind
    assert said in outcome.reason


def test_a_site_that_speaks_no_tls(site: Site) -> None:
    outcome = outcome_of(f"https://right.test:{site.server_port}/join")
    assert outcome.kind is Kind.DEAD
    assert outcome.reason.startswith("no secure connection can be made (")


# The command.


def run(toy: Path, *arguments: str, **more: Any) -> Result:
    words = ["links", "-C", str(toy), "--allow-private", "--today", TODAY.isoformat(), *arguments]
    return CliRunner().invoke(app, words, **more)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch, toy: Path) -> Path:
    """A directory without links but those a test adds, asked without pauses."""
    monkeypatch.setattr(links, "Manners", functools.partial(Manners, pause=0.0, patience=2.0))
    settings = toy / "directory.yaml"
    lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
    settings.write_text("".join(line for line in lines if "url: https://" not in line), encoding="utf-8")
    return toy


def linked(*urls: str) -> str:
    return "links:\n" + "".join(f'  - {{title: A page, url: "{url}"}}\n' for url in urls)


def test_findings_stand_at_the_links(hasty: Path, write: Write, site: Site) -> None:
    paths = ("/home", "/status/404", "/to/301/HERE/new", "/status/503", "/others")
    write(links=linked(*(site.url + path for path in paths)))
    result = run(hasty, "--yes", "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    rules = ["link-dead", "link-moved", "link-unreachable", "link-taken-over"]
    assert [one["rule"] for one in found["diagnostics"]] == rules
    assert [one["severity"] for one in found["diagnostics"]] == ["error", "warning", "warning", "warning"]
    assert [one["pointer"] for one in found["diagnostics"]] == [f"/links/{n}/url" for n in (1, 2, 3, 4)]
    assert {one["column"] for one in found["diagnostics"]} == {26}
    assert found["diagnostics"][1]["message"].endswith(f"write {site.url}/new")
    assert found["summary"] == {"files": 4, "errors": 1, "warnings": 3}
    assert "5 web addresses: 5 asked" in result.stderr


def test_warnings_do_not_fail(hasty: Path, write: Write, site: Site) -> None:
    write(links=linked(f"{site.url}/status/503"))
    result = run(hasty, "--yes")
    assert result.exit_code == 0
    assert "[link-unreachable]" in result.stdout


def test_what_was_fine_is_not_asked_again_for_a_week(hasty: Path, write: Write, site: Site) -> None:
    write(links=linked(f"{site.url}/home", f"{site.url}/status/404"))
    asked = []
    for arguments in ([], [], ["--fresh"], ["--today", "2026-11-27"], ["--today", "2026-11-28"]):
        before = site.hits["GET /home"], site.hits["GET /status/404"]
        assert run(hasty, "--yes", *arguments).exit_code == 1
        asked.append((site.hits["GET /home"] - before[0], site.hits["GET /status/404"] - before[1]))
    assert asked == [(1, 1), (0, 1), (1, 1), (0, 1), (1, 1)]


def test_the_kept_file_names_no_address(hasty: Path, write: Write, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = hasty.parent / "cache"
    monkeypatch.setenv("PEERDIR_CACHE", str(cache))
    write(links=linked(f"{site.url}/home"))
    run(hasty, "--yes")
    kept = (cache / "links.json").read_text(encoding="utf-8")
    assert HERE not in kept
    assert list(json.loads(kept)["good"].values()) == [TODAY.isoformat()]
    for damaged in ("", "[]", '{"format": 1, "good": {"a": 3}}', "[" * 100_000, '{"format": 1, "good": []}'):
        (cache / "links.json").write_text(damaged, encoding="utf-8")
        assert run(hasty, "--yes").exit_code == 0
    assert remembered.read(b'{"format": 1, "good": {"a": "2027-01-01"}}', TODAY) == {}
    assert remembered.read(b'{"format": 1, "good": {"a": "2026-11-20"}}', TODAY) == {"a": "2026-11-20"}


def test_a_cache_that_cannot_be_written_is_no_error(
    hasty: Path, write: Write, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    (hasty.parent / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("PEERDIR_CACHE", str(hasty.parent / "file"))
    write(links=linked(f"{site.url}/home"))
    result = run(hasty, "--yes")
    assert result.exit_code == 0
    assert "cannot be written" in result.stderr


def test_a_script_must_say_yes(hasty: Path, write: Write, site: Site) -> None:
    write(links=linked(f"{site.url}/home"))
    result = run(hasty)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "1 web site for 1 web address over the network; say --yes" in result.stderr
    assert not site.hits


def test_a_person_is_asked_first(hasty: Path, write: Write, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peerdir.cli.links._somebody_is_there", lambda: True)
    write(links=linked(f"{site.url}/home"))
    for answer, code, hits in (("\n", 3, 0), ("n\n", 3, 0), ("y\n", 0, 1)):
        result = run(hasty, input=answer)
        assert result.exit_code == code
        assert "go on? [y/N]" in result.stderr
        assert sum(site.hits.values()) == hits


def test_nothing_to_ask_asks_nobody(hasty: Path) -> None:
    result = run(hasty)
    assert (result.exit_code, result.stdout) == (0, "4 files checked: everything is fine\n")


def test_wrong_format(hasty: Path) -> None:
    assert run(hasty, "--format", "xml").exit_code == 2


def test_without_a_network_nothing_is_called_dead(hasty: Path, write: Write) -> None:
    write(links=linked("https://one.example.org/", "https://two.example.org/"))
    result = run(hasty, "--yes")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "is there a network?" in result.stderr


def test_only_what_is_listed_is_asked(hasty: Path, write: Write, site: Site) -> None:
    write(status="status: closed\n", links=linked(f"{site.url}/closed"))
    (hasty / "organizations" / "example-runner.yaml").write_text(
        f"name: Example Runner\ntype: other\nurl: {site.url}/runner\n", encoding="utf-8"
    )
    result = run(hasty, "--yes")
    assert site.hits == {"GET /runner": 1}
    assert "1 web address: 1 asked, 1 left out, because their program is not listed" in result.stderr


def test_an_address_that_stands_twice_is_asked_once_and_said_twice(hasty: Path, write: Write, site: Site) -> None:
    write(links=linked(f"{site.url}/status/404", f"{site.url}/status/404#times"))
    assert run(hasty, "--yes").stdout.count("[link-dead]") == 2
    assert sum(site.hits.values()) == 1


def test_a_finding_can_be_allowed_on_its_line(hasty: Path, write: Write, site: Site) -> None:
    line = f'links:\n  - title: A page\n    url: "{site.url}/status/404"  # peerdir: allow link-dead — back in May\n'
    write(links=line)
    assert run(hasty, "--yes").exit_code == 0


def test_a_broken_file_is_named_and_left_out(hasty: Path, write: Write) -> None:
    write(status="status: activ\n")
    result = run(hasty, "--yes")
    assert result.exit_code == 0
    assert "programs/example.yaml has errors and is left out" in result.stderr


def test_what_a_site_sends_cannot_reach_the_terminal(hasty: Path, write: Write, site: Site) -> None:
    write(links=linked(f"{site.url}/to/301/HERE/%1b[31m::error::%E2%80%AE%C3%A9"))
    result = run(hasty, "--yes", "--format", "github")
    message = next(line for line in result.stdout.splitlines() if line.startswith("::"))
    assert message.isascii()
    assert "\x1b" not in result.stdout
    assert [line.partition(" ")[0] for line in result.stdout.splitlines() if line.startswith("::")] == ["::warning"]


def test_new_addresses_of_staff_and_new_queries_are_not_repeated(hasty: Path, write: Write, site: Site) -> None:
    write(
        contacts="contacts:\n"
        f'  - {{role: public, url: "{site.url}/to/301/HERE/new%3Ftoken=secret"}}\n'
        f'  - {{role: Desk, visibility: staff, url: "{site.url}/to/301/HERE/hidden"}}\n'
    )
    result = run(hasty, "--yes", "--format", "json")
    assert "secret" not in result.stdout
    assert "hidden" not in result.stdout
    assert f"write {site.url}/new?…" in result.stdout


# What belongs together.


def test_every_rule_is_explained_with_its_severity() -> None:
    known = {rule.name: rule.severity for rule in reading_rules()}
    for rule, severity in RULES.values():
        assert known[rule] is severity
    assert known["link-dead"] is Severity.ERROR


def test_every_link_of_the_sample_is_found_once() -> None:
    found = links.targets(load(SAMPLE))
    urls = [target.url for target in found.links]
    assert len(urls) == len(set(urls)) > 30
    assert found.left_out > 0
    by_url = {target.url: target for target in found.links}
    assert by_url["https://college.example.org/ms-sunrise/join"].names == ()
    assert "Example State College" in " ".join(by_url["https://college.example.org/wellness"].names)


def test_a_link_with_another_name_is_another() -> None:
    one, other = (Target(url="https://example.org/", names=(name,), uses=()) for name in ("A", "B"))
    assert remembered.digest(one) != remembered.digest(other)
    kept = json.loads(remembered.write({"old": "2026-11-20"}, [one], [other], dt.date(2026, 11, 21)))
    assert kept["good"] == {"old": "2026-11-20", remembered.digest(one): "2026-11-21"}


def test_hosts_wait_for_one_another_even_when_a_request_fails() -> None:
    turns = Turns(0.0)
    with contextlib.suppress(LookupError), turns.at("example.org"):
        raise LookupError
    with turns.at("www.example.org"):
        pass
    assert follow("mailto:a@example.org", manners(), turns, whole_page=False).outcome.kind is Kind.DEAD
