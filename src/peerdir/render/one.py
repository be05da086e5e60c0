"""One program, whole: as text for a terminal, or as data."""

import dataclasses
import datetime as dt
import io
import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from peerdir import words
from peerdir.clean import clean
from peerdir.freshness import alert_text, is_stale
from peerdir.reading.collection import Collection
from peerdir.records import Contact, Program, ReferralContact, Slot

Section = tuple[str, list[str]]
WIDEST = 88


def render(program: Program, collection: Collection, format: str, *, today: dt.date, width: int | None = None) -> str:  # noqa: A002
    """Write a program as "text", "json" or "yaml"; text wraps and has bold headings on a terminal `width` wide."""
    match format:
        case "json":
            return json.dumps(plain(program), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
        case "yaml":
            return _yaml(plain(program))
        case _:
            return _text(program, collection, today, width)


def plain(value: Any) -> Any:
    """Turn a record into plain data with the schema's field names; what is empty is left out."""
    if dataclasses.is_dataclass(value):
        fields = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {name.rstrip("_"): plain(inner) for name, inner in fields if inner is not None and inner not in ((), {})}
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _yaml(data: Any) -> str:
    from ruamel.yaml import YAML

    stream, yaml = io.StringIO(), YAML(typ="rt")
    yaml.width, yaml.allow_unicode = 120, True
    yaml.dump(data, stream)
    return stream.getvalue()


def _text(program: Program, collection: Collection, today: dt.date, width: int | None) -> str:
    """Headings in bold on a terminal; plain lines in a pipe."""
    lines = [_bold(clean(program.name), width), *_wrap(program.summary, "", width), ""]
    for heading, rows in sections(program, collection, today):
        if rows:
            lines.append(_bold(heading, width))
            lines += [line for row in rows for line in _wrap(row, "  ", width)]
    return "\n".join(lines) + "\n"


def _bold(text: str, width: int | None) -> str:
    return f"\x1b[1m{text}\x1b[0m" if width else text


def _wrap(text: str, indent: str, width: int | None) -> list[str]:
    shown = clean(" ".join(text.split()))
    if not width:
        return [indent + shown]
    return textwrap.wrap(shown, min(width, WIDEST), initial_indent=indent, subsequent_indent=indent + "  ")


def sections(program: Program, collection: Collection, today: dt.date) -> Iterator[Section]:
    """Yield the parts of an entry in the order in which a coordinator needs them."""
    yield "Note", [text for text in (_status(program, collection, today), alert_text(program, today)) if text]
    yield "Reach", [_contact(contact) for contact in program.contacts]
    yield "For", list(_for_whom(program, collection))
    yield "When and where", list(_when_and_where(program, collection))
    yield "How", _labels(program, collection, "modalities")
    yield "Helps with", _labels(program, collection, "needs")
    yield "Languages", [_language(program, collection)] if program.languages else []
    for name, function in program.functions:
        gap = [f"Not yet: {function.gap}"] if function.gap else []
        yield collection.label("functions", name), [f"- {activity}" for activity in function.activities] + gap
    yield "More", (program.description or "").split("\n\n") if program.description else []
    yield "Cost", [words.cost(program.cost)] if program.cost else []
    yield "Who to call for a referral", list(_referral_contacts(program))
    yield "How to refer", list(_referral(program))
    yield "Run by", [_organization(program, collection)]
    yield "Last checked", [_verified(program)] if program.verification else []
    yield "How we know", _credibility(program, collection, today) if program.listed else []
    yield "Links", [f"{link.title}: {link.url}" for link in program.links]
    yield "Sources", list(program.sources)


def _labels(program: Program, collection: Collection, vocabulary: str) -> list[str]:
    codes = getattr(program, vocabulary)
    return [", ".join(collection.label(vocabulary, code) for code in codes)] if codes else []


def _status(program: Program, collection: Collection, today: dt.date) -> str | None:
    if program.status == "historical":
        return "An example to learn from; not a program to refer to."
    if not program.listed:
        return f"Status: {program.status}."
    notes = ["Paused for now."] if program.status == "paused" else []
    if is_stale(program, collection.directory, today):
        notes.append("Call first: nobody has checked this entry for a long time.")
    return " ".join(notes) or None


def _contact(contact: Contact | ReferralContact) -> str:
    reach = [contact.phone, contact.email, getattr(contact, "url", None), contact.hours]
    staff = "for staff only" if contact.visibility == "staff" else None
    who = ", ".join(part for part in (contact.name, contact.role if contact.role != "public" else None) if part)
    return " · ".join(part for part in (who, *reach, staff) if part)


def _for_whom(program: Program, collection: Collection) -> Iterator[str]:
    yield ", ".join(collection.label("conditions", code) for code in program.conditions)
    if program.populations:
        yield ", ".join(collection.label("populations", code) for code in program.populations)
    eligibility = program.eligibility
    if eligibility is None:
        return
    parts = [eligibility.description, words.ages(eligibility), eligibility.residency]
    parts += ["A diagnosis is needed"] if eligibility.diagnosis_required else []
    parts += ["A referral is needed"] if eligibility.referral_required else []
    yield from (part for part in parts if part)
    yield from (f"Not for: {text}" for text in eligibility.excludes)


def _when_and_where(program: Program, collection: Collection) -> Iterator[str]:
    for location in program.locations:
        where = words.place(location, collection.country(location.address))
        times = [_meeting(slot) for slot in program.schedule if slot.location == location.key]
        yield ": ".join(part for part in (where, "; ".join(times)) if part)
        notes = [collection.label("accessibility", code) for code in location.accessibility]
        if notes or location.transportation:
            yield f"  {'. '.join(part for part in (', '.join(notes), location.transportation) if part)}"


def _meeting(slot: Slot) -> str:
    except_ = f" (not on {words.join([words.date(day) for day in slot.except_], 'or')})" if slot.except_ else ""
    return f"{f'{slot.title}, ' if slot.title else ''}{words.schedule(slot)}{except_}"


def _language(program: Program, collection: Collection) -> str:
    def one(code: str, level: str, note: str | None) -> str:
        extra = ", ".join(part for part in ("interpreter" if level == "interpreter" else None, note) if part)
        return collection.label("languages", code) + (f" ({extra})" if extra else "")

    return ", ".join(one(offer.code, offer.level, offer.note) for offer in program.languages)


def _referral_contacts(program: Program) -> Iterator[str]:
    referral = program.referral
    for side, contacts in (
        ("The program", referral.program_contacts if referral else ()),
        ("Health care", referral.health_care_contacts if referral else ()),
    ):
        for contact in contacts:
            confirmed = f" · confirmed {words.date(contact.confirmed_on)}" if contact.confirmed_on else ""
            backup = f" · else: {contact.backup}" if contact.backup else ""
            yield f"{side}: {_contact(contact)}{backup}{confirmed}"


def _referral(program: Program) -> Iterator[str]:
    referral = program.referral
    if referral is None:
        return
    if "self" in referral.methods:
        yield "People can come by themselves"
    others = [words.REFERRAL_METHODS[method].lower() for method in referral.methods if method != "self"]
    if others:
        yield f"You can refer by {words.join(others, 'or')}"
    yield from (f"{number}. {step}" for number, step in enumerate(referral.steps, 1))
    if referral.response_days is not None:
        yield f"The program answers within {referral.response_days} working days"
    if referral.capacity:
        note = f". {referral.capacity.note}" if referral.capacity.note else ""
        yield f"{words.CAPACITY[referral.capacity.status]}, said on {words.date(referral.capacity.as_of)}{note}"
    for name, text in (
        ("Papers", ", ".join(referral.required_documents)),
        ("Consent", referral.consent),
        ("What became of it", referral.feedback),
        ("Agreement", referral.agreement.kind if referral.agreement else None),
        ("In danger", referral.escalation),
    ):
        if text:
            yield f"{name}: {text}"


def _organization(program: Program, collection: Collection) -> str:
    organization = collection.organization(program.organization)
    return organization.name if organization else program.organization


def _credibility(program: Program, collection: Collection, today: dt.date) -> list[str]:
    """Say what shows that the program is credible, in the sentences of the public page."""
    from peerdir.credibility import summary
    from peerdir.render.credibility import wording

    return wording.sentences(summary(program, collection.policy, today), wording.wording())


def _verified(program: Program) -> str:
    verification = program.verification
    if verification is None:
        return ""
    return f"{words.date(verification.verified_on)}, {words.METHODS[verification.method]}"
