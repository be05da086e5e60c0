"""From one link to what became of it: redirects are followed by hand, and every hop is checked like the first."""

import contextlib
import threading
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from peerdir.links import guard
from peerdir.links.outcome import FailureError, Kind, Outcome
from peerdir.links.request import Answer, Manners, send

HOPS = 5
REDIRECTS = (301, 302, 303, 307, 308)
FOR_GOOD = (301, 308)
GONE = (404, 410)
SHOWN_TO_PEOPLE = (401, 403, 406, 407, 451, 999)
TOO_MANY = 429


class Turns:
    """Lets one request at a time through to each host, with a pause behind it."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._all = threading.Lock()
        self._hosts: dict[str, threading.Lock] = {}
        self._last: dict[str, float] = {}

    @contextlib.contextmanager
    def at(self, host: str) -> Iterator[None]:
        """Wait until it is our turn at `host`."""
        host = site(host)
        with self._all:
            turn = self._hosts.setdefault(host, threading.Lock())
        with turn:
            time.sleep(max(0.0, self._last.get(host, 0.0) + self._pause - time.monotonic()))
            try:
                yield
            finally:
                self._last[host] = time.monotonic()


def site(host: str) -> str:
    """The name by which hosts are counted: www.example.org and example.org are one."""
    return host.lower().removeprefix("www.")


class Reply(NamedTuple):
    """What became of a link, and the page that answered."""

    outcome: Outcome
    answer: Answer | None = None


def follow(url: str, manners: Manners, turns: Turns, *, whole_page: bool) -> Reply:
    """Ask for a link, and for what it leads to. Only with `whole_page` is the page itself fetched."""
    way = [url]
    moved: str | None = None
    for_good = True
    while len(way) <= HOPS + 1:
        try:
            answer = _ask(way[-1], manners, turns, whole_page=whole_page)
            if answer.status not in REDIRECTS:
                return Reply(_judge(answer.status, way, moved), answer)
            leads_to = _next(way[-1], answer)
        except FailureError as failure:
            return Reply(failure.outcome if len(way) == 1 else _behind(failure.outcome))
        for_good = for_good and answer.status in FOR_GOOD
        moved = leads_to if for_good else moved
        if leads_to in way:
            break
        way.append(leads_to)
    return Reply(Outcome(kind=Kind.UNREACHABLE, reason="it leads from page to page and never arrives"))


def _ask(url: str, manners: Manners, turns: Turns, *, whole_page: bool) -> Answer:
    """Ask once, or twice where a site refuses to be asked without sending its page."""
    place = guard.place(url, any_port=manners.allow_private)
    with contextlib.ExitStack() as stack:
        if not whole_page:
            stack.enter_context(turns.at(place.host))
            try:
                answer = send(place, "HEAD", manners)
            except FailureError as failure:
                if failure.outcome.whole_site:
                    raise
            else:
                if answer.status < 400 or answer.status == TOO_MANY:
                    return answer
    with turns.at(place.host):
        return send(place, "GET", manners)


def _next(url: str, answer: Answer) -> str:
    location = answer.headers.get("location", "")
    if not location:
        reason = f"it answers {answer.status} without saying where it leads"
        raise FailureError(Outcome(kind=Kind.UNREACHABLE, reason=reason))
    # Header lines are read as Latin-1; sites that write other letters there mean UTF-8.
    return guard.joined(url, location.encode("latin-1", "replace").decode("utf-8", "replace").strip())


def _behind(outcome: Outcome) -> Outcome:
    """What fails behind a redirect says nothing about the other pages of the first site."""
    return Outcome(kind=outcome.kind, reason=f"behind a redirect, {outcome.reason}", no_network=outcome.no_network)


def _judge(status: int, way: Sequence[str], moved: str | None) -> Outcome:
    """Turn the last status of a link into what became of it."""
    if status in GONE:
        return Outcome(kind=Kind.DEAD, reason=f"its site says that there is no such page ({status})")
    if status == TOO_MANY:
        reason = "its site asks to be asked less often (429)"
        return Outcome(kind=Kind.UNREACHABLE, reason=reason, whole_site=len(way) == 1)
    if status >= 500 and status not in SHOWN_TO_PEOPLE:
        return Outcome(kind=Kind.UNREACHABLE, reason=f"its site has a fault just now ({status})")
    if status >= 400 and status not in SHOWN_TO_PEOPLE:
        return Outcome(kind=Kind.UNREACHABLE, reason=f"its site does not answer the request ({status})")
    if moved and moved.rstrip("/") != way[0].rstrip("/"):
        return Outcome(kind=Kind.MOVED, to=moved)
    return Outcome(kind=Kind.OK if status < 400 else Kind.CLOSED)
