"""A brochure of two pages, each with three panels, to be folded twice: for those who join, refer, host, run or support.

Panels are lists of blocks; where they stand so that the folded paper reads in order is the template's to know. A panel
comes in several tellings, each with shorter lists than the one before: the first that fits is printed.
"""

from collections.abc import Iterator, Sequence

from peerdir.records import Program
from peerdir.render.booklet.contact import contact, short_url
from peerdir.render.booklet.passages import flat
from peerdir.render.leaflets.codes import code
from peerdir.render.leaflets.contents import LENGTHS, Block, Contents
from peerdir.render.leaflets.issue import Issue, LeafletError
from peerdir.render.leaflets.panels import INSIDE, heading, numbers
from peerdir.render.leaflets.proof import typeset

KINDS = ("people", "referrers", "hosts", "managers", "supporters")
# Those that send people to programs, so that there must be one.
OF_PROGRAMS = ("people", "referrers")
WITH_HELP = ("people", "supporters")
PANELS = ("front", "flap", "back", "inside-1", "inside-2", "inside-3")


def render(kind: str, issue: Issue, *, only: Sequence[Program] | None = None) -> bytes:
    """Return the brochure for one of KINDS as a PDF; with `only`, it tells of those programs.

    Raises LeafletError when it cannot be made, and when people would be sent to no program at all.
    """
    programs = issue.programs if only is None else [one for one in only if one.printed]
    if kind in OF_PROGRAMS and not programs:
        raise LeafletError("there is no program that people can be sent to, so there is nothing to fold")
    contents = Contents(programs, issue)
    panels = {name: [list(_panel(kind, name, length, contents)) for length in LENGTHS] for name in PANELS}
    title, whose = flat(contents.say(f"{kind}.title")), flat(issue.title)
    content = {
        **issue.frame(),
        "title": f"{title} – {whose}",
        "author": issue.collection.directory.publisher,
        "panels": panels,
    }
    return typeset("brochure.typ", content, list(PANELS), issue)


def _panel(kind: str, name: str, length: int, contents: Contents) -> Iterator[Block]:
    if name == "front":
        yield from _front(kind, contents)
    elif name == "back":
        yield from _back(kind, contents)
    else:
        yield from INSIDE[kind, name](kind, length, contents)


def _front(kind: str, contents: Contents) -> Iterator[Block]:
    about = contents.issue.front
    yield {
        "is": "cover",
        "title": contents.say(f"{kind}.title"),
        "subtitle": contents.say(f"{kind}.subtitle"),
        "directory": contents.issue.title,
        "about": about["subtitle"],
        "edition": about["edition"],
    }


def _back(kind: str, contents: Contents) -> Iterator[Block]:
    """How to begin, whom to call, what to do in danger, and who says all this."""
    issue, directory = contents.issue, contents.issue.collection.directory
    if kind == "hosts":
        yield from numbers("hosts", ("programs", "organizations", "languages", "starting"), contents)
    yield heading(f"{kind}.start_title", contents)
    steps = contents.lines(f"{kind}.start")
    yield {"is": "steps" if len(steps) > 1 else "texts", "texts": steps}
    if directory.contact.visibility == "public" or issue.staff:
        yield {"is": "contact", "contact": contact(directory.contact, issue.edition)}
    if directory.base_url:
        yield _address(directory.base_url, contents)
    yield {"is": "fill"}
    if kind in WITH_HELP and directory.emergency:
        yield {"is": "help", "title": contents.say("help"), "lines": issue.emergency}
    ends = [contents.say("disclaimer" if kind in OF_PROGRAMS else f"{kind}.source")]
    ends.append(issue.words.say("brochure.published_by", publisher=issue.publisher))
    yield {"is": "small", "texts": ends}


def _address(url: str, contents: Contents) -> Block:
    alternative = contents.issue.words.say("brochure.scan_of", address=short_url(url))
    return {
        "is": "address",
        "code": code(url, alternative),
        "label": contents.say("scan"),
        "url": {"shown": short_url(url), "target": url},
    }
