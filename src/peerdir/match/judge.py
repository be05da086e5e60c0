"""One program against what is known of a person: what fits, what speaks against it, what must be asked.

Only what a record tells as data decides that something does not fit; what it tells in words is for a person to ask.
"""

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from peerdir.cards.card import needs_call, room_now
from peerdir.match.candidates import Candidate, Person
from peerdir.query import NEAR_KM, Query, Result

Card = Mapping[str, Any]
Verdict = Literal["fits", "against", "doubt", "ask"]
Point = tuple[Verdict, str]
# Of these kinds a program may have more than its file says; of all others the file says all.
MAY_BE_UNSAID = {"needs": "help with", "accessibility": "access", "free": "cost"}
NAMES = {
    "conditions": "condition",
    "populations": "for",
    "languages": "language",
    "modalities": "how",
    "functions": "function",
    "organization": "organization",
    "day": "day",
    "way": "how",
    **MAY_BE_UNSAID,
}
AGAINST = {
    "conditions": "not for {}",
    "languages": "not in {}",
    "modalities": "not offered: {}",
    "functions": "not offered: {}",
    "organization": "not run by {}",
    "day": "does not meet on {}",
    "way": "not offered: {}",
    "free": "there is a cost",
}
OPPOSITE = {"women": "men", "men": "women"}
# Whoever is one of these may come, whatever groups are named beside them.
WIDE = ("any", "adults", "older-adults", "youth")
REACH = {"phone": "reached by phone", "online": "reached online", "home visit": "visits people at home"}
ROOM = {
    "waitlist": "has a waitlist",
    "no-capacity": "is full",
    "additional-assessment-required": "asks first if there is room",
}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """One thing the person needs, as it was said, and the ids of the programs that offer it."""

    kind: str
    values: str
    met_by: frozenset[str]

    @property
    def said(self) -> str:
        """The wish as a point in its favor."""
        return "free" if self.kind == "free" else f"{NAMES.get(self.kind, self.kind)}: {self.values}"


