"""What the card of a program says on a given day: `freshness` for what an index holds, without its records."""

import datetime as dt

from peerdir import limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    Card = Mapping[str, Any]


def room_now(card: "Card", today: dt.date) -> str | None:
    """Return what the program said about free places, if that is young enough to be repeated."""
    if not card["capacity"]:
        return None
    age = today - dt.date.fromisoformat(card["capacity_as_of"])
    room: str = card["capacity"]
    return room if dt.timedelta(0) <= age <= dt.timedelta(days=limits.CAPACITY_DAYS) else None


def needs_call(card: "Card", today: dt.date) -> bool:
    """Tell whether the entry was checked too long ago, or never."""
    return not card["verified_on"] or bool(card["due_on"] and today.isoformat() > card["due_on"])
