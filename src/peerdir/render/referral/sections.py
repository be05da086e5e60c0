"""The parts of a sheet that tell of the program and its protocol, in the order in which somebody who refers asks.

A part is a heading, a note or None, and items with a name or None: paragraphs of "text", "ticks" to be checked off, or
numbered "steps" to be checked off.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from peerdir import freshness, words
from peerdir.records import Program, Referral
from peerdir.render.booklet.passages import Passage, joined
from peerdir.render.booklet.referral import answer, room, ways
from peerdir.render.leaflets import Issue

Section = dict[str, Any]


def sections(program: Program, protocol: Referral, told: Mapping[str, Any], issue: Issue) -> Iterator[Section]:
    """Yield the parts that have something to say; `told` is the program as the booklet prints it."""
    made = [*_program(told, issue), *_protocol(program, protocol, told, issue)]
    yield from (one for one in made if one["items"])


def section(key: str, items: Iterable[Section], issue: Issue, kind: str = "text", note: str | None = None) -> Section:
    """Return a part with the heading of its key."""
    said = issue.words.say(f"sheet.{note}") if note else None
    return {"key": key, "heading": issue.words.say(f"sheet.{key}"), "note": said, "kind": kind, "items": list(items)}


def plain(passages: Iterable[Passage | None]) -> list[Section]:
    """Return items without names, of the passages that are there."""
    return [{"name": None, "text": passage} for passage in passages if passage]


def usual(issue: Issue, hand_over: Passage) -> list[Section]:
    """Return the steps of a referral where a program has none of its own."""
    said = {name: issue.words.say(f"sheet.usual.{name}") for name in ("ask", "fits", "tell", "follow")}
    return plain([said["ask"], said["fits"], hand_over, said["tell"], said["follow"]])


def _program(told: Mapping[str, Any], issue: Issue) -> Iterator[Section]:
    yield section("what", [_function(one, issue) for one in told["functions"]], issue)
    yield section("who", plain([told["eligibility"]]), issue)
    yield section("not_for", plain([told["excludes"]]), issue)
    yield section("good_to_know", _good_to_know(told, issue), issue)
    yield section("own_language", [_translated(one) for one in told["translations"]], issue)


def _function(one: Mapping[str, Any], issue: Issue) -> Section:
    name = issue.edition.fixed(f"functions.{one['function']}.name")
    return {"name": name, "text": one["activities"]}


def _good_to_know(told: Mapping[str, Any], issue: Issue) -> Iterator[Section]:
    """Yield when, where, in which languages and at which cost; several meetings stand under one name."""
    many = {"when": told["schedule"], "where": told["locations"]}
    few = {"languages": [told["languages"]], "cost": [told["cost"]]}
    for key, passages in (many | few).items():
        for number, passage in enumerate(filter(None, passages)):
            yield {
                "name": None if number else issue.words.say(f"sheet.{key}"),
                "text": passage,
                "key": key if key in many else None,
            }


def _translated(one: Mapping[str, Any]) -> Section:
    language = one["language"]
    text = joined([one["name"], one["summary"]], ": ", (one["name"] or one["summary"])[0][0])
    return {"name": language, "text": text}


def _protocol(program: Program, protocol: Referral, told: Mapping[str, Any], issue: Issue) -> Iterator[Section]:
    yield section("room", plain([_room(protocol, issue)]), issue)
    if protocol.steps:
        yield section("steps", plain(_written(protocol.steps, issue)), issue, "steps")
    else:
        yield section("steps", usual(issue, _hand_over(protocol, issue)), issue, "steps", "usual_steps")
    yield section("papers", plain(_written(protocol.required_documents, issue)), issue, "ticks")
    yield section("say", plain(_script(program, protocol, told, issue)), issue)
    yield section("next", plain([issue.edition.together(_next(protocol, issue))]), issue)
    danger = issue.edition.told([protocol.escalation]) or issue.words.say("sheet.danger_unknown")
    yield section("danger", plain([danger]), issue)


def _room(protocol: Referral, issue: Issue) -> Passage:
    known = room(protocol.capacity, issue.edition)
    if known or not protocol.capacity or freshness.age_of_capacity(protocol.capacity, issue.today) == "unknown":
        return known or issue.words.say("sheet.room_unknown")
    return issue.words.say("sheet.room_old", date=words.date(protocol.capacity.as_of, issue.edition.wording))


def _written(texts: Sequence[str], issue: Issue) -> list[Passage | None]:
    """Return texts of the record; only the last says in which language they are, for all of them."""
    said = [issue.edition.name(text) for text in texts]
    return [*said[:-1], *(issue.edition.mark_foreign(one) if one else None for one in said[-1:])]


def _hand_over(protocol: Referral, issue: Issue) -> Passage:
    known = issue.edition.sentences(ways(protocol, issue.edition))
    return issue.words.say("sheet.usual.ways", ways=known) if known else issue.words.say("sheet.usual.hand_over")


def _script(program: Program, protocol: Referral, told: Mapping[str, Any], issue: Issue) -> Iterator[Passage]:
    free = issue.words.say("sheet.free") if program.cost and program.cost.free else []
    cost = [*free, (issue.words.language, " ")] if free else []
    yield issue.words.say("sheet.script", name=told["name"], cost=cost)
    public = [way.phone for way in program.contacts if way.phone and way.visibility == "public"]
    if public and "self" in protocol.methods:
        yield issue.words.say("sheet.by_yourself", phone=public[0])


def _next(protocol: Referral, issue: Issue) -> Iterator[Passage | None]:
    soon = issue.edition.sentences([answer(protocol, issue.edition)])
    yield soon or issue.words.say("sheet.answer_unknown")
    yield issue.edition.told([protocol.feedback]) or issue.words.say("sheet.feedback_unknown")
    yield issue.words.say("sheet.nobody_answers")
