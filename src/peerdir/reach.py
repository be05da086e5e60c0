"""From where people can join a program: only in the countries it has places in, or from anywhere."""

from peerdir.records import Program

# Where and how people meet who are far from one another. Beside meetings in a place, calls and texts are only a part.
FAR_PLACES = frozenset(("virtual", "phone"))
FAR_WAYS = frozenset(("phone", "text", "video", "online-forum"))


def countries(program: Program) -> frozenset[str]:
    """Return the countries in which a program has places; none if no address tells one."""
    return frozenset(place.address.country for place in program.locations if place.address)


def is_joined_from_anywhere(program: Program) -> bool:
    """Tell whether people far away can join; a program that names the areas it serves is for those."""
    meets_far = any(place.type in FAR_PLACES for place in program.locations) or any(
        slot.online for slot in program.schedule
    )
    is_far = bool(program.modalities) and FAR_WAYS.issuperset(program.modalities)
    return not program.service_area and (meets_far or is_far)


def is_elsewhere(program: Program, country: str) -> bool:
    """Tell whether whoever joins a program has to come to another country than this one."""
    there = countries(program)
    return bool(there) and country not in there and not is_joined_from_anywhere(program)
