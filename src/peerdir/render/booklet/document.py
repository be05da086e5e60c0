"""A collection as the one JSON document the booklet's template reads.

What is said is decided here and beside, in `entry`, `groups` and `index`; where and how large it stands is decided in
templates/booklet.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from peerdir import words
from peerdir.render.booklet.contact import contact, emergency_phone
from peerdir.render.booklet.edition import Edition
from peerdir.render.booklet.entry import MARKS, entry
from peerdir.render.booklet.groups import by_name, groups
from peerdir.render.booklet.index import by_condition, by_language
from peerdir.render.booklet.passages import base


def document(edition: Edition, look: Mapping[str, Any]) -> dict[str, Any]:
    """Return everything the template prints."""
    listed = [program for program in edition.collection.programs if program.listed and program.publish.print]
    past = [p for p in edition.collection.programs if p.status == "historical" and p.publish.print]
    entries = {program.id: entry(program, edition) for program in listed}
    return {
        "language": base(edition.language),
        "look": look,
        "text": edition.text,
        "staff": edition.audience == "staff",
        **_front(edition),
        "marks": [mark for mark in MARKS if any(mark in one["marks"] for one in entries.values())],
        "examples": [entry(program, edition) for program in sorted(past, key=by_name)],
        "groups": groups(listed, entries, edition),
        "index": by_condition(listed, edition),
        "language_index": by_language(listed, edition),
    }


def _front(edition: Edition) -> dict[str, Any]:
    directory = edition.collection.directory
    hidden = directory.contact.visibility == "staff" and edition.audience == "public"
    return {
        "title": edition.say(directory.title),
        "subtitle": edition.maybe(directory.subtitle),
        "publisher": edition.say(directory.publisher),
        "edition": edition.maybe(directory.edition),
        "issued": words.date(edition.today),
        "emergency": [
            {"name": edition.say(line.name), "phone": emergency_phone(line.phone), "note": edition.maybe(line.note)}
            for line in directory.emergency
        ],
        "contact": None if hidden else contact(directory.contact, edition),
        "policy": [_block(block, edition) for block in _blocks(directory.inclusion_policy)],
        "disclaimer": edition.maybe(directory.disclaimer),
        "document_title": " ".join(part for part in (directory.title, directory.edition) if part),
        "document_author": directory.publisher,
    }


def _blocks(text: str) -> Iterator[str]:
    """Split plain text into paragraphs and list items."""
    for block in re.split(r"\n\s*\n|\n(?=\s*[-*] )", text):
        if block.strip():
            yield " ".join(block.split())


def _block(block: str, edition: Edition) -> dict[str, Any]:
    item = block.startswith(("- ", "* "))
    return {"item": item, "text": edition.say(block[2:] if item else block)}
