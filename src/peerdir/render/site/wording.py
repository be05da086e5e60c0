"""Facts of an entry in the words of the web pages: its marks, its evidence, who it is for, when it was checked."""

import datetime as dt
import re
from typing import NamedTuple

from markupsafe import Markup, escape

from peerdir import credibility, freshness, words
from peerdir.records import (
    Capacity,
    Contact,
    Cost,
    Directory,
    Eligibility,
    Evidence,
    LanguageOffer,
    Linkage,
    Ongoing,
    PeerSupporters,
    Program,
    Referral,
    ReferralContact,
    Verification,
)
from peerdir.render.site.speech import Speech


class Mark(NamedTuple):
    """What a reader must know before calling, in words; `kind` is a class of the style sheet."""

    kind: str
    words: str


def marks(program: Program, directory: Directory, today: dt.date, speech: Speech) -> list[Mark]:
    """Say what stands in the way of just going there: paused, full, or not checked for long."""
    found = [Mark("paused", speech.say("marks.paused"))] if program.status == "paused" else []
    room = program.referral and program.referral.capacity
    if room and program.listed and freshness.is_current(room, today):
        found.append(Mark(room.status, speech.when.capacity[room.status]))
    if freshness.is_stale(program, directory, today):
        found.append(Mark("stale", speech.say("marks.call_first", why=_unchecked(program.verification, speech))))
    return found


def _unchecked(verification: Verification | None, speech: Speech) -> Markup:
    if verification is None:
        return speech.say("marks.not_checked")
    return speech.say("marks.not_checked_since", date=speech.date(verification.verified_on))


def capacity(room: Capacity, today: dt.date, speech: Speech) -> Markup:
    """Say whether there is room and when that was true; an old answer is told as one."""
    said = speech.say(f"room.{room.status}", date=speech.date(room.as_of))
    return said if freshness.is_current(room, today) else said + " " + speech.say("room.old")


def verified(verification: Verification, speech: Speech) -> str:
    """Say when and how an entry was last checked."""
    return speech.when.comma.join((speech.date(verification.verified_on), speech.when.methods[verification.method]))


def evidence(item: Evidence, today: dt.date, speech: Speech) -> Markup:
    """Say in one sentence what shows that a program is credible."""
    kind = speech.say(f"trust.types.{item.type}")
    what = kind[:1].upper() + kind[1:]
    if item.title:
        what = speech.say("trust.titled", title=speech.own(item.title), kind=kind)
    parts = [speech.say("trust.evidence", what=what, issuer=item.issuer, date=speech.date(item.issued))]
    if item.expires:
        name = "ended_on" if credibility.is_expired(item, today) else "valid_until"
        parts.append(speech.say(f"trust.{name}", date=speech.date(item.expires)))
    if item.checked_on:
        parts.append(speech.say("trust.looked_at", date=speech.date(item.checked_on)))
    return escape(speech.between("; ")).join(parts) + speech.full_stop


def in_short(program: Program, directory: Directory, today: dt.date, speech: Speech) -> list[str]:
    """Return what else a card says on one line: what it costs, and when the entry was checked unless a mark says so."""
    price, checked = program.cost, program.verification
    said: list[str] = [speech.say("cost.free" if price.free else "cost.paid")] if price else []
    if checked and not freshness.is_stale(program, directory, today):
        said.append(speech.say("marks.checked", date=speech.date(checked.verified_on)))
    return said


def cost(price: Cost, speech: Speech, first: Speech) -> Markup:
    """Say what it costs; "free" is said once, also where a note begins with it in the directory's `first` language."""
    name = "cost.free" if price.free else "cost.paid"
    headline, note = speech.say(name), price.description
    if not note:
        return headline
    if note.casefold().startswith(headline.casefold()):
        return speech.own(note)
    said = re.match(rf"{re.escape(first.plain(name))}([.;,:] )(?=.)", note, re.IGNORECASE)
    stop, rest = (speech.between(said[1]), note[said.end() :]) if said else (speech.between(". "), note)
    return headline + stop + speech.own(rest)


