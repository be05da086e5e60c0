"""A referral as HL7 FHIR R4: a bundle to be completed in a clinic's own system. It says nothing about a person.

`ServiceRequest.subject` is required by R4; here it has no reference, only the extension that says why, and words that
say who completes it. Codes are given only where R4 itself or HL7's SDOH Clinical Care guide has them; all else is text.
"""

import json
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from peerdir import freshness, words
from peerdir.readiness import Point, points
from peerdir.records import Capacity, Contact, Organization, Program, Referral, ReferralContact
from peerdir.render.booklet.passages import sentence
from peerdir.render.leaflets import Issue
from peerdir.render.referral.sheet import open_protocol

Resource = dict[str, Any]
NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://hl7.org/fhir/R4/bundle.html#peerdir")
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
SDOHCC = "http://hl7.org/fhir/us/sdoh-clinicalcare"
CAPACITY = f"{SDOHCC}/StructureDefinition/SDOHCC-ExtensionHealthcareServiceCapacityStatus"
CAPACITY_CODES = f"{SDOHCC}/CodeSystem/SDOHCC-CodeSystemTemporaryCodes"
CAPACITY_NAMES = {
    "capacity": "Has Capacity",
    "waitlist": "No Capacity - Has Waitlist",
    "no-capacity": "No Capacity",
    "additional-assessment-required": "Additional Assessment Required",
}
METHODS = "http://terminology.hl7.org/CodeSystem/service-referral-method"
METHOD_CODES = {"phone": "phone", "fax": "fax", "ehr": "elec"}
LANGUAGES = "urn:ietf:bcp:47"
COMPLETE = "to be completed in your own system"
KIND = "Peer support"


def render(program: Program, organization: str | None, issue: Issue) -> bytes:
    """Return the bundle of a program and of the health care organization that refers to it, as JSON in UTF-8.

    Raises LeafletError for a program to which nobody can be referred.
    """
    entries = list(_entries(program, open_protocol(program), organization, issue))
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    return (json.dumps(bundle, ensure_ascii=False, indent=2) + "\n").encode()


def _entries(program: Program, protocol: Referral, organization: str | None, issue: Issue) -> Iterator[Resource]:
    ours = issue.collection.organization(program.organization)
    theirs = issue.collection.organization(organization) if organization else None
    mine = points(program, "program", issue.collection)
    every = points(program, "health-care", issue.collection)
    yield _entry(_request(program, protocol, theirs, issue))
    yield _entry(_service(program, protocol, ours, issue))
    if ours:
        yield _entry(_organization(ours, mine))
    if theirs and theirs != ours:
        yield _entry(_organization(theirs, [one for one in every if one.contact.organization == organization]))


def _entry(resource: Resource) -> Resource:
    return {"fullUrl": _urn(resource["resourceType"], resource["id"]), "resource": resource}


def _urn(kind: str, id: str) -> str:  # noqa: A002 - the field's own name
    return f"urn:uuid:{uuid.uuid5(NAMES, f'{kind}/{id}')}"


def _to(kind: str, id: str, name: str) -> Resource:  # noqa: A002
    return {"reference": _urn(kind, id), "display": name}


def _text(text: str) -> Resource:
    return {"text": text}


