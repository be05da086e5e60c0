"""A new entry: from answers to a whole file, in which every field is explained."""

import copy
import datetime as dt
import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from peerdir.diagnostic import Pointer
from peerdir.edit import writing
from peerdir.edit.contract import below, part, place_of
from peerdir.edit.questions import RUNNER_TYPE
from peerdir.reading.layout import LONGEST_ID

KEYS = {"physical": "place", "virtual": "online", "phone": "phone", "confidential": "private"}
NOT_ASKED = ("id", "extra", "former_ids")
LETTERS = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "'": None, "’": None})


def id_of(name: str) -> str:
    """Return a name as an id: small letters, digits and hyphens; "" when no letter of it is one of a to z."""
    bare = unicodedata.normalize("NFKD", name[:500]).casefold().translate(LETTERS)
    found = "-".join(re.findall(r"[a-z0-9]+", "".join(one for one in bare if not unicodedata.combining(one))))
    return found if len(found) <= LONGEST_ID else (found[: LONGEST_ID + 1].rpartition("-")[0] or found)[:LONGEST_ID]


def put(data: dict[str, Any], pointer: Pointer, value: Any) -> None:
    """Put a value into plain data, and make the groups and lists on the way."""
    holder: Any = data
    for step, following in itertools.pairwise(pointer):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(step, int):
            if step == len(holder):
                holder.append(empty)
        elif not isinstance(holder.get(step), type(empty)):
            holder[step] = empty
        holder = holder[step]
    if isinstance(holder, list) and pointer[-1] == len(holder):
        holder.append(value)
    else:
        holder[pointer[-1]] = value


def completed(answers: Mapping[str, Any], country: str, today: dt.date) -> dict[str, Any]:
    """Return the answers with what follows from them, so that nobody need be asked for it.

    A place gets a key, a meeting its place, a phone number for everybody its role. What is there stays.
    """
    data = copy.deepcopy({key: value for key, value in answers.items() if key != RUNNER_TYPE})
    for place in _groups(data, "locations"):
        place.setdefault("key", KEYS.get(str(place.get("type")), "place"))
        if isinstance(place.get("address"), dict):
            place["address"].setdefault("country", country)
    for slot in _groups(data, "schedule"):
        _complete_slot(slot, next(iter(_groups(data, "locations")), {}).get("key"))
    for contact in _groups(data, "contacts"):
        contact.setdefault("role", "public")
    check = data.get("verification")
    if isinstance(check, dict) and "method" in check:
        check.setdefault("verified_on", today.isoformat())
        check.setdefault("verified_by", "directory-coordinator")
    return data


def _groups(data: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    listed = data.get(name)
    return (one for one in (listed if isinstance(listed, list) else ()) if isinstance(one, dict))


def _complete_slot(slot: dict[str, Any], place: Any) -> None:
    days = slot.get("byday")
    if place:
        slot.setdefault("location", place)
    if days and "start" in slot:
        is_weekly = all(isinstance(day, str) and day.isalpha() for day in days)
        slot.setdefault("freq", "weekly" if is_weekly else "monthly")


def compose(data: Mapping[str, Any], kind: str, first_line: str, remark: str = "") -> bytes:
    """Write a file of `kind`: fields in order, each explained above; those without a value stand in comments."""
    lines = [first_line, *([f"# {remark}"] if remark else [])]
    whole = part(kind)
    names = whole.fields if whole else ()
    for name in sorted({*data, *names}, key=lambda name: (place_of(names, name), name)):
        described = below(whole, name) if whole else None
        if name in data:
            lines += ["", *_explained(described.description if described else "")]
            lines += writing.field(name, ordered(data[name], kind, (name,)))
        elif described and name not in NOT_ASKED:
            lines += ["", *_explained(f"{name}: {described.description}")]
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogatepass")


def _explained(text: str) -> Iterator[str]:
    """Write a description as comment lines."""
    line = "#"
    for word in text.split():
        if len(line) + len(word) >= writing.WIDEST:
            yield line
            line = "#"
        line += f" {word}"
    if line != "#":
        yield line


def ordered(value: Any, kind: str, pointer: Pointer = ()) -> Any:
    """Return a value with the fields of every group in the order of the contract."""
    if isinstance(value, Mapping):
        group = part(kind, pointer)
        names = group.fields if group else ()
        keys = sorted(value, key=lambda key: place_of(names, str(key)))
        return {key: ordered(value[key], kind, (*pointer, key)) for key in keys}
    if isinstance(value, list):
        return [ordered(one, kind, (*pointer, index)) for index, one in enumerate(value)]
    return value
