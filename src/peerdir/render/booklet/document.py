"""A collection as the one JSON document the booklet's template reads.

What is said is decided here and beside, in `entry`, `groups`, `index` and `parts`; where and how large it stands is
decided in templates/booklet.
"""

from collections.abc import Mapping
from typing import Any

from peerdir.records import FUNCTIONS, Program
from peerdir.render.booklet.changes import changes
from peerdir.render.booklet.edition import BookletError, Edition
from peerdir.render.booklet.entry import MARKS, entry
from peerdir.render.booklet.groups import groups
from peerdir.render.booklet.index import by_condition, by_language, by_place, by_program
from peerdir.render.booklet.order import by_name
from peerdir.render.booklet.parts import checks, front, printed, referred_only, selection, untranslated, wished
from peerdir.render.booklet.passages import base


def document(edition: Edition, look: Mapping[str, Any]) -> dict[str, Any]:
    """Return everything the template prints. Raises BookletError for a wish that cannot be met."""
    _check_language(edition)
    parts = wished(edition)
    listed = [program for program in edition.collection.programs if _is_wished(program, edition)]
    entries = {program.id: entry(program, edition) for program in listed}
    content = {
        "language": edition.words_in,
        "look": look,
        "text": edition.text,
        "staff": edition.audience == "staff",
        "comma": edition.wording.comma,
        **front(edition),
        "selection": selection(listed, edition),
        "functions": [name for name in FUNCTIONS if any(_has(name, one) for one in entries.values())],
        "untranslated": untranslated(edition),
        "marks": [mark for mark in MARKS if any(mark in one["marks"] for one in entries.values())],
        "changes": changes(listed, entries, edition),
        "examples": _examples(edition) if "examples" in parts else [],
        "group_depth": len(edition.wishes.group_by),
        "groups": groups(listed, entries, edition),
        "index": by_condition(listed, edition),
        "place_index": by_place(listed, edition),
        "language_index": by_language(listed, edition),
        "program_index": by_program(listed, edition),
        "referred_only": referred_only(listed, edition),
        "checks": checks(listed, edition),
    }
    return {**content, "parts": printed(parts, content)}


def _check_language(edition: Edition) -> None:
    """Raise for a language in which the directory says nothing."""
    known = dict.fromkeys(edition.collection.directory.languages)
    known |= dict.fromkeys(code for program in edition.collection.programs for code in program.translations)
    wished = edition.wishes.language
    if wished and base(wished) not in {base(code) for code in known}:
        raise BookletError(f"this directory has nothing in the language {wished!r}; it has {', '.join(known)}")


def _is_wished(program: Program, edition: Edition) -> bool:
    only = edition.wishes.only
    return program.printed and (only is None or program.id in only)


def _examples(edition: Edition) -> list[dict[str, Any]]:
    past = [p for p in edition.collection.programs if p.status == "historical" and p.publish.print]
    return [entry(program, edition) for program in sorted(past, key=by_name(edition))]


def _has(function: str, printed_entry: Mapping[str, Any]) -> bool:
    return any(one["function"] == function for one in printed_entry["functions"])