class Judge:
    """Weighs one program after another against the same person."""

    def __init__(
        self, query: Query, wishes: Sequence[Wish], person: Person, today: dt.date, opposed: frozenset[str]
    ) -> None:
        self.query, self.wishes, self.person, self.today, self.opposed = query, wishes, person, today, opposed
        self.within = query.within_km or NEAR_KM

    def candidate(self, result: Result) -> Candidate:
        """Weigh one program."""
        card = result.card
        points = dict.fromkeys(self._points(result, card))
        fits, against, doubts, asks = (
            tuple(text for verdict, text in points if verdict == wanted)
            for wanted in ("fits", "against", "doubt", "ask")
        )
        half = sum(text.endswith(": any") for text in fits) / 2
        return Candidate(
            result=result,
            fits=fits,
            against=against,
            ask=(*doubts, *asks),
            weight=len(fits) - half - len(doubts),
            rank=tuple(self._reasons(result, len(fits), len(against))),
        )

    def _points(self, result: Result, card: Card) -> Iterator[Point]:
        yield from (("fits", why) for why in result.why)
        yield from self._offers(card)
        yield from self._age(card)
        yield from self._groups(card)
        yield from self._eligibility(card)
        yield from self._place(result)
        yield from self._state(card)

    def key(self, one: Candidate) -> tuple[Any, ...]:
        """By fit, then by the way there, then by how fresh the entry is."""
        result, card = one.result, one.result.card
        way = self.within if result.distance_km is None else result.distance_km
        verified = dt.date.fromisoformat(card["verified_on"]).toordinal() if card["verified_on"] else 0
        return (
            len(one.against),
            -one.weight,
            way if not result.reach else min(way, self.within),
            needs_call(card, self.today),
            -verified,
            -result.score,
            card["name"].casefold(),
            card["id"],
        )

    def _reasons(self, result: Result, fits: int, against: int) -> Iterator[str]:
        yield f"{against} thing{'s'[: against > 1]} against it" if against else "nothing against it"
        yield f"{fits} thing{'s'[: fits != 1]} fit{'s'[: fits == 1]}"
        if result.reach:
            yield REACH.get(result.reach, result.reach)
        elif result.distance_km is not None:
            yield "near enough" if result.distance_km <= self.within else "too far away"
        verified = result.card["verified_on"]
        yield f"last checked on {verified}" if verified else "never checked"

    def _offers(self, card: Card) -> Iterator[Point]:
        """What the person needs, and whether the program has it."""
        for wish in self.wishes:
            met = card["id"] in wish.met_by
            if met and wish.kind == "languages":
                yield "fits", wish.said
                yield from _interpreter(card, wish.values)
            elif met and wish.kind == "conditions" and "any" in card["conditions"]:
                yield "fits", "condition: any"
            elif met:
                yield "fits", wish.said
            elif wish.kind in MAY_BE_UNSAID and not (wish.kind == "free" and card["free"] is not None):
                yield "ask", f"{wish.said}? The entry does not say"
            elif wish.kind == "day" and (not card["when"] or "By appointment" in card["when"]):
                yield "ask", f"{wish.said}? It has no fixed day"
            elif wish.kind != "populations":
                yield "against", AGAINST[wish.kind].format(wish.values)

    def _age(self, card: Card) -> Iterator[Point]:
        age, rules = self.person.age, card["eligibility"] or {}
        low, high = rules.get("minimum_age"), rules.get("maximum_age")
        if age is None:
            if card["ages"]:
                yield "ask", f"Age? {card['ages']}"
        elif low is None and high is None:
            yield "ask", f"Age {age:g}? The entry does not say"
        elif (low is not None and age < low) or (high is not None and math.floor(age) > high):
            yield "against", f"age {age:g}; it is for {_lower(card['ages'])}"
        else:
            yield "fits", _lower(card["ages"])

    def _groups(self, card: Card) -> Iterator[Point]:
        """For whom it is: a group the person is not one of speaks against it; any other is a question."""
        groups = frozenset(card["populations"])
        wishes = [wish for wish in self.wishes if wish.kind == "populations"]
        opposite = {code: OPPOSITE[code] for code in self.opposed & groups}
        said = (card["eligibility"] or {}).get("description")
        if opposite and not said and "any" not in groups and not groups & set(opposite.values()):
            yield "against", f"it is for: {', '.join(card['for'])}"
            return
        unmet = [wish for wish in wishes if card["id"] not in wish.met_by]
        if groups and not groups & set(WIDE) and len(groups) > len(wishes) - len(unmet):
            yield (
                "doubt" if unmet else "ask",
                f"It is for: {', '.join(card['for'])}{f'. It says: {said}' if said else ''}",
            )
        elif not groups and unmet:
            yield "ask", "The entry does not say for whom it is"

    def _eligibility(self, card: Card) -> Iterator[Point]:
        rules = card["eligibility"] or {}
        yield from _condition(rules.get("diagnosis_required"), self.person.has_diagnosis, "a diagnosis")
        methods = card["referral_methods"]
        needs_referral = rules.get("referral_required") or (
            rules.get("referral_required") is None and bool(methods) and "self" not in methods
        )
        yield from _condition(needs_referral, self.person.has_referral, "a referral")
        if rules.get("residency"):
            yield "ask", f"Lives there? {rules['residency']}"
        yield from (("ask", f"Not for: {text}") for text in rules.get("excludes", ()))

    def _place(self, result: Result) -> Iterator[Point]:
        if not self.query.near:
            return
        if result.reach:
            yield "fits", REACH.get(result.reach, result.reach)
        elif result.distance_km is None:
            yield "ask", "How far is it? The entry gives no exact place"
        elif result.distance_km <= self.within:
            yield "fits", "near enough"
        else:
            yield "against", "too far away"

    def _state(self, card: Card) -> Iterator[Point]:
        """Whether it takes people now, and whether the entry can be trusted."""
        if card["status"] != "active":
            yield "against", f"it is {card['status']}"
        yield from self._room(card)
        if needs_call(card, self.today):
            yield "ask", "Is all of this still right? Nobody has checked for a long time"

    def _room(self, card: Card) -> Iterator[Point]:
        room, said = room_now(card, self.today), card["capacity_as_of"]
        if room == "capacity":
            yield "fits", f"had room on {said}"
        elif room == "no-capacity" or (room and self.query.room_since):
            yield "against", f"{ROOM[room]}, said on {said}"
        elif room:
            yield "ask", f"Is there room? It {ROOM[room]}, said on {said}"
        elif self.query.room_since:
            yield "ask", "Is there room? Nobody has asked lately"


def _condition(needed: bool | None, has: bool | None, what: str) -> Iterator[Point]:
    """What the program asks for, and whether the person has it."""
    if needed and has is None:
        yield "ask", f"It asks for {what}"
    elif needed:
        yield ("fits", f"has {what}") if has else ("against", f"it asks for {what}")


def _interpreter(card: Card, said: str) -> Iterator[Point]:
    """Ask for an interpreter unless the language is plainly one that the program itself speaks."""
    labels = zip(card["languages"], card["language_codes"], strict=True)
    spoken = {name for label, code in labels if label not in card["interpreted"] for name in (label.casefold(), code)}
    wanted = said.casefold().split(" or ")
    if card["interpreted"] and not spoken & set(wanted):
        yield "ask", f"There is an interpreter for: {', '.join(card['interpreted'])}. Ask early"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
