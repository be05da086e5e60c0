"""What may be asked: http and https on their own ports, and only addresses of the public internet.

Whoever can write a link, or answer for a name, must not make this machine talk to machines that only it can see. So a
name is looked up once, every address it has must be public, and the connection goes to an address that was looked at.
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from peerdir.links.outcome import FailureError, Kind, Outcome

Resolve = Callable[[str, int], Sequence[str]]
PORTS = {"http": 80, "https": 443}
# Of IPv6 only what is given out to the world. All forms that wrap an IPv4 address lie outside of it, or below.
GIVEN_OUT = ipaddress.ip_network("2000::/3")
# Pythons differ in what they call global; these are relays, tunnels, tests and examples, never a web site.
NEVER = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.175.48.0/24",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)
# Resolvers read "2130706433", "0x7f.1" and "0177.0.0.1" as numbers in their own ways; browsers do too.
NUMBER_AT_THE_END = re.compile(r"(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)\.?$", re.IGNORECASE)
FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\<>\"{}|^`%@]")


class Place(NamedTuple):
    """A web address, taken apart; `path` holds the query too and is ready to be sent."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def name(self) -> str:
        """The host and, where it is not the usual one, the port, as a request names them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address, in plain ASCII."""
        return f"{self.scheme}://{self.name}{self.path}"


def place(url: str, *, any_port: bool = False) -> Place:
    """Take a web address apart; raises FailureError for one that is not asked."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:  # a broken bracket, port or international name
        raise _refused(Kind.DEAD, "this is no web address") from None
    if parts.scheme not in PORTS:
        raise _refused(Kind.DEAD, "it leads to something that is not a web page (http or https)")
    if not host or "@" in parts.netloc or FORBIDDEN.search(host):
        raise _refused(Kind.DEAD, "this is no web address")
    if NUMBER_AT_THE_END.search(host) and not _is_address(host):
        raise _refused(Kind.DEAD, "it names its server by a number")
    port = PORTS[parts.scheme] if port is None else port
    if port != PORTS[parts.scheme] and not any_port:
        raise _refused(Kind.UNREACHABLE, "it uses a port of its own and was not asked")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") or "/"
    query = f"?{quote(parts.query, safe='/?%:@!$&()*+,;=~')}" if parts.query else ""
    return Place(parts.scheme, host, port, path + query)


def joined(base: str, location: str) -> str:
    """Return where a redirect leads, seen from `base`; its fragment, or else that of `base`, is kept."""
    try:
        parts = urlsplit(urljoin(base, location))
        return urlunsplit(parts._replace(fragment=parts.fragment or urlsplit(base).fragment))
    except ValueError:
        raise _refused(Kind.DEAD, "it leads on to something that is no web address") from None


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet; no other one is ever connected to."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if any(found in network for network in NEVER if network.version == found.version):
        return False
    if found.version == 6 and found not in GIVEN_OUT:
        return False
    inside = (found.is_private, found.is_loopback, found.is_link_local, found.is_multicast, found.is_reserved)
    return found.is_global and not any(inside) and not found.is_unspecified


def addresses(place: Place, resolve: Resolve, *, allow_private: bool = False) -> Sequence[str]:
    """Look a name up once and return its addresses; raises FailureError unless every one of them is public."""
    found = [place.host] if _is_address(place.host) else list(dict.fromkeys(resolve(place.host, place.port)))
    if not allow_private and not all(map(is_public, found)):
        raise _refused(Kind.UNREACHABLE, "its name leads into a private network and was not asked")
    return found


def look_up(host: str, port: int) -> Sequence[str]:
    """Ask the system for the addresses of a name."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _refused(kind: Kind, reason: str) -> FailureError:
    return FailureError(Outcome(kind=kind, reason=reason))
