"""An organization that no program names is never shown, and nobody keeps its numbers up to date.

Bad:

    # organizations/example-club.yaml
    name: Example Club
    type: community-organization

Good:

    organization: example-club

    # organizations/example-club.yaml
    name: Example Club
    type: community-organization
"""

from collections.abc import Iterator

from peerdir.collection import Entry
from peerdir.diagnostic import Severity
from peerdir.records import Program
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING


def check_collection(context: Context) -> Iterator[tuple[Entry, Finding]]:
    """Gather all names that programs use; while one of them leads nowhere, or a program is broken, say nothing."""
    collection = context.collection
    used = {name for program in collection.programs for name in _organizations(program)}
    if len(collection.programs) < len(collection.ids["program"]) or not used <= collection.ids["organization"]:
        return
    for entry in collection.entries:
        if entry.kind == "organization" and entry.id not in used:
            message = f'no program refers to "{entry.id}"; name it in a program, or delete the file'
            yield entry, (("name",), message)


def _organizations(program: Program) -> Iterator[str]:
    yield program.organization
    if referral := program.referral:
        for contact in (*referral.program_contacts, *referral.health_care_contacts):
            if contact.organization:
                yield contact.organization
