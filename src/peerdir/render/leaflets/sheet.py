"""One program as a handout tells it, whatever it is written as: the parts in their order, each a list of passages."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from peerdir.records import Program
from peerdir.render.booklet.entry import entry
from peerdir.render.booklet.passages import Passage, joined
from peerdir.render.leaflets.codes import code, map_address
from peerdir.render.leaflets.cuts import CUTS, Cut, shortened
from peerdir.render.leaflets.discreet import Telling, check, discreet
from peerdir.render.leaflets.issue import Issue

NAME = 80  # letters of a name on the most crowded page
FACTS = ("languages", "cost")


def sheets(program: Program, issue: Issue) -> list[dict[str, Any]]:
    """Return a program as told in full and then in fewer and fewer words, for people who know what it is about."""
    told = whole(program, issue)
    issued = _fixed(program, told, issue)
    issued["help"] = issued["help"] or _own_help(program, issue)
    return [{**issued, **tell(told, cut, issue)} for cut in CUTS]


def whole(program: Program, issue: Issue) -> dict[str, Any]:
    """Return a program as the booklet prints it, with the keys of its places and of where each of its meetings is."""
    return {
        **entry(program, issue.edition),
        "places": [location.key for location in program.locations],
        "meets_at": [slot.location for slot in program.schedule],
    }


def discreet_sheets(program: Program, telling: Telling, issue: Issue) -> list[dict[str, Any]]:
    """Return a program told by place, time and number only; raise LeafletError when anything would tell more."""
    collection = issue.collection
    known = collection.organization(program.organization)
    words = telling.of(program, known.name if known else "")
    hidden = discreet(program, words, collection.directory.contact)
    told = {**whole(hidden, issue), "name": issue.words.say("handout.discreet.title"), "organization": None}
    told["alert"] = told["alert"] and by_phone("handout.discreet.alert", told, issue)
    issued = {**_fixed(hidden, told, issue), "contact_heading": issue.words.say("handout.discreet.contact")}
    answer = [{**issued, **tell(told, cut, issue), "top": None, "foot": []} for cut in CUTS]
    # Those between say nothing that is not in the fullest or in the shortest.
    for one in (answer[0], answer[-1]):
        check(_but_for_places(one), telling)
    return answer


def _but_for_places(sheet: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out addresses, which may hold any word and must be right, and what is not printed."""
    sections = [section for section in sheet["sections"] if section["key"] != "where"]
    return {**sheet, "id": "", "map": None, "sections": sections}


def _fixed(program: Program, told: Mapping[str, Any], issue: Issue) -> dict[str, Any]:
    """Return what is the same however much is told."""
    fixed = issue.words
    edition = joined([issue.title, issue.front["edition"]], " · ", fixed.language)
    return {
        "id": program.id,
        "staff": fixed.say("handout.for_staff") if issue.staff else None,
        "top": edition,
        "title": told["name"],
        "organization": told["organization"],
        "marks": [issue.edition.fixed(f"marks.{mark}") for mark in told["marks"]],
        "contact_heading": fixed.say("handout.contact"),
        "staff_heading": fixed.say("handout.staff_contact"),
        "map": _map(program, issue),
        "notes": fixed.say("handout.notes"),
        "help": issue.help("handout.help", program),
        "foot": [fixed.say("handout.not_a_recommendation"), told["verification"]],
    }


def _own_help(program: Program, issue: Issue) -> Passage | None:
    """Return what a program itself says to do in danger."""
    said = issue.edition.told([program.referral.escalation]) if program.referral else None
    return said and joined([issue.edition.fixed("entry.escalation"), said], ": ", issue.words.language)


def _map(program: Program, issue: Issue) -> dict[str, Any] | None:
    """Return the code for the first place that has a map."""
    for location in program.locations:
        if (target := map_address(location)) and location.address:
            place = location.name or location.address.line1 or location.address.city
            made = code(target, issue.words.say("handout.map_of", place=place))
            return made and {**made, "label": issue.words.say("handout.map")}
    return None


def by_phone(name: str, told: Mapping[str, Any], issue: Issue) -> Passage:
    """Return the fixed words that tell people to call; where there is no number, those that tell them to ask."""
    calls = any(way["phone"] for way in told["contacts"])
    return issue.words.say(name if calls else f"{name}_ask")


