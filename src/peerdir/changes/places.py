"""Where a program meets. The address of a place that has become confidential is told to nobody again."""

from collections.abc import Iterator, Mapping

from peerdir import words
from peerdir.changes.nouns import NOUNS
from peerdir.changes.told import Context, Detail
from peerdir.changes.values import compared, listed
from peerdir.records import Location, Program

FIELD = "locations"
NAMES = {"physical": "a place to go to", "virtual": "online", "phone": "by phone", "confidential": "confidential"}


def hides_a_place(before: Program, after: Program) -> bool:
    """Tell whether a confidential place is new: then any former place may be the one that is to be hidden."""
    return bool(_confidential(after) - _confidential(before))


def _confidential(program: Program) -> set[str]:
    return {place.key for place in program.locations if place.type == "confidential"}


def places(before: Program, after: Program, context: Context, *, guarded: bool) -> Iterator[Detail]:
    """Say which places are new, left or different; with `guarded` no former place is named."""
    old, new = _by_key(before), _by_key(after)
    for key in old:
        if key in new:
            yield from _one(old[key], new[key], context)
    for key in (one for one in old if one not in new):
        was = None if guarded else _said(old[key], context)
        yield Detail(
            field=FIELD, text=f"no longer: {was}" if was else "no longer at one of its former places", before=was
        )
    for key in (one for one in new if one not in old):
        now = _said(new[key], context)
        yield Detail(field=FIELD, text=f"now also: {now}", after=now)


def _by_key(program: Program) -> Mapping[str, Location]:
    return {place.key: place for place in program.locations}


def _said(place: Location, context: Context) -> str:
    return words.place(place, context.after.country(place.address))


def _one(old: Location, new: Location, context: Context) -> Iterator[Detail]:
    if new.type == "confidential" and old.type != "confidential":
        yield Detail(field="locations.type", text=f"a place is confidential now: {new.area}", after=new.area)
        return
    if old.type != new.type:
        text = f"a place changed from {NAMES[old.type]} to {NAMES[new.type]}: {_said(new, context)}"
        yield Detail(field="locations.type", text=text, before=NAMES[old.type], after=NAMES[new.type])
    yield from _address(old, new, context)
    of = f" ({new.name or new.area or new.key})"
    for name in ("name", "area", "url", "transportation"):
        noun = NOUNS[f"locations.{name}"]
        yield from compared(
            f"locations.{name}", getattr(old, name), getattr(new, name), noun, of if name != "name" else ""
        )
    if (old.latitude, old.longitude) != (new.latitude, new.longitude):
        yield Detail(field="locations.latitude", text=f"the point on the map changed{of}")
    yield from listed("locations.accessibility", old.accessibility, new.accessibility, context)


def _address(old: Location, new: Location, context: Context) -> Iterator[Detail]:
    if old.address == new.address:
        return
    was, now = (
        words.address(place.address, context.after.country(place.address)) if place.address else None
        for place in (old, new)
    )
    regions = [place.address.region if place.address else None for place in (old, new)]
    if was == now and regions[0] != regions[1]:
        text = (
            f"the region of {now} changed to {regions[1]}" if regions[1] else f"the region of {now} is no longer given"
        )
    elif was and now:
        text = f"moved from {was} to {now}"
    else:
        text = f"the address is now given: {now}" if now else "the address is no longer given"
    yield Detail(field="locations.address", text=text, before=was if now else None, after=now)
