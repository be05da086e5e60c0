"""A poster of one page with strips to tear off: for one program, or for the directory as a whole."""

from collections.abc import Mapping
from typing import Any

from peerdir.records import Contact, Program
from peerdir.render.booklet.contact import contact, short_url
from peerdir.render.booklet.passages import Passage, flat, joined
from peerdir.render.leaflets.codes import code
from peerdir.render.leaflets.cuts import HOUR, STREET, TO_GO, Cut, shortened
from peerdir.render.leaflets.handout import check_open
from peerdir.render.leaflets.issue import Issue, LeafletError
from peerdir.render.leaflets.proof import typeset
from peerdir.render.leaflets.sheet import by_phone, tell, whole
from peerdir.render.leaflets.tally import Tally, share, tally

STRIPS = 10
STRIP_NAME, HALF_NAME = 60, 30  # letters
# What a poster tells of a program; what happens there is for those who call. Letters get smaller before a fact goes.
FULL = TO_GO._replace(contacts=1, who=160, text=220)
LAST = FULL._replace(who=90, text=STREET, places=0, around=False)
CUTS = (
    FULL,
    FULL._replace(text=160),
    FULL._replace(text=STREET, who=120, places=1),
    FULL._replace(text=STREET, who=90, places=0),
    LAST,
    LAST._replace(who=60, times=HOUR),
    LAST._replace(who=60, times=HOUR, meetings=4),
    LAST._replace(who=60, times=HOUR, meetings=3),
    LAST._replace(who=60, times=HOUR, meetings=2),
    LAST._replace(who=0, times=80, meetings=1),
    LAST._replace(who=0, text=60, times=60, meetings=1, facts=False),
)


def render(issue: Issue, *, program: Program | None = None) -> bytes:
    """Return the poster for a program, or for the directory, as a PDF.

    Raises LeafletError when people cannot go there, or when there is nothing to put on the strips.
    """
    levels = _program(program, issue) if program else _directory(issue)
    title, whose = flat(levels[0]["title"]), flat(issue.title)
    content = {
        **issue.frame(),
        "title": f"{title} – {whose}" if program is None else title,
        "author": issue.collection.directory.publisher,
        "strips": STRIPS,
        "levels": levels,
    }
    return typeset("poster.typ", content, ["poster", "the strips"], issue)


def _program(program: Program, issue: Issue) -> list[dict[str, Any]]:
    """Return what is said of a program, in full and in fewer and fewer words."""
    check_open(program, "poster")
    told = whole(program, issue)
    way = _best(program.contacts, program.id, issue)
    own = next((one.url for one in program.contacts if one.url and one.visibility == "public"), None)
    common = _common(told["name"], way, own or told.get("address"), issue)
    fixed = {
        **common,
        "strips": [*common["strips"], *_desk(told["name"], issue)],
        "marks": [issue.edition.fixed(f"marks.{mark}") for mark in told["marks"]],
        "numbers": None,
        "help": [],
        "from": issue.words.say("poster.from", title=issue.title),
    }
    full = _facts(told, TO_GO, issue)
    more = by_phone("handout.more", told, issue)
    levels = [_facts(told, cut, issue) for cut in CUTS]
    return [{**fixed, **facts, "more": None if facts == full else more} for facts in levels]


def _facts(told: Mapping[str, Any], cut: Cut, issue: Issue) -> dict[str, Any]:
    """Return what is said of a program (`whole`), cut."""
    made = tell(told, cut, issue)
    organization = told["organization"] if cut.around else None
    return {**{key: made[key] for key in ("alert", "sections")}, "organization": organization, "lead": made["summary"]}


def _desk(name: Passage, issue: Issue) -> list[dict[str, Any]]:
    """Return a strip with the number of the directory, for a program whose own address is too long for one."""
    way = contact(issue.collection.directory.contact, issue.edition)
    if way["staff"] or not way["phone"]:
        return []
    both = joined([shortened(name, HALF_NAME), shortened(issue.title, HALF_NAME)], " · ", issue.words.language)
    return [{"name": both, "reach": way["phone"]}]


def _directory(issue: Issue) -> list[dict[str, Any]]:
    """Return what is said of the directory, with how many programs there are and without."""
    directory, count, words = issue.collection.directory, tally(issue.programs, issue), issue.words
    if not count.programs:
        raise LeafletError("there is no program that people can be sent to, so there is nothing to put on a poster")
    way = _best((directory.contact,), "directory.yaml", issue)
    told: dict[str, Any] = {
        **_common(issue.title, way, directory.base_url or directory.contact.url, issue),
        "title": words.say("poster.directory.title"),
        "organization": issue.title,
        "lead": words.say("poster.directory.lead"),
        "alert": None,
        "marks": [],
        "sections": [],
        "more": None,
        "numbers": _numbers(count, issue),
        "help": issue.emergency,
        "from": words.say("brochure.published_by", publisher=issue.publisher),
    }
    return [told, {**told, "numbers": None}]


def _numbers(count: Tally, issue: Issue) -> Passage:
    """Return how many programs there are, and how many of them are free if any is."""
    part, values = share(count.free, count.programs), {"count": str(count.programs), "free": str(count.free)}
    said = [issue.words.say("poster.directory.count", **values)]
    if part != "none":
        said.append(issue.words.say(f"poster.directory.{part}_free", **values))
    return joined(said, " ", issue.words.language) or []


def _common(name: Passage, way: Mapping[str, Any], page: str | None, issue: Issue) -> dict[str, Any]:
    """Return what every poster has: a name, the way to reach somebody, strips with both, and a code to scan.

    Of the `strips` the first is printed that has room for its words.
    """
    kind = next(key for key in ("phone", "email", "url") if way[key])
    verb = {"phone": "call", "email": "write", "url": "look"}[kind]
    label = issue.words.say("poster.scan_of", address=short_url(page)) if page else []
    shown = {"shown": short_url(page), "target": page} if page else None
    strip = shortened(name, STRIP_NAME)
    return {
        "title": name,
        "verb": issue.words.say(f"poster.{verb}"),
        "reach": way[kind],
        "hours": way["hours"],
        "tear_off": issue.words.say("poster.tear_off"),
        "strips": [{"name": strip, "reach": reach} for reach in (way[kind], shown) if reach],
        "code": code(page, label) if page else None,
        "scan": issue.words.say("poster.scan"),
        "page": shown,
    }


def _best(ways: tuple[Contact, ...], owner: str, issue: Issue) -> dict[str, Any]:
    """Return the first public contact with a number, else with an address, as it is printed."""
    public = [contact(way, issue.edition) for way in ways if way.visibility == "public"]
    for key in ("phone", "email", "url"):
        found = next((way for way in public if way[key]), None)
        if found:
            return found
    raise LeafletError(f"{owner} has no public phone number or address to put on the strips")
