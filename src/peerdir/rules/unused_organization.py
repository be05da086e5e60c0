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

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.records import Program
from peerdir.rule import Fact, Finding, Known

SEVERITY = Severity.WARNING


def facts(entry: Entry) -> Fact:
    """Return the organizations a program names, or the id of an organization."""
    if isinstance(entry.record, Program):
        return {"names": sorted(set(_organizations(entry.record)))}
    return {"is": entry.id} if entry.kind == "organization" else None


def compare(known: Known) -> Iterator[tuple[str, Finding]]:
    """Gather all names that programs use; while one of them leads nowhere, or a program is broken, say nothing."""
    files = {path: fact for path, fact in known.items() if path.startswith(("programs/", "organizations/"))}
    used = {name for fact in files.values() if fact for name in fact.get("names", ())}
    broken = any(fact is None for path, fact in files.items() if path.startswith("programs/"))
    if broken or any(f"organizations/{name}.yaml" not in files for name in used):
        return
    for path, fact in files.items():
        if fact and "is" in fact and fact["is"] not in used:
            message = f'no program refers to "{fact["is"]}"; name it in a program, or delete the file'
            yield path, (("name",), message)


def _organizations(program: Program) -> Iterator[str]:
    yield program.organization
    if referral := program.referral:
        for contact in (*referral.program_contacts, *referral.health_care_contacts):
            if contact.organization:
                yield contact.organization
