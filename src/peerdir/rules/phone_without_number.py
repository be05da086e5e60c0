"""A meeting by telephone at a fixed time needs a number to dial, somewhere in the entry.

Bad:

    locations: [{key: line, type: phone}]
    schedule: [{location: line, freq: weekly, byday: [TU], start: "18:00"}]
    contacts: [{role: public, email: hello@example.org}]

Good:

    locations: [{key: line, type: phone}]
    schedule:
      - {location: line, freq: weekly, byday: [TU], start: "18:00", online: {phone: "+1-619-555-0153"}}
    contacts: [{role: public, email: hello@example.org}]
"""

import re
from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.records import Program
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
NUMBER = re.compile(r"(?:[0-9][ ().-]{0,2}){6}")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at every meeting by phone of a listed program; by appointment it may be the program that calls."""
    del context
    program = entry.program
    if not program.listed or _can_be_dialed(program):
        return
    lines = {location.key for location in program.locations if location.type == "phone"}
    for index, slot in enumerate(program.schedule):
        reached = slot.by_appointment or (slot.online and (slot.online.phone or slot.online.url))
        if slot.location in lines and slot.freq and not reached:
            message = f'"{slot.location}" has no number to dial; add `online: {{phone: …}}`, or a phone to a contact'
            yield ("schedule", index, "location"), message


def _can_be_dialed(program: Program) -> bool:
    """Whether there is a phone for everybody, be it in words."""
    texts = [text for line in program.locations for text in (line.name, line.area, line.url, line.transportation)]
    texts += [program.summary, program.description, *(slot.title for slot in program.schedule)]
    said = any(NUMBER.search(text or "") for text in texts)
    return said or any(contact.phone and contact.visibility == "public" for contact in program.contacts)