def since(started: int | str, speech: Speech) -> str:
    """Write when a program began: a year, a month or a day."""
    year, *rest = str(started).split("-")
    try:
        day = dt.date(int(year), *map(int, [*rest, "1", "1"][:2]))
    except (TypeError, ValueError):
        return str(started)
    month = speech.when.month_of_year.format(month=speech.when.months[day.month - 1], year=f"{day:%Y}")
    return {0: f"{day:%Y}", 1: month}.get(len(rest), speech.date(day))


def ways_to_refer(referral: Referral, speech: Speech) -> Markup:
    """Say in sentences how people can be referred, and whether they can come by themselves."""
    ways = [speech.say(f"refer.ways.{method}") for method in referral.methods if method != "self"]
    said = [speech.say("refer.self")] if "self" in referral.methods else []
    if ways:
        said.append(speech.say("refer.you_can", ways=speech.join(ways, speech.when.or_word)))
    return escape(speech.blank).join(said)


def conditions_to_join(eligibility: Eligibility, speech: Speech) -> list[Markup]:
    """Say what somebody must bring to join: age, home, diagnosis, referral."""
    said = [escape(words.ages(eligibility, speech.when))]
    if eligibility.residency:
        said.append(speech.say("who.residency", residency=speech.own(eligibility.residency)))
    if eligibility.diagnosis_required is not None:
        said.append(speech.say("who.diagnosis" if eligibility.diagnosis_required else "who.no_diagnosis"))
    if eligibility.referral_required is not None:
        said.append(speech.say("who.referral" if eligibility.referral_required else "who.no_referral"))
    return [line for line in said if line]


def supporters(about: PeerSupporters, speech: Speech) -> list[tuple[str, str]]:
    """Return what is known about the peer supporters, as pairs of a heading and words."""
    hours = speech.say("peers.hours", hours=f"{about.training_hours:g}") if about.training_hours is not None else None
    check = {True: speech.say("peers.yes"), False: speech.say("peers.no"), None: None}[about.background_check]

    def own(text: str | None) -> Markup | None:
        return speech.own(text) if text else None

    pairs = [
        ("lived_experience", own(about.lived_experience)),
        ("training", escape(speech.when.comma).join(part for part in (hours, own(about.curriculum)) if part)),
        ("certificate", own(about.certification)),
        ("supervision", own(about.supervision)),
        ("pay", speech.say(f"peers.compensation.{about.compensation}") if about.compensation else None),
        ("background_check", check),
        ("ethics", own(about.ethics_code)),
    ]
    return [(speech.say(f"peers.{name}"), said) for name, said in pairs if said]


def aside(function: object, speech: Speech) -> Markup | str:
    """Say what one of the four functions adds to its activities: where it links to, or how long it lasts."""
    match function:
        case Linkage(links_to=links) if links:
            return speech.say("functions.links_to", links=speech.join(_link_names(links, speech)))
        case Ongoing(duration=str(duration)):
            return speech.say(f"functions.duration.{duration}")
        case _:
            return ""


def _link_names(links: tuple[str, ...], speech: Speech) -> list[Markup]:
    return [speech.say(f"functions.links.{link}") for link in links]


def offer(one: LanguageOffer, speech: Speech) -> Markup:
    """Name a language a program is given in, and whether somebody interprets."""
    language = speech.label("languages", one.code)
    return speech.say("program.interpreter", language=language) if one.level == "interpreter" else language


def first_contact(program: Program) -> Contact | None:
    """Return the contact a card shows: the first for everybody with a phone number, else the first for everybody."""
    public = [contact for contact in program.contacts if contact.visibility == "public"]
    return next((contact for contact in public if contact.phone), next(iter(public), None))


def contact_name(contact: Contact | ReferralContact, speech: Speech) -> Markup:
    """Return what to ask for: the desk or person, else the role; "public" is no name."""
    named = contact.name or (contact.role if contact.role.casefold() != "public" else None)
    return speech.phrase(named) if named else speech.say("contact.name")
