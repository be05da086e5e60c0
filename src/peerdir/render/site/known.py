"""What every template may use: the settings, the lists, and questions with language and day already filled in."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from peerdir import freshness, words
from peerdir.records import FUNCTIONS, Address, Program
from peerdir.render.booklet.edition import ENGLISH, spoken_in
from peerdir.render.booklet.passages import base
from peerdir.render.collation import folded
from peerdir.render.site import meetings, safe, wording
from peerdir.render.site.speech import Speech, direction


def facts(speech: Speech, today: dt.date) -> dict[str, Any]:
    """Return what can be asked about a program and its parts, answered in the words of a language."""
    collection, directory, day = speech.collection, speech.collection.directory, today

    def address(known: Address) -> str:
        return words.address(known, collection.country(known, speech.code))

    def alert(program: Program) -> Markup | None:
        text = freshness.alert_text(program, day)
        return speech.own(text) if text else None

    def bind(said: Callable[..., Any]) -> Callable[..., Any]:
        return lambda known: said(known, speech)

    def bind_day(said: Callable[..., Any]) -> Callable[..., Any]:
        return lambda known: said(known, day, speech)

    return {
        "address": address,
        "alert_text": alert,
        "organization": collection.organization,
        "town": lambda location: meetings.town(location, speech),
        "towns": lambda program: meetings.towns(program, speech),
        "doors": lambda program: meetings.doors(program, speech),
        "schedule": lambda slot: meetings.schedule(slot, speech),
        "in_short": lambda program: wording.in_short(program, directory, day, speech),
        "marks": lambda program: wording.marks(program, directory, day, speech),
        "other_names": lambda program: list(_other_names(program, speech)),
        **{name: bind_day(said) for name, said in ASKED_WITH_DAY.items()},
        **{name: bind(said) for name, said in ASKED.items()},
    }


def _other_names(program: Program, speech: Speech) -> Iterator[Markup]:
    """Yield what else a program is called, first by the name in its entry; what is at its head is left out."""
    told = {folded(speech.name_of(program))}
    for name in (program.name, *program.also_known_as):
        if folded(name) not in told:
            told.add(folded(name))
            parts = speech.edition.name(name, spoken=spoken_in(program)) or ()
            yield Markup("<bdi>{}</bdi>").format(Markup("").join(speech.marked(part, code) for code, part in parts))


ASKED_WITH_DAY: Mapping[str, Callable[..., Any]] = {
    "meetings": meetings.meetings,
    "brief_meetings": meetings.brief_meetings,
    "slot_notes": meetings.slot_notes,
    "evidence": wording.evidence,
    "capacity": wording.capacity,
}
ASKED: Mapping[str, Callable[..., Any]] = {
    "aside": wording.aside,
    "conditions_to_join": wording.conditions_to_join,
    "contact_name": wording.contact_name,
    "offer": wording.offer,
    "since": wording.since,
    "supporters": wording.supporters,
    "verified": wording.verified,
    "ways_to_refer": wording.ways_to_refer,
}


def language(speech: Speech) -> dict[str, Any]:
    """Return how a template says something in a language."""
    return {
        "language": speech.code,
        "direction_of_page": direction(speech.code),
        "say": speech.say,
        "plain": speech.plain,
        "count": speech.count,
        "words": speech.find,
        "date": speech.date,
        **signs(speech),
        "label": speech.label,
        "labels": speech.labels,
        "label_in": speech.collection.label,
        "own": speech.own,
        "phrase": speech.phrase,
        "marked": speech.marked,
        "name_of": speech.name_of,
        "summary": speech.summary,
        "summary_of": speech.summary_of,
        "description": speech.description,
        "activities": speech.activities,
        "foreign": speech.foreign,
        "setting": speech.setting,
        "setting_text": speech.setting_text,
        "emergency_lines": speech.emergency,
        "functions": [(name, *_explained(name, speech)) for name in FUNCTIONS],
    }


def signs(speech: Speech) -> dict[str, str]:
    """Return what stands between words: names and parts of a sentence, parts with commas in them, two sentences."""
    return {
        "comma": speech.when.comma,
        "list_comma": speech.when.list_comma,
        "semicolon": speech.between("; "),
        "colon": speech.between(": "),
        "stop": speech.between(". "),
        "blank": speech.blank,
        "full_stop": speech.full_stop,
    }


def _explained(function: str, speech: Speech) -> tuple[Markup, Markup]:
    """Return what a key function is called and what it means: in the vocabulary's words, else in ours."""
    term = speech.collection.term("functions", function)
    name, meaning = speech.say(f"functions.{function}.name"), speech.say(f"functions.{function}.meaning")
    if term is None:
        return name, meaning
    spoken = (speech.code, base(speech.code))
    own = next((term.descriptions[code] for code in spoken if code in term.descriptions), None)
    own = own or (term.description if base(speech.code) == ENGLISH else None)
    return speech.label("functions", function), safe.text(own) if own else meaning
