"""An entry under another id: its file, everything that refers to it, and the old id kept, so that old links lead on."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from peerdir.diagnostic import Pointer
from peerdir.edit.change import add, put, take_out
from peerdir.reading.collection import Collection, Entry
from peerdir.reading.layout import path_of
from peerdir.reading.source import Source


class Renamed(NamedTuple):
    """What is to be done, in this order: the new file, the changed ones with what they hold now, and the old one."""

    path: str
    new: bytes
    changed: Mapping[str, tuple[bytes, bytes]]
    old_path: str
    old: bytes


def renamed(entry: Entry, new_id: str, collection: Collection) -> Renamed:
    """Work out how an entry gets the id `new_id`. Raises ChangeError when a file can only be changed by hand."""
    source = _with_former_id(entry.source, entry.kind, entry.id, new_id)
    others = {}
    for other in collection.entries:
        if other.kind == "program" and entry.kind == "organization":
            after = _pointed(other, entry.id, new_id)
            if after.raw != other.source.raw:
                others[other.path] = (other.source.raw, after.raw)
    return Renamed(path_of(entry.kind, new_id), source.raw, others, entry.path, entry.source.raw)


def _with_former_id(source: Source, kind: str, old: str, new: str) -> Source:
    """Write the new id where the old one stands, and keep the old one; an id it had before and has again is none."""
    if "id" in source.data:
        source = put(source, kind, ("id",), new)
    former = source.data.get("former_ids", [])
    if new in former:
        source = take_out(source, ("former_ids", former.index(new)))
    return add(source, kind, ("former_ids",), old)


def _pointed(entry: Entry, old: str, new: str) -> Source:
    """Write the new id everywhere a program names the organization."""
    source = entry.source
    for pointer in list(_references(source.data, old)):
        source = put(source, entry.kind, pointer, new)
    return source


def _references(data: Mapping[str, Any], id_: str) -> Iterator[Pointer]:
    if data.get("organization") == id_:
        yield ("organization",)
    for side in ("program_contacts", "health_care_contacts"):
        for index, contact in enumerate((data.get("referral") or {}).get(side, ())):
            if contact.get("organization") == id_:
                yield ("referral", side, index, "organization")
