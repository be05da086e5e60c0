"""All links at once, a few sites at a time: each site's links are asked one after the other."""

import queue
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from peerdir.links.follow import Turns, follow, site
from peerdir.links.outcome import Kind, Outcome
from peerdir.links.page import doubt
from peerdir.links.request import Manners
from peerdir.links.targets import Target

NOT_ASKED = Outcome(kind=Kind.SKIPPED, reason="time was up")


class Checked(NamedTuple):
    """A link and what became of it."""

    target: Target
    outcome: Outcome


def sites(links: Iterable[Target]) -> Sequence[Sequence[Target]]:
    """Group links by the site they lead to, the sites with most links first, because they take longest."""
    groups: dict[str, list[Target]] = {}
    for target in links:
        groups.setdefault(site(urlsplit(target.url).hostname or ""), []).append(target)
    return sorted(groups.values(), key=len, reverse=True)


def check(links: Iterable[Target], manners: Manners) -> Iterator[Checked]:
    """Ask for every link, and yield what became of each as soon as it is known; those for which time ran out last.

    The threads are daemons, so that Ctrl-C and the time limit need not wait for a name that nobody answers for.
    """
    groups = sites(links)
    missing = {target.url: target for group in groups for target in group}
    waiting: queue.SimpleQueue[Sequence[Target]] = queue.SimpleQueue()
    done: queue.SimpleQueue[Checked | Exception] = queue.SimpleQueue()
    for group in groups:
        waiting.put(group)
    stop, turns = threading.Event(), Turns(manners.pause)
    for _ in range(min(manners.workers, len(groups))):
        threading.Thread(target=_work, args=(waiting, done, manners, turns, stop), daemon=True).start()
    end = time.monotonic() + manners.time_limit
    try:
        while missing:
            found = done.get(timeout=max(0.0, end - time.monotonic()))
            if isinstance(found, Exception):
                raise found
            del missing[found.target.url]
            yield found
    except queue.Empty:
        yield from (Checked(target, NOT_ASKED) for target in missing.values())
    finally:
        stop.set()


def _work(
    waiting: "queue.SimpleQueue[Sequence[Target]]",
    done: "queue.SimpleQueue[Checked | Exception]",
    manners: Manners,
    turns: Turns,
    stop: threading.Event,
) -> None:
    """Take one site after the other until none is left."""
    try:
        while not stop.is_set():
            for checked in _ask_site(waiting.get_nowait(), manners, turns):
                done.put(checked)
                if stop.is_set():
                    return
    except queue.Empty:
        return
    except Exception as error:
        done.put(error)


def _ask_site(links: Sequence[Target], manners: Manners, turns: Turns) -> Iterator[Checked]:
    """Ask for the links of one site. When its server is not there, or wants peace, the rest is not asked."""
    silent: dict[str, Outcome] = {}
    for target in links:
        parts = urlsplit(target.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin in silent:
            yield Checked(target, silent[origin])
            continue
        outcome = judge(target, manners, turns)
        if outcome.whole_site:
            silent[origin] = outcome
        yield Checked(target, outcome)


def judge(target: Target, manners: Manners, turns: Turns) -> Outcome:
    """Ask for one link, and look whether its page still mentions those it belonged to."""
    reply = follow(target.url, manners, turns, whole_page=bool(target.names))
    if reply.answer is None or reply.outcome.kind not in (Kind.OK, Kind.MOVED) or not target.names:
        return reply.outcome
    reason = doubt(reply.answer.body, reply.answer.headers, target.names)
    return Outcome(kind=Kind.TAKEN_OVER, reason=reason) if reason else reply.outcome
