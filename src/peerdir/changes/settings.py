"""What changed in the settings that readers see: the emergency lines above all, and whom to write to."""

from collections.abc import Iterator

from peerdir.changes.people import contacts
from peerdir.changes.told import Change, Context, Detail
from peerdir.folders import SETTINGS
from peerdir.records import Directory, EmergencyLine

TEXTS = {
    "title": "the name of the directory",
    "publisher": "the publisher",
    "inclusion_policy": "how programs are chosen",
    "disclaimer": "the note that listing is no endorsement",
}


def settings(context: Context) -> Iterator[Change]:
    """Yield one change with the id "directory.yaml", which no program can have, if readers see other settings now."""
    # Settings that could not be read have a stand-in, which nobody wrote.
    if not all(any(entry.kind == "directory" for entry in side.entries) for side in (context.before, context.after)):
        return
    old, new = context.before.directory, context.after.directory
    found = tuple(_details(old, new, context))
    if found:
        yield Change(kind="changed", id=SETTINGS, name=new.title, details=found)


def _details(old: Directory, new: Directory, context: Context) -> Iterator[Detail]:
    yield from _emergency(old.emergency, new.emergency)
    yield from contacts("contact", (old.contact,), (new.contact,), context)
    for name, words in TEXTS.items():
        if getattr(old, name) != getattr(new, name):
            yield Detail(field=name, text=f"{words} changed")


def _emergency(before: tuple[EmergencyLine, ...], after: tuple[EmergencyLine, ...]) -> Iterator[Detail]:
    old, new = ({line.name: line for line in lines} for lines in (before, after))
    for name, line in new.items():
        was = old.get(name)
        if was is None:
            yield Detail(field="emergency", text=f"new emergency line: {name}, {line.phone}", after=line.phone)
        elif was.phone != line.phone:
            text = f"the emergency number of {name} changed from {was.phone} to {line.phone}"
            yield Detail(field="emergency.phone", text=text, before=was.phone, after=line.phone)
        elif was.note != line.note:
            yield Detail(field="emergency.note", text=f"what to know about {name} changed", after=line.note)
    for name in (one for one in old if one not in new):
        yield Detail(field="emergency", text=f"no longer an emergency line: {name}", before=old[name].phone)
