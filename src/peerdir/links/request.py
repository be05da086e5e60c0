"""One request to one address that was checked: so many bytes and so many seconds, and the certificate must be good."""

import errno
import http.client
import io
import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from peerdir.links import guard
from peerdir.links.outcome import FailureError, Kind, Outcome

MOST_BYTES = 256 * 1024
HEAD_BYTES = 64 * 1024
ADDRESSES = 3
NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
NO_WAY = (errno.ENETUNREACH, errno.EHOSTUNREACH)
# OpenSSL's X509_V_ERR_…: what a certificate can have wrong, in words.
UNKNOWN_ISSUER = {2, 20, 21, 27}
CERTIFICATE = {
    9: "its certificate is not valid yet",
    10: "its certificate has expired",
    18: "its certificate is signed by nobody but itself",
    19: "its certificate is signed by nobody but itself",
    62: "its certificate is for another site",
    64: "its certificate is for another site",
}


@dataclass(frozen=True, kw_only=True)
class Manners:
    """How requests are made. Seconds: `pause` between two to one host, `patience` for one, `time_limit` for all."""

    agent: str = "peerdir"
    allow_private: bool = False
    pause: float = 1.0
    patience: float = 15.0
    time_limit: float = 30 * 60.0
    workers: int = 8
    resolve: guard.Resolve = guard.look_up
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)


class Answer(NamedTuple):
    """What a site answered. `body` is the beginning of a page, and empty for what is not HTML."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


def send(place: guard.Place, method: str, manners: Manners) -> Answer:
    """Make one request; raises FailureError when there is no answer."""
    deadline = time.monotonic() + manners.patience
    try:
        checked = guard.addresses(place, manners.resolve, allow_private=manners.allow_private)
        line = _connect(place, checked, manners, deadline)
    except (OSError, UnicodeError) as error:
        raise FailureError(_why(error, whole_site=True)) from error
    with line:
        try:
            return _exchange(_Line(line, deadline), place, method, manners.agent)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise FailureError(_why(error, whole_site=False)) from error


def _connect(place: guard.Place, checked: Sequence[str], manners: Manners, deadline: float) -> socket.socket:
    """Connect to the first of the checked addresses that answers; none is looked up again."""
    last: OSError = OSError(errno.EHOSTUNREACH, "no address")
    for address in checked[:ADDRESSES]:
        line = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
        try:
            line.settimeout(_left(deadline))
            line.connect((address, place.port))
            if place.scheme == "https":
                line.settimeout(_left(deadline))
                return manners.tls.wrap_socket(line, server_hostname=place.host)
        except OSError as error:
            line.close()
            last = error
        else:
            return line
    raise last


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Paced(io.RawIOBase):
    """A connection that can be read until the deadline, and only so many bytes, however slowly they drip."""

    def __init__(self, line: socket.socket, deadline: float) -> None:
        self._line, self._deadline, self._most = line, deadline, MOST_BYTES + HEAD_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._most <= 0:
            return 0
        self._line.settimeout(_left(self._deadline))
        got = self._line.recv_into(memoryview(buffer)[: self._most])
        self._most -= got
        return got


class _Line:
    """The little that http.client wants of a socket to read an answer."""

    def __init__(self, line: socket.socket, deadline: float) -> None:
        self._line, self._deadline = line, deadline

    def send(self, content: bytes) -> None:
        self._line.settimeout(_left(self._deadline))
        self._line.sendall(content)

    def makefile(self, mode: str) -> io.BufferedReader:
        del mode
        return io.BufferedReader(_Paced(self._line, self._deadline))


def _exchange(line: _Line, place: guard.Place, method: str, agent: str) -> Answer:
    lines = (
        f"{method} {place.path} HTTP/1.1",
        f"Host: {place.name}",
        f"User-Agent: {agent}",
        "Accept: text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Encoding: identity",
        "Connection: close",
    )
    line.send("".join(f"{one}\r\n" for one in (*lines, "")).encode("ascii"))
    response = http.client.HTTPResponse(cast("socket.socket", line), method=method)
    with response:
        response.begin()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers, _body(response, headers))


def _body(response: http.client.HTTPResponse, headers: Mapping[str, str]) -> bytes:
    """Read the beginning of a page; one that breaks off or is packed cannot be judged, but it did answer."""
    is_page = headers.get("content-type", "").lower().startswith(("text/html", "application/xhtml"))
    if (
        response.status != http.HTTPStatus.OK
        or not is_page
        or headers.get("content-encoding", "identity") != "identity"
    ):
        return b""
    try:
        return response.read(MOST_BYTES)
    except (OSError, http.client.HTTPException, ValueError):
        return b""


def _why(error: Exception, *, whole_site: bool) -> Outcome:
    """Say in words why there is no answer, and whether that is for good."""
    kind, reason = _secure(error) if isinstance(error, ssl.SSLError) else _plain(error)
    no_network = isinstance(error, socket.gaierror) or getattr(error, "errno", None) in NO_WAY
    return Outcome(kind=kind, reason=reason, whole_site=whole_site, no_network=no_network)


def _plain(error: Exception) -> tuple[Kind, str]:
    match error:
        case socket.gaierror() if error.errno not in NO_SUCH_NAME:
            return Kind.UNREACHABLE, "its name could not be looked up"
        case socket.gaierror() | UnicodeError():
            return Kind.DEAD, "there is no web site of this name"
        case TimeoutError():
            return Kind.UNREACHABLE, "it does not answer in time"
        case ConnectionRefusedError():
            return Kind.DEAD, "its server refuses the connection"
        case OSError() if error.errno in NO_WAY:
            return Kind.UNREACHABLE, "there is no way to its server from here"
        case OSError():
            return Kind.UNREACHABLE, "its server breaks off"
        case _:
            return Kind.UNREACHABLE, "it does not answer as a web site does"


def _secure(error: ssl.SSLError) -> tuple[Kind, str]:
    match error:
        case ssl.SSLCertVerificationError():
            return _certificate(error)
        case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
            return Kind.UNREACHABLE, "its server breaks off"
        case _:
            reason = str(error.reason or "unknown").lower().replace("_", " ")
            return Kind.DEAD, f"no secure connection can be made ({reason})"


def _certificate(error: ssl.SSLCertVerificationError) -> tuple[Kind, str]:
    """An issuer unknown here may be known to browsers, which fetch what a site forgot to send."""
    if error.verify_code in UNKNOWN_ISSUER:
        return Kind.UNREACHABLE, "this computer does not know who signed its certificate; a browser may"
    return Kind.DEAD, CERTIFICATE.get(error.verify_code, "its certificate is not good")
