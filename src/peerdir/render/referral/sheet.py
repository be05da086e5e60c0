"""A referral sheet as plain data, whatever it is written as; and a pad of them for programs nobody has named yet."""

from collections.abc import Mapping
from typing import Any

from peerdir import words
from peerdir.records import Contact, Program, Referral, ReferralContact
from peerdir.render.booklet import referral as booklet
from peerdir.render.booklet.contact import check_audience
from peerdir.render.booklet.entry import about
from peerdir.render.booklet.passages import Passage, joined
from peerdir.render.leaflets import Issue, LeafletError
from peerdir.render.referral.form import answer, form
from peerdir.render.referral.sections import plain, section, sections, usual
from peerdir.render.referral.sides import blank_side, desk, sides
from peerdir.render.referral.warnings import warnings

PAD = "blank"
REFUSED = {
    "historical": "it is an example to learn from, and nobody can join it",
    "proposed": "it is still being planned, and nobody can join it yet",
}


def open_protocol(program: Program) -> Referral:
    """Return the protocol of a program; raise LeafletError for one to which nobody can be referred.

    Of a program that is closed or paused there is a sheet, which says so before anything else. One that is kept out of
    the booklet has a sheet too: it is for whoever refers, and says that it is not to be taken home.
    """
    if program.status in REFUSED:
        raise LeafletError(f"there is no referral sheet of {program.id}: {REFUSED[program.status]}")
    if program.status != "closed" and not program.listed:
        raise LeafletError(f"there is no referral sheet of {program.id}: it was taken off the list")
    if program.referral is None:
        raise LeafletError(f"there is no referral sheet of {program.id}: its entry has no referral protocol")
    return program.referral


def sheet(program: Program, organization: str | None, issue: Issue) -> dict[str, Any]:
    """Return the sheet of a program for a health care organization that refers to it, None for one without a file."""
    protocol = open_protocol(program)
    ways: tuple[Contact | ReferralContact, ...] = (*program.contacts, *protocol.program_contacts)
    # Not all of them stand on the sheet.
    for way in (*ways, *protocol.health_care_contacts):
        check_audience(way, issue.edition)
    told = about(program, issue.edition)
    both = sides(program, organization, issue)
    return {
        **_frame(issue, program),
        "id": program.id,
        "title": told["name"],
        "summary": told["summary"],
        "warnings": list(warnings(program, protocol, issue)),
        "sides": both,
        "sections": list(sections(program, protocol, told, issue)),
        "form": form(issue, issue.edition.told([protocol.consent])),
        "answer": answer(issue, both[1]["name"]),
        "soon": issue.edition.sentences([booklet.answer(protocol, issue.edition)]),
        "foot": [issue.words.say("sheet.not_a_recommendation"), told["verification"]],
    }


def pad(organization: str | None, issue: Issue) -> dict[str, Any]:
    """Return a sheet to be filled in for any program, with the health care side of an organization or lines for it."""
    fixed = issue.words
    theirs = desk(organization, issue) if organization else blank_side("health_care", "organization", issue)
    asks = plain(fixed.lines("sheet.blank.asks"))
    steps = usual(issue, fixed.say("sheet.usual.hand_over"))
    danger = plain([fixed.say("sheet.danger_unknown")])
    return {
        **_frame(issue),
        "id": PAD,
        "title": fixed.say("sheet.blank.title"),
        "summary": None,
        "warnings": [],
        "sides": [blank_side("program", "program", issue), theirs],
        "sections": [
            section("steps", steps, issue, "steps"),
            section("say", plain([fixed.say("sheet.script_blank")]), issue),
            {**section("room", asks, issue, "asks"), "key": "ask", "heading": fixed.say("sheet.blank.ask")},
            section("danger", danger, issue),
        ],
        "form": form(issue, None),
        "answer": answer(issue, theirs["name"]),
        "soon": None,
        "foot": [fixed.say("sheet.not_a_recommendation")],
    }


def _frame(issue: Issue, program: Program | None = None) -> dict[str, Any]:
    """Return what stands on every sheet, and on that of a program."""
    fixed = issue.words
    made_on = fixed.say("sheet.made_on", date=words.date(issue.today, issue.edition.wording))
    return {
        "staff": fixed.say("sheet.for_staff") if issue.staff else None,
        "label": fixed.say("sheet.title"),
        "top": joined([issue.title, made_on], " · ", fixed.language),
        "look": fixed.say("sheet.look"),
        "help": issue.help("sheet.help", program),
        "left_out": None,
    }


def cover(made: Mapping[str, Any], issue: Issue) -> dict[str, Any]:
    """Return the page that goes before a sheet on its way by fax: who sends it to whom, and that it is private."""
    program, clinic = made["sides"]
    words_of = issue.words.say
    return {
        "id": f"{made['id']} fax",
        "title": words_of("fax.title"),
        "staff": made["staff"],
        "top": made["top"],
        "rows": [
            {"label": words_of("fax.to"), "text": _desk(made["title"] if made["id"] != PAD else None, program)},
            {"label": words_of("fax.number"), "text": []},
            {"label": words_of("fax.from"), "text": _desk(clinic["name"], clinic)},
            {"label": words_of("fax.back"), "text": _phone(clinic)},
            {"label": words_of("fax.date"), "text": []},
            {"label": words_of("fax.pages"), "text": []},
        ],
        "about": words_of("fax.about"),
        "notes": [words_of("fax.cover"), words_of("fax.private"), words_of("fax.wrong")],
    }


def _desk(name: Passage | None, side: Mapping[str, Any]) -> list[Passage]:
    """Return who is meant: the name, and below it the first desk of a side, where its contact is known."""
    first = side["contacts"][0]["title"] if side["contacts"] and not side["instead"] else None
    return [line for line in (name, first) if line]


def _phone(side: Mapping[str, Any]) -> list[Passage]:
    phone = side["contacts"][0]["phone"] if side["contacts"] else None
    return [[("en", phone["shown"])]] if phone else []
