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

import difflib
from collections.abc import Iterator

from peerdir.audience import fill, role_of
from peerdir.collection import Entry
from peerdir.diagnostic import Severity
from peerdir.rule import Context, Finding

SEVERITY = Severity.ERROR


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look up the role of every referral contact that has no phone or e-mail of its own."""
    referral = entry.program.referral
    sides = {
        "program_contacts": referral.program_contacts if referral else (),
        "health_care_contacts": referral.health_care_contacts if referral else (),
    }
    for side, index, contact in ((side, i, c) for side, contacts in sides.items() for i, c in enumerate(contacts)):
        organization = context.collection.organization(contact.organization or "")
        filled = fill(contact, context.collection)
        if organization is None or filled.phone or filled.email:
            continue
        if role_of(organization, contact.role):
            message = (
                f'"{contact.role}" in organizations/{organization.id}.yaml has no phone and no e-mail; add one there'
            )
        else:
            roles = [known.role for known in organization.contacts]
            nearest = difflib.get_close_matches(contact.role, roles, 1) or roles
            hint = f"its roles: {', '.join(nearest)}" if roles else "it lists no contacts"
            message = (
                f'"{contact.role}" is no role in organizations/{organization.id}.yaml, so there is no number; {hint}'
            )
        yield ("referral", side, index, "role"), message