def tell(told: Mapping[str, Any], cut: Cut, issue: Issue) -> dict[str, Any]:
    """Return what is told of a program (`whole`), cut; where anything was left out, it says that there is more."""
    sections = [section for section in _sections(told, issue) if section["paragraphs"]]
    kept = [one for section in sections if (one := _cut_section(section, told, cut))]
    contacts = [_cut_contact(way, cut) for way in told["contacts"][: cut.contacts]]
    alert, summary = (_cut(told[key], cut.text) for key in ("alert", "summary"))
    summary = summary if cut.summary else None
    is_whole = (kept, contacts, alert, summary) == (sections, told["contacts"], told["alert"], told["summary"])
    return {
        "alert": alert and {"heading": issue.words.say("handout.alert"), "text": alert},
        "summary": summary,
        "contacts": contacts,
        "sections": kept,
        "first": _first(contacts, issue) if cut.first else None,
        "others": told["translations"] if cut.others else [],
        "more": None if is_whole else by_phone("handout.more", {"contacts": contacts}, issue),
        "dense": cut.dense,
        "lined": cut.activities > 0,
        **({} if cut.around else _bare(told)),
    }


def _first(contacts: Sequence[Mapping[str, Any]], issue: Issue) -> dict[str, Any]:
    steps = [by_phone("handout.first_step", {"contacts": contacts}, issue), *issue.words.lines("handout.first_steps")]
    return {"heading": issue.words.say("handout.first_time"), "steps": steps}


def _cut(passage: Passage | None, letters: int) -> Passage | None:
    return passage and shortened(passage, letters)


def _bare(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands around the facts when there is no room for anything else."""
    name = shortened(told["name"], NAME)
    return {"title": name, "top": None, "organization": None, "foot": [told["verification"]]}


def _cut_contact(way: Mapping[str, Any], cut: Cut) -> dict[str, Any]:
    url = way["url"] if cut.around or not way["phone"] else None
    return {**way, "title": _cut(way["title"], cut.text), "url": url, "hours": _cut(way["hours"], cut.text)}


def _cut_section(section: Mapping[str, Any], told: Mapping[str, Any], cut: Cut) -> dict[str, Any] | None:
    key = section["key"]
    letters = {"what": cut.activities, "who": cut.who, "not_for": cut.who, "where": cut.text}.get(key, cut.times)
    if not letters or (key in FACTS and not cut.facts):
        return None
    kept = section["paragraphs"]
    if key == "when":
        kept = kept[: cut.meetings]
    if key == "where":
        kept = _places(kept, told, cut)
    return {**section, "paragraphs": [{**one, "text": shortened(one["text"], letters)} for one in kept]}


def _places(paragraphs: Sequence[dict[str, Any]], told: Mapping[str, Any], cut: Cut) -> list[dict[str, Any]]:
    """Return the places of the meetings that are told, and as many others as there is room for; at least one."""
    if len(paragraphs) != len(told["places"]):
        return list(paragraphs[: max(cut.places, cut.meetings)])
    shown = set(told["meets_at"][: cut.meetings])
    others = [key for key in told["places"] if key not in shown]
    shown |= set(others[: cut.places if shown & set(told["places"]) else max(cut.places, 1)])
    return [one for key, one in zip(told["places"], paragraphs, strict=True) if key in shown]


def _sections(told: Mapping[str, Any], issue: Issue) -> Iterator[dict[str, Any]]:
    """Yield the parts in the order in which somebody who may come asks for them."""
    fixed = issue.words
    yield _section("when", fixed.say("handout.when"), told["schedule"])
    yield _section("where", fixed.say("handout.where"), told["locations"])
    yield _section("languages", fixed.say("handout.languages"), [told["languages"]])
    yield _section("cost", fixed.say("handout.cost"), [told["cost"]])
    yield _section("who", fixed.say("handout.who"), [told["eligibility"]])
    yield _section("not_for", fixed.say("handout.not_for"), [told["excludes"]])
    yield {
        "key": "what",
        "heading": fixed.say("handout.what"),
        "paragraphs": [
            {
                "name": issue.edition.fixed(f"functions.{one['function']}.name"),
                "text": one["activities"],
                "sign": one["function"],
            }
            for one in told["functions"]
        ],
    }


def _section(key: str, heading: Passage, passages: list[Passage | None]) -> dict[str, Any]:
    return {"key": key, "heading": heading, "paragraphs": [{"name": None, "text": text} for text in passages if text]}
