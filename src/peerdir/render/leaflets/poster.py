"""A poster of one page with strips to tear off: for one program, or for the directory as a whole."""

from collections.abc import Mapping
from typing import Any

from peerdir.records import Contact, Program
from peerdir.render.booklet.contact import contact, short_url
from peerdir.render.booklet.entry import entry
from peerdir.render.booklet.passages import Passage, flat
from peerdir.render.leaflets.codes import code
from peerdir.render.leaflets.cuts import LEAST, shortened
from peerdir.render.leaflets.handout import check_open
from peerdir.render.leaflets.issue import Issue, LeafletError
from peerdir.render.leaflets.proof import typeset
from peerdir.render.leaflets.sheet import tell
from peerdir.render.leaflets.tally import tally

STRIPS = 10
STRIP_NAME = 60  # letters
# What a poster tells of a program: the fewer words, the sooner it is read.
CUTS = (
    LEAST._replace(meetings=4, places=2, who=160, text=220, facts=True, around=True),
    LEAST._replace(who=120, facts=True, around=True),
    LEAST._replace(text=120, facts=True, around=True),
    LEAST._replace(text=120, facts=True),
    LEAST,
    LEAST._replace(text=90, meetings=1),
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
    return typeset("poster.typ", content, ["poster"], issue)


def _program(program: Program, issue: Issue) -> list[dict[str, Any]]:
    """Return what is said of a program, in full and in fewer and fewer words."""
    check_open(program, "poster")
    told = entry(program, issue.edition)
    way = _best(program.contacts, program.id, issue)
    own = next((one.url for one in program.contacts if one.url and one.visibility == "public"), None)
    fixed = {
        **_common(told["name"], way, own or told.get("address"), issue),
        "marks": [issue.edition.fixed(f"marks.{mark}") for mark in told["marks"]],
        "numbers": None,
        "help": [],
        "from": issue.words.say("poster.from", title=issue.title),
    }
    answer = []
    for cut in CUTS:
        all_told = tell(told, cut, issue)
        organization = told["organization"] if cut.around else None
        facts = {key: all_told[key] for key in ("alert", "sections")}
        answer.append({**fixed, **facts, "organization": organization, "lead": all_told["summary"]})
    return answer


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
        "numbers": words.say("poster.directory.count", count=str(count.programs), free=str(count.free)),
        "help": issue.emergency,
        "from": words.say("brochure.published_by", publisher=issue.publisher),
    }
    return [told, {**told, "numbers": None}]


def _common(name: Passage, way: Mapping[str, Any], page: str | None, issue: Issue) -> dict[str, Any]:
    """Return what every poster has: a name, the way to reach somebody, strips with both, and a code to scan."""
    kind = next(key for key in ("phone", "email", "url") if way[key])
    verb = {"phone": "call", "email": "write", "url": "look"}[kind]
    label = issue.words.say("poster.scan_of", address=short_url(page)) if page else []
    return {
        "title": name,
        "verb": issue.words.say(f"poster.{verb}"),
        "reach": way[kind],
        "hours": way["hours"],
        "tear_off": issue.words.say("poster.tear_off"),
        "strip": {"name": shortened(name, STRIP_NAME), "reach": way[kind]},
        "code": code(page, label) if page else None,
        "scan": issue.words.say("poster.scan"),
        "page": {"shown": short_url(page), "target": page} if page else None,
    }


def _best(ways: tuple[Contact, ...], owner: str, issue: Issue) -> dict[str, Any]:
    """Return the first public contact with a number, else with an address, as it is printed."""
    public = [contact(way, issue.edition) for way in ways if way.visibility == "public"]
    for key in ("phone", "email", "url"):
        found = next((way for way in public if way[key]), None)
        if found:
            return found
    raise LeafletError(f"{owner} has no public phone number or address to put on the strips")