def _known(**fields: Any) -> Resource:
    """Leave out what is empty: FHIR has no empty values."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _request(program: Program, protocol: Referral, theirs: Organization | None, issue: Issue) -> Resource:
    """Return the draft of an order; who it is for, and why, is completed elsewhere."""
    absent = {"url": ABSENT, "valueCode": "temp-unknown"}
    return _known(
        resourceType="ServiceRequest",
        id=f"{program.id}-referral"[:64],
        status="draft",
        intent="order",
        code=_text(KIND),
        subject={"extension": [absent], "display": COMPLETE},
        authoredOn=issue.today.isoformat(),
        requester=theirs and _to("Organization", theirs.id, theirs.name),
        performer=[_to("HealthcareService", program.id, program.name)],
        note=[_text(note) for note in _notes(program, protocol)],
    )


def _notes(program: Program, protocol: Referral) -> Iterator[str]:
    """Yield the protocol in words."""
    yield from (f"Step {number}: {step}" for number, step in enumerate(protocol.steps, 1))
    yield from (f"Send along: {paper}" for paper in protocol.required_documents)
    if protocol.consent:
        yield f"Consent: {protocol.consent}"
    if protocol.response_days is not None:
        yield f"{program.name} answers within this many working days: {protocol.response_days}"
    if protocol.feedback:
        yield f"Feedback: {protocol.feedback}"
    if protocol.escalation:
        yield f"If somebody is in danger: {protocol.escalation}"


def _service(program: Program, protocol: Referral, ours: Organization | None, issue: Issue) -> Resource:
    collection = issue.collection
    return _known(
        resourceType="HealthcareService",
        id=program.id,
        extension=_capacity(protocol.capacity, issue),
        active=program.listed and program.status == "active",
        providedBy=ours and _to("Organization", ours.id, ours.name),
        type=[_text(KIND)],
        specialty=[_text(collection.label("conditions", code, "en")) for code in program.conditions],
        name=program.name,
        comment=program.summary,
        extraDetails=_details(program),
        telecom=[way for contact in program.contacts for way in _telecom(contact)],
        serviceProvisionCode=[_text(words.cost(program.cost))] if program.cost else None,
        eligibility=_eligibility(program, issue),
        communication=[
            {
                "coding": [{"system": LANGUAGES, "code": offer.code}],
                "text": collection.label("languages", offer.code, "en"),
            }
            for offer in program.languages
        ],
        referralMethod=[_method(method) for method in protocol.methods],
        availabilityExceptions=freshness.alert_text(program, issue.today),
    )


def _details(program: Program) -> str:
    """Return what happens for each function, and when, in words."""
    does = [text for _, function in program.functions for text in function.activities]
    when = [words.schedule(slot) for slot in program.schedule]
    return "\n\n".join(part for part in (" ".join(map(sentence, does)), "; ".join(when)) if part)


def _eligibility(program: Program, issue: Issue) -> list[Resource]:
    rules = program.eligibility
    groups = [{"code": _text(issue.collection.label("populations", code, "en"))} for code in program.populations]
    if rules is None:
        return groups
    said = [words.ages(rules), rules.description, rules.residency]
    excluded = [{"code": _text("Not for"), "comment": text} for text in rules.excludes]
    return [*groups, *({"code": _text(text)} for text in said if text), *excluded]


def _method(method: str) -> Resource:
    coding = [{"system": METHODS, "code": METHOD_CODES[method]}] if method in METHOD_CODES else None
    return _known(coding=coding, text=words.REFERRAL_METHODS[method])


def _capacity(capacity: Capacity | None, issue: Issue) -> list[Resource]:
    """Say whether there is room, as long as the answer is young enough to be repeated."""
    if capacity is None or not freshness.is_current(capacity, issue.today):
        return []
    note = " ".join(part for part in (f"As of {capacity.as_of.isoformat()}.", capacity.note) if part)
    coding = {"system": CAPACITY_CODES, "code": capacity.status, "display": CAPACITY_NAMES[capacity.status]}
    parts = [
        {"url": "capacityStatus", "valueCodeableConcept": {"coding": [coding]}},
        {"url": "capacityNotes", "valueString": note},
    ]
    return [{"url": CAPACITY, "extension": parts}]


def _organization(organization: Organization, found: Sequence[Point]) -> Resource:
    """Return an organization with its point of contact for referrals, as far as the audience may see it."""
    return _known(
        resourceType="Organization",
        id=organization.id,
        active=True,
        type=[_text(organization.type)],
        name=organization.name,
        telecom=[way for contact in organization.contacts for way in _telecom(contact)],
        contact=[_point(one) for one in found],
    )


def _point(point: Point) -> Resource:
    contact = point.contact
    return _known(
        purpose=_text(f"Referrals: {contact.role}"),
        name=_text(contact.name) if contact.name else None,
        telecom=list(_telecom(contact)),
    )


def _telecom(contact: Contact | ReferralContact) -> Iterator[Resource]:
    """Yield the ways to reach somebody; `use` is that of work, because a contact is a desk or a role."""
    for system in ("phone", "email", "url"):
        if value := getattr(contact, system, None):
            yield {"system": system, "value": value, "use": "work"}
