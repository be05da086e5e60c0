"""Which parts a booklet has, in which order, and what the pages around the programs say.

The order is that of `booklet: parts:` in directory.yaml. A part with nothing to say leaves no page.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from peerdir import freshness, words
from peerdir.records import Program, SettingsText
from peerdir.render.booklet.contact import contact, emergency_phone
from peerdir.render.booklet.edition import BookletError, Edition
from peerdir.render.booklet.order import by_name
from peerdir.render.booklet.passages import Passage, flat

# Parts that depend on what there is to say, and where that is in the document.
NEEDS = {
    "changes": "changes",
    "examples": "examples",
    "condition-index": "index",
    "place-index": "place_index",
    "language-index": "language_index",
    "program-index": "program_index",
}


def wished(edition: Edition) -> list[str]:
    """Return the parts in their order. Raises BookletError for a booklet without programs."""
    parts: list[str] = list(dict.fromkeys(edition.collection.directory.booklet.parts))
    if "programs" not in parts:
        raise BookletError('directory.yaml, booklet, parts: "programs" is missing, and a booklet is made of them')
    return parts


def printed(parts: list[str], content: Mapping[str, Any]) -> list[str]:
    """Return the parts that have something to say."""
    return [part for part in parts if part not in NEEDS or content[NEEDS[part]]]


def front(edition: Edition) -> dict[str, Any]:
    """Return what the settings tell: cover, emergency lines, policy."""
    directory = edition.collection.directory
    own = edition.settings_text(directory)
    hidden = directory.contact.visibility == "staff" and edition.audience == "public"
    policy = own.inclusion_policy or directory.inclusion_policy
    return {
        "title": edition.own(own.title) or edition.name(directory.title),
        "subtitle": edition.own(own.subtitle) or edition.record(directory.subtitle),
        "publisher": edition.name(directory.publisher),
        "edition": edition.own(own.edition) or edition.record(directory.edition),
        "issued": words.date(edition.today, edition.wording),
        "emergency": list(_emergency(edition, own)),
        "contact": None if hidden else contact(directory.contact, edition),
        "policy": list(_policy(policy, edition, translated=bool(own.inclusion_policy))),
        "disclaimer": edition.own(own.disclaimer) or edition.record(directory.disclaimer),
        "document_title": " ".join(filter(None, (own.title or directory.title, own.edition or directory.edition))),
        "document_author": directory.publisher,
    }


def _emergency(edition: Edition, own: SettingsText) -> Iterator[dict[str, Any]]:
    translated = {line.phone: line for line in own.emergency}
    for line in edition.collection.directory.emergency:
        said = translated.get(line.phone)
        yield {
            "name": edition.own(said.name) if said else edition.name(line.name),
            "phone": emergency_phone(line.phone),
            "note": edition.own(said.note) if said else edition.record(line.note),
        }


def _policy(text: str, edition: Edition, *, translated: bool) -> Iterator[dict[str, Any]]:
    """Yield the paragraphs and list items of plain text; only the last says that they are not translated."""
    blocks = list(_blocks(text))
    for number, block in enumerate(blocks, start=1):
        item = block.startswith(("- ", "* "))
        plain = block[2:] if item else block
        said = edition.own(plain) if translated else edition.name(plain)
        last = number == len(blocks) and not translated
        yield {"item": item, "text": edition.mark_foreign(said) if last else said}


def _blocks(text: str) -> Iterator[str]:
    """Split plain text into paragraphs and list items."""
    for block in re.split(r"\n\s*\n|\n(?=\s*[-*] )", text):
        if block.strip():
            yield " ".join(block.split())


def untranslated(edition: Edition) -> Passage | None:
    """Explain the mark of what is not translated."""
    if not edition.is_translated:
        return None
    return edition.fixed("legend.untranslated", mark=flat(edition.foreign))


def selection(listed: list[Program], edition: Edition) -> Passage | None:
    """Say how many of the directory's programs are in the booklet, when those are not all."""
    every = sum(1 for program in edition.collection.programs if program.printed)
    if edition.wishes.only is None or len(listed) == every:
        return None
    return edition.fixed("selection", count=len(listed), all=every)


def checks(listed: list[Program], edition: Edition) -> list[Passage]:
    """Say how many programs there are, how often they are checked, and in which days that was."""
    directory = edition.collection.directory
    days = sorted(program.verification.verified_on for program in listed if program.verification)
    late = sum(freshness.is_stale(program, directory, edition.today) for program in listed)
    said = [
        _counted("about.count", len(listed), edition),
        edition.word("about.interval", days=directory.verification_interval_days),
    ]
    if days:
        said.append(edition.word("about.checked", first=_day(days[0], edition), last=_day(days[-1], edition)))
    if late:
        said.append(_counted("about.late", late, edition))
    return [edition.say(text) for text in said]


def _counted(name: str, count: int, edition: Edition) -> str:
    mark = edition.word("marks.call_first")
    return edition.word(f"{name}.{'one' if count == 1 else 'many'}", count=count, mark=mark)


def _day(day: dt.date, edition: Edition) -> str:
    return words.date(day, edition.wording)


def referred_only(listed: list[Program], edition: Edition) -> list[dict[str, Any]]:
    """Return the programs to which nobody can come without being referred."""
    ordered = sorted(listed, key=by_name(edition))
    return [{"id": p.id, "name": edition.title(p)} for p in ordered if _must_be_referred(p)]


def _must_be_referred(program: Program) -> bool:
    return bool(program.eligibility and program.eligibility.referral_required)
