"""From where people can join a program: only in the countries it has places in, or from anywhere."""

from peerdir.records import Program

# Places that are everywhere.
ANYWHERE = frozenset(("virtual", "phone"))


def countries(program: Program) -> frozenset[str]:
    """Return the countries in which a program has places; none if no address tells one."""
    return frozenset(place.address.country for place in program.locations if place.address)


def is_elsewhere(program: Program, country: str) -> bool:
    """Tell whether whoever joins a program has to come to another country than this one."""
    there = countries(program)
    return bool(there) and country not in there and not any(place.type in ANYWHERE for place in program.locations)
