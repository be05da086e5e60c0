"""The points of contact of both sides, and whom to ask instead where the audience may not see them."""

from collections.abc import Sequence
from typing import Any

from peerdir.readiness import Point, points
from peerdir.records import Contact, Program
from peerdir.render.booklet.contact import contact
from peerdir.render.booklet.passages import Passage
from peerdir.render.leaflets import Issue

BLANK = ("contact", "phone", "email", "hours")


def sides(program: Program, organization: str | None, issue: Issue) -> list[dict[str, Any]]:
    """Return both sides of a referral to a program from a health care organization, the program's first."""
    return [program_side(program, issue), health_care_side(program, organization, issue)]


def program_side(program: Program, issue: Issue) -> dict[str, Any]:
    """Return who takes referrals at the program; for an audience that may see none of them, how else to reach it."""
    known = issue.collection.organization(program.organization)
    found = points(program, "program", issue.collection)
    return _side("program", known.name if known else None, found, program.contacts, issue)


def health_care_side(program: Program, organization: str | None, issue: Issue) -> dict[str, Any]:
    """Return who refers at a health care organization, and who hears how it went."""
    known = issue.collection.organization(organization) if organization else None
    every = points(program, "health-care", issue.collection)
    found = [point for point in every if point.contact.organization == organization]
    return _side("health_care", known.name if known else None, found, known.contacts if known else (), issue)


def desk(organization: str, issue: Issue) -> dict[str, Any]:
    """Return the side of a health care organization that refers to any program: the contacts the audience may see."""
    known = issue.collection.organization(organization)
    ways = known.contacts if known else ()
    side = _side("health_care", known.name if known else None, (), ways, issue)
    contacts = [_told(way, way.languages, issue) for way in ways]
    return {**side, "contacts": contacts, "instead": None} if contacts else side


def blank_side(side: str, first: str, issue: Issue) -> dict[str, Any]:
    """Return a side of which nothing is known yet, with lines to fill in by hand."""
    return {
        "heading": issue.words.say(f"sheet.sides.{side}"),
        "name": None,
        "contacts": [],
        "instead": None,
        "fields": [issue.words.say(f"sheet.blank.{name}") for name in (first, *BLANK)],
    }


def _side(
    side: str, name: str | None, found: Sequence[Point], others: Sequence[Contact], issue: Issue
) -> dict[str, Any]:
    """Return a side as it is told; `others` can be asked where the audience may see none of the points of contact."""
    contacts = [_told(point.contact, point.languages, issue) for point in found]
    instead: Passage | None = None
    if not contacts:
        way, whose = _instead(others, issue)
        contacts = [_told(way, way.languages, issue)] if way else []
        instead = issue.words.say(f"sheet.sides.{whose}")
    return {
        "heading": issue.words.say(f"sheet.sides.{side}"),
        "name": issue.edition.name(name),
        "contacts": contacts,
        "instead": instead,
        "fields": [],
    }


def _instead(others: Sequence[Contact], issue: Issue) -> tuple[Contact | None, str]:
    """Return whom to ask and the words for it: the side's own public desk, else that of the directory, else nobody."""
    desk = issue.collection.directory.contact
    for ways, whose in ((others, "ask_instead"), ((desk,), "ask_directory")):
        for way in ways:
            if way.visibility == "public" and (way.phone or way.email):
                return way, whose
    return None, "nobody"


def _told(way: Any, languages: Sequence[str], issue: Issue) -> dict[str, Any]:
    spoken = issue.edition.listed("languages", languages) if languages else None
    return {
        **contact(way, issue.edition),
        "languages": spoken and issue.words.say("sheet.sides.speaks", languages=spoken),
    }
