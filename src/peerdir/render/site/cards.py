"""A program's card as data, for a directory so large that its pages make the cards they show: as card.html has it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from peerdir.apart import of_each, workers
from peerdir.records import Program
from peerdir.render.site import safe, wording
from peerdir.render.site.speech import Speech

MOST_TIMES = 2
# Sharing out costs as much as making some thousands of cards.
MANY = 2_000
TAG = re.compile(r"<[^>]*>")


def cards_of(speech: Speech, programs: Iterable[Program], known: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """Return the card of each program by its id; `known` answers what templates ask of one.

    Several processes share the work when there are many.
    """
    listed = {program.id: program for program in programs}

    def made(ids: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        return ((id_, card(listed[id_], speech, known)) for id_ in ids)

    return of_each(list(listed), made, workers() if len(listed) > MANY else 1)


def card(program: Program, speech: Speech, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a card shows, all as plain text: marks as kind and words, facts, how to call.

    A fact is its heading and its text, and another text for paper where nobody can look up what was left out.
    """
    said = {
        "for": known["labels"]("conditions", program.conditions),
        "when": _times(known["brief_meetings"](program), speech),
        "where": speech.between("; ").join(map(_plain, known["towns"](program))),
        "in": speech.when.list_comma.join(_language(offer, speech) for offer in program.languages),
    }
    on_paper = {"when": known["meetings"](program), "where": known["doors"](program)}
    return {
        "id": program.id,
        "name": _plain(speech.name_of(program)),
        "marks": [[mark.kind, _plain(mark.words)] for mark in known["marks"](program)],
        "summary": _plain(speech.summary(program)),
        "facts": [
            [speech.plain(f"card.{name}"), _plain(text), *_joined(on_paper.get(name, []), text, speech)]
            for name, text in said.items()
            if text
        ],
        "short": " · ".join(map(_plain, known["in_short"](program))),
        "call": _call(program, speech),
    }


def _joined(found: list[Any], text: str, speech: Speech) -> list[str]:
    """Return what is said on paper, if that is something else."""
    said = speech.between("; ").join(map(_plain, found))
    return [said] if said and said != _plain(text) else []


def _times(found: list[Any], speech: Speech) -> str:
    more = len(found) - MOST_TIMES
    rest = [speech.plain("card.more", count=more)] if more > 0 else []
    return speech.between("; ").join([*map(_plain, found[:MOST_TIMES]), *rest])


def _language(offer: Any, speech: Speech) -> str:
    label = _plain(speech.label("languages", offer.code))
    return f"{label}{speech.blank}{speech.plain('card.interpreter')}" if offer.level == "interpreter" else label


def _call(program: Program, speech: Speech) -> list[str] | None:
    contact = wording.first_contact(program)
    if contact and contact.phone and (link := safe.tel(contact.phone)):
        return [link, speech.plain("contact.call"), _plain(safe.number(contact.phone))]
    if contact and (link := safe.mailto(contact.email)):
        return [link, speech.plain("contact.write"), contact.email or ""]
    return None


def _plain(said: Any) -> str:
    """Return text as it is read: the marks of our own markup are taken out of it, and no others are."""
    return Markup(TAG.sub("", said)).unescape() if isinstance(said, Markup) else str(said)  # noqa: S704 - unescaped
