"""A few lines a program, with what a person needs to decide and to call: for a terminal, a message or a printer."""

from peerdir.cards.card import room_now
from peerdir.cards.columns import readable, strong, width, wrap
from peerdir.clean import clean
from peerdir.render.results import facts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from peerdir.query import Answer, Query, Result
    from peerdir.render.results import Look

WIDEST = 88
ROOM = {"capacity": "has room", "waitlist": "waitlist", "no-capacity": "full", "additional-assessment-required": "ask"}


def render(answer: "Answer", query: "Query", look: "Look") -> str:
    """Write each program as a card, numbered, the best fit first."""
    del query
    cards = (_card(number, result, look, miles=answer.miles) for number, result in enumerate(answer.results, 1))
    return "\n".join(cards)


def _card(number: int, result: "Result", look: "Look", *, miles: bool) -> str:
    head = f"{number}. {clean(facts.name(result.card, facts.marks(result.card, look.today)))}"
    return layout(head, _facts(result, look, miles=miles), look)


def layout(head: str, rows: "Iterator[tuple[str, str]]", look: "Look") -> str:
    """Write a heading and under it what there is to say, each with its name; made safe to print."""
    indent = " " * (head.index(" ") + 1)
    wide = min(look.width, WIDEST) - len(indent) if look.width else None
    first, *rest = wrap(head, wide + len(indent)) if wide else [head]
    lines = [first, *(indent + line for line in (wrap(" ".join(rest), wide) if wide else rest))]
    lines = [strong(line) if look.bold else line for line in lines]
    for name, text in rows:
        label = f"{name}: " if name else ""
        shown = wrap(label + clean(text), wide) if wide and not _is_whole(label + text, wide) else [label + clean(text)]
        lines += [indent + line for line in shown]
    return "".join(f"{readable([line])[0]}\n" for line in lines)


def _is_whole(text: str, wide: int) -> bool:
    return width(text) <= wide


def _facts(result: "Result", look: "Look", *, miles: bool) -> "Iterator[tuple[str, str]]":
    card = result.card
    reach = [card["phone"], card["email"], card["url"]]
    rows = (
        ("", card["summary"]),
        ("Reach", " · ".join(one for one in reach if one)),
        ("Where", " · ".join((*card["where"], facts.distance(result, miles=miles)))),
        ("When", "; ".join(card["when"]) or "ask"),
        ("Languages", ", ".join(card["languages"])),
        ("Cost", {True: "free", False: "there is a cost", None: ""}[card["free"]]),
        ("Room", _room(result, look)),
        ("Checked", facts.checked(card, look.today)),
        ("Fits", "; ".join(result.why)),
        ("Id", card["id"]),
    )
    yield from ((name, text.strip(" ·")) for name, text in rows if text.strip(" ·"))


def _room(result: "Result", look: "Look") -> str:
    room = room_now(result.card, look.today)
    return f"{ROOM[room]}, said on {result.card['capacity_as_of']}" if room else ""
