"""A referral contact that gives only an organization and a role must find that role in the organization's file.

Otherwise the contact has no phone and no e-mail, and nobody can call it.

Bad:

    referral:
      methods: [phone]
      program_contacts: [{role: Manager, phone: "+1-619-555-0120"}]
      health_care_contacts: [{organization: example-clinic, role: Head of parking}]
      escalation: Peers call 911 or 988.

Good:

    referral:
      methods: [phone]
      program_contacts: [{role: Manager, phone: "+1-619-555-0120"}]
      health_care_contacts: [{organization: example-clinic, role: Referral coordinator}]
      escalation: Peers call 911 or 988.
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.readiness import SIDES, Point, nearest_roles, points, reachable
from peerdir.reading.collection import Entry
from peerdir.records import Organization
from peerdir.rule import Context, Finding

SEVERITY = Severity.ERROR


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look up the role of every referral contact that nobody can reach."""
    for side, field in SIDES.items():
        for point in points(entry.program, side, context.collection):
            if point.organization and reachable(point) == "missing":
                yield ("referral", field, point.number - 1, "role"), _message(point, point.organization)


def _message(point: Point, organization: Organization) -> str:
    role, path = point.contact.role, f"organizations/{organization.id}.yaml"
    if point.listed:
        return f'"{role}" in {path} has no phone and no e-mail; add one there'
    roles = nearest_roles(role, organization) or [known.role for known in organization.contacts]
    hint = f"its roles: {', '.join(roles)}" if roles else "it lists no contacts"
    return f'"{role}" is no role in {path}, so there is no number; {hint}'
