"""Facts of an entry in the words of the web pages: its marks, its evidence, who it is for, when it was checked."""

import datetime as dt
from typing import NamedTuple

from peerdir import freshness, words
from peerdir.records import (
    Capacity,
    Contact,
    Decision,
    Directory,
    Eligibility,
    Evidence,
    Linkage,
    Ongoing,
    PeerSupporters,
    Program,
    Referral,
    ReferralContact,
    Verification,
)

# The four key functions (Peers for Progress), in words for readers, where no vocabulary says them.
FUNCTIONS = {
    "daily_management": (
        "Help with daily life",
        "Eating well, being active, taking medicine and handling stress, day by day.",
    ),
    "social_emotional": (
        "Social and emotional support",
        "Somebody who listens, gives comfort and has been through it too.",
    ),
    "linkage": (
        "Links to care and community",
        "Help to see a doctor or nurse, and to find other services nearby.",
    ),
    "ongoing": (
        "Ongoing support",
        "Contact that goes on for as long as people need it.",
    ),
}
RIGHT_TO_LEFT = frozenset(("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
RIGHT_TO_LEFT_SCRIPTS = frozenset(("Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"))
CRITERIA = {
    "four-functions": "Gives all four kinds of support",
    "lived-experience": "Peers who have been through it",
    "training": "Training",
    "supervision": "Support for the supporters",
    "ethics-confidentiality": "Privacy and ethics",
    "boundaries-crisis": "What to do in a crisis",
    "linkage": "Links to care",
    "governance": "How it is run",
    "experience": "Experience",
    "accreditation": "Accreditation",
    "outcomes": "Results",
    "participant-voice": "A say for the people who take part",
}
EVIDENCE = {
    "accreditation": "accreditation",
    "certificate": "certificate",
    "evaluation": "evaluation",
    "publication": "publication",
    "site-visit": "visit on site",
    "policy": "written policy",
    "curriculum": "training plan",
    "membership": "membership",
    "reference": "reference",
    "self-report": "told by the program itself",
}
DECISIONS = {
    "included": "Meets the policy of this directory. Decided on {date}.",
    "provisional": "Included for a trial time. Decided on {date}.",
    "withdrawn": "No longer included. Decided on {date}.",
}
ASKED = {
    "capacity": "Had room when asked on {date}.",
    "waitlist": "Had a waitlist when asked on {date}.",
    "no-capacity": "Was full when asked on {date}.",
    "additional-assessment-required": "When asked on {date}: ask first if there is room.",
}
WAYS = {
    "phone": "by phone",
    "fax": "by fax",
    "email": "by e-mail",
    "web-form": "with a form on the web",
    "ehr": "through the health record system",
    "in-person": "in person",
}
COMPENSATION = {
    "volunteer": "Volunteers",
    "stipend": "Get a stipend",
    "hourly": "Paid by the hour",
    "salaried": "On a salary",
}
LINKS_TO = {"clinical-care": "clinical care", "community-resources": "community resources"}
DURATION = {"open-ended": "For as long as people want.", "fixed-term": "For a set time."}


class Mark(NamedTuple):
    """What a reader must know before calling, in words; `kind` is a class of the style sheet."""

    kind: str
    words: str


def marks(program: Program, directory: Directory, today: dt.date) -> list[Mark]:
    """Say what stands in the way of just going there: paused, full, or not checked for long."""
    found = [Mark("paused", "Paused for now")] if program.status == "paused" else []
    room = program.referral and program.referral.capacity
    if room and program.listed and freshness.is_current(room, today):
        found.append(Mark(room.status, words.CAPACITY[room.status]))
    if freshness.is_stale(program, directory, today):
        found.append(Mark("stale", f"Call first: {_unchecked(program.verification)}"))
    return found


def _unchecked(verification: Verification | None) -> str:
    return f"not checked since {words.date(verification.verified_on)}" if verification else "not checked yet"


def capacity(room: Capacity, today: dt.date) -> str:
    """Say whether there is room and when that was true; an old answer is told as one."""
    said = ASKED[room.status].format(date=words.date(room.as_of))
    return said if freshness.is_current(room, today) else f"{said} That was some time ago, so please ask."


def verified(verification: Verification) -> str:
    """Say when and how an entry was last checked."""
    return f"{words.date(verification.verified_on)}, {words.METHODS[verification.method]}"


def evidence(item: Evidence, today: dt.date) -> str:
    """Say in one sentence what shows that a program is credible."""
    title = f"“{item.title}”, " if item.title else ""
    parts = [f"{title}{EVIDENCE[item.type]} from {item.issuer}, {words.date(item.issued)}"]
    if item.expires:
        parts.append(f"{'valid until' if item.expires >= today else 'ended on'} {words.date(item.expires)}")
    if item.checked_on:
        parts.append(f"we looked at it on {words.date(item.checked_on)}")
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}."


def decision(made: Decision) -> str:
    """Say what was decided about a program's place in the directory."""
    said = DECISIONS[made.result].format(date=words.date(made.date))
    return f"{said} Policy: {made.policy}." if made.policy else said


def direction(language: str) -> str:
    """Return "rtl" for a language written from right to left, else "ltr"; a script in the code decides."""
    primary, *rest = language.split("-")
    script = next((part for part in rest if len(part) == 4), "")
    right = script in RIGHT_TO_LEFT_SCRIPTS if script else primary in RIGHT_TO_LEFT
    return "rtl" if right else "ltr"


def in_short(program: Program, directory: Directory, today: dt.date) -> list[str]:
    """Return what else a card says on one line: what it costs, and when the entry was checked unless a mark says so."""
    price, checked = program.cost, program.verification
    said = ["Free" if price.free else "There is a cost"] if price else []
    if checked and not freshness.is_stale(program, directory, today):
        said.append(f"Checked {words.date(checked.verified_on)}")
    return said


def since(started: int | str) -> str:
    """Write when a program began: a year, a month or a day."""
    year, *rest = str(started).split("-")
    try:
        day = dt.date(int(year), *map(int, [*rest, "1", "1"][:2]))
    except (TypeError, ValueError):
        return str(started)
    return {0: f"{day:%Y}", 1: f"{day:%B %Y}"}.get(len(rest), words.date(day))


def ways_to_refer(referral: Referral) -> str:
    """Say in sentences how people can be referred, and whether they can come by themselves."""
    ways = [WAYS[method] for method in referral.methods if method in WAYS]
    said = ["People can come by themselves."] if "self" in referral.methods else []
    if ways:
        said.append(f"You can refer {words.join(ways, 'or')}.")
    return " ".join(said)


def conditions_to_join(eligibility: Eligibility) -> list[str]:
    """Say what somebody must bring to join: age, home, diagnosis, referral."""
    said = [words.ages(eligibility)]
    if eligibility.residency:
        said.append(f"Where people live: {eligibility.residency}")
    if eligibility.diagnosis_required is not None:
        said.append("A diagnosis is needed." if eligibility.diagnosis_required else "No diagnosis is needed.")
    if eligibility.referral_required is not None:
        said.append("A referral is needed." if eligibility.referral_required else "No referral is needed.")
    return [line for line in said if line]


def supporters(about: PeerSupporters) -> list[tuple[str, str]]:
    """Return what is known about the peer supporters, as pairs of a heading and words."""
    hours = f"{about.training_hours:g} hours" if about.training_hours is not None else ""
    checked = {True: "Yes", False: "No", None: ""}[about.background_check]
    pairs = [
        ("Lived experience", about.lived_experience),
        ("Training", ", ".join(part for part in (hours, about.curriculum) if part)),
        ("Certificate", about.certification),
        ("Who supports them", about.supervision),
        ("Pay", COMPENSATION[about.compensation] if about.compensation else ""),
        ("Background check", checked),
        ("Code of ethics", about.ethics_code),
    ]
    return [(heading, said) for heading, said in pairs if said]


def aside(function: object) -> str:
    """Say what one of the four functions adds to its activities: where it links to, or how long it lasts."""
    match function:
        case Linkage(links_to=links) if links:
            return f"Links to {words.join([LINKS_TO[link] for link in links])}."
        case Ongoing(duration=str(duration)):
            return DURATION[duration]
        case _:
            return ""


def first_contact(program: Program) -> Contact | None:
    """Return the contact a card shows: the first for everybody with a phone number, else the first for everybody."""
    public = [contact for contact in program.contacts if contact.visibility == "public"]
    return next((contact for contact in public if contact.phone), next(iter(public), None))


def contact_name(contact: Contact | ReferralContact) -> str:
    """Return what to ask for: the desk or person, else the role; "public" is no name."""
    return contact.name or (contact.role if contact.role.casefold() != "public" else "Contact")
