"""What a result tells, in the few words a table or a card has room for. Nothing here is made safe to print yet."""

import datetime as dt

from peerdir.cards.card import needs_call, room_now
from peerdir.places.distance import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from peerdir.query import Result

    Card = Mapping[str, Any]

ROOM = {"waitlist": "waitlist", "no-capacity": "full", "additional-assessment-required": "ask first"}
REACH = {"phone": "by phone", "online": "online", "home visit": "comes home", "serves the area": "serves the area"}


def marks(card: "Card", today: dt.date) -> list[str]:
    """What a coordinator must know before dialling: paused, waitlist, full."""
    found = [] if card["status"] == "active" else [card["status"]]
    if (room := room_now(card, today)) in ROOM:
        found.append(ROOM[room])
    return found


def name(card: "Card", marked: "Sequence[str]") -> str:
    """The name, with what must be known in brackets."""
    return f"{card['name']} ({', '.join(marked)})" if marked else str(card["name"])


def checked(card: "Card", today: dt.date) -> str:
    """When it was checked last, and what follows if that is long ago."""
    if not card["verified_on"]:
        return "never, call first"
    return f"{card['verified_on']}{' call first' if needs_call(card, today) else ''}"


def some(values: "Sequence[str]", between: str = ", ", most: int = 2) -> str:
    """The first few values, and how many more there are."""
    more = f" and {len(values) - most} more" if len(values) > most else ""
    return between.join(values[:most]) + more


def contact(card: "Card") -> str:
    """The best way to reach it: a phone number, else an e-mail address, else a page."""
    return card["phone"] or card["email"] or card["url"] or ""


def distance(result: "Result", *, miles: bool) -> str:
    """How far it is, or why that does not matter; nothing when no place was asked for."""
    if result.reach:
        return REACH.get(result.reach, result.reach)
    if result.distance_km is None:
        return ""
    return shown(result.distance_km, miles=miles)
