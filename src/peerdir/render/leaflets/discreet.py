"""A program told so that nobody who finds the sheet learns what it is about.

What could give it away is left out rather than rewritten: the name, the organization, whom it is for and what happens
there. What is left (a place, times, a number) is kept only while no word in it names a health condition, a group of
people or the program, in any language the directory has words for.
"""

import dataclasses
import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from peerdir.reading.collection import Collection
from peerdir.records import Contact, Function, Functions, Linkage, Location, Ongoing, Program, Slot
from peerdir.render.collation import folded
from peerdir.render.fonts import strings
from peerdir.render.leaflets.wording import LeafletError

TELLING = ("conditions", "populations")
# The code for any condition, and for anybody; the word alone stands in half of all sentences.
ANY = "any"
# A short word counts only as a whole word, written as an abbreviation is: "MS", not the end of "teams".
WHOLE, INSIDE = 3, 6
# Fewer letters of two words stand by chance in any address.
LEAST_PAIR = 5
NOTHING = r"(?!)"
LATIN = re.compile(r"[a-z0-9\u00c0-\u024f\u1e00-\u1eff' ./-]+", re.IGNORECASE)


@dataclass(frozen=True)
class Telling:
    """What tells what a program is about: the words for conditions and groups of people, and its own names."""

    pattern: re.Pattern[str]
    names: re.Pattern[str] | None = None
    parts: tuple[str, ...] = ()
    organization: str = ""

    def of(self, program: Program, organization: str = "") -> "Telling":
        """Return what tells that it is this program too: who runs it, each word of four letters in its names, pairs.

        In an e-mail address words stand without blanks: there they count as `parts` of others, and two that are joined.
        """
        names = [program.name, *program.also_known_as, *(text.name or "" for text in program.translations.values())]
        words = sorted({word for name in names for word in re.findall(r"\w{4,}", name)})
        said = [*map(re.escape, words), *(rf"{one}\W+{other}" for name in names for one, other in _pairs(name))]
        found = re.compile("|".join(rf"(?<!\w){part}(?!\w)" for part in said), re.IGNORECASE) if said else None
        joined = [one + other for name in (*names, organization) for one, other in _pairs(name)]
        return Telling(self.pattern, found, tuple(map(folded, (*words, *joined))), organization)

    def find(self, text: str) -> str:
        """Return the first word for a condition or a group of people, or an empty string."""
        spaced = unicodedata.normalize("NFC", text).replace("_", " ")
        found = self.pattern.search(spaced) or self.pattern.search(folded(spaced))
        return found[0] if found else ""

    def kept(self, text: str | None) -> str | None:
        """Return a text in which nothing tells; else None."""
        named = self.names and text and self.names.search(text)
        return text if text and not named and not self.find(text) else None

    def kept_address(self, address: str | None) -> str | None:
        """Return an e-mail address in which nothing tells, abbreviations in small letters included."""
        letters = re.sub(r"[\W_]", "", folded(address or ""))
        if not address or self.find(address.upper()) or any(part in letters for part in self.parts):
            return None
        return self.kept(address)

    def kept_place(self, name: str | None) -> str | None:
        """Return the name of a place in which nothing tells, without that of who runs the program: "loft"."""
        if name and self.organization:
            name = name.replace(self.organization, "").strip(" ,·–-")
        return self.kept(name)


def _pairs(name: str) -> list[tuple[str, str]]:
    """Return each two words of a name that follow one another."""
    pairs = itertools.pairwise(re.findall(r"\w+", name))
    return [(one, other) for one, other in pairs if len(one + other) >= LEAST_PAIR]


def telling(collection: Collection) -> Telling:
    """Return the words for conditions and groups of people in a directory, the longest first."""
    words = {word for name in TELLING for word in _words(collection, name)}
    parts = {_pattern(word) for word in words | {folded(word) for word in words if len(folded(word)) >= INSIDE}}
    ordered = sorted(parts, key=lambda part: (-len(part), part))
    return Telling(re.compile("|".join(ordered) or NOTHING, re.IGNORECASE))


def _words(collection: Collection, vocabulary: str) -> Iterator[str]:
    known = collection.vocabularies.get(vocabulary)
    for term in known.terms if known else ():
        if vocabulary == "populations" and term.code == ANY:
            continue
        said = [term.code, term.code.replace("-", " "), term.label, *term.labels.values()]
        said += [word for words in term.synonyms.values() for word in words]
        # "Stroke (brain attack)" is said in two ways.
        said += [part for word in (term.label, *term.labels.values()) for part in re.split(r"[()（）]", word)]
        if vocabulary == "conditions" and term.code != ANY:
            # "Type 2 diabetes" tells with one of its words.
            said += [part for one in (term.label, *term.labels.values()) for part in re.findall(r"\w{6,}", one)]
        yield from (word for one in said if (word := one.strip()) and word.casefold() != ANY)


def _pattern(word: str) -> str:
    if not LATIN.fullmatch(word):
        return re.escape(word)
    if len(word) > WHOLE:
        return re.escape(word) if len(word) >= INSIDE else rf"(?<!\w){re.escape(word)}"
    return rf"(?<!\w)(?-i:{re.escape(word)})(?!\w)"


def discreet(program: Program, words: Telling, instead: Contact) -> Program:
    """Return a program of which there is no more than place, time and number; it has no name.

    Whom to ask `instead` stands for its contacts when all of them tell.
    """
    nothing = Function()
    contacts = tuple(contact for way in program.contacts if (contact := _contact(way, words)))
    if not contacts and (instead.phone or instead.email):
        contacts = (dataclasses.replace(instead, name=None, url=None, email=None if instead.phone else instead.email),)
    return Program(
        id=program.id,
        name="",
        summary="",
        status=program.status,
        organization="",
        conditions=(),
        languages=tuple(dataclasses.replace(offer, note=words.kept(offer.note)) for offer in program.languages),
        functions=Functions(daily_management=nothing, social_emotional=nothing, linkage=Linkage(), ongoing=Ongoing()),
        locations=tuple(_location(location, words) for location in program.locations),
        schedule=tuple(_slot(slot, words) for slot in program.schedule),
        cost=program.cost and dataclasses.replace(program.cost, description=None),
        contacts=contacts,
        verification=program.verification,
        # Whether there is a notice today is still asked of it; what it says is not printed.
        alert=program.alert and dataclasses.replace(program.alert, text="…"),
    )


def _location(location: Location, words: Telling) -> Location:
    """Keep where it is, and the street if it tells nothing; it may have a word in common with the program's name."""
    address = location.address
    if address:
        street = None if words.find(address.line1 or "") else address.line1
        address = dataclasses.replace(address, line1=street, line2=words.kept(address.line2))
    return dataclasses.replace(
        location,
        name=words.kept_place(location.name),
        area=words.kept(location.area),
        address=address,
        url=None,
        transportation=words.kept(location.transportation),
    )


def _slot(slot: Slot, words: Telling) -> Slot:
    online = slot.online and dataclasses.replace(slot.online, url=None)
    return dataclasses.replace(slot, title=words.kept(slot.title), online=online)


def _contact(way: Contact, words: Telling) -> Contact | None:
    """Keep a way to call or write; one with neither is gone: an address on the web tells by being opened."""
    email = words.kept_address(way.email)
    if not way.phone and not email:
        return None
    hours, name = words.kept(way.hours), words.kept(way.name)
    return dataclasses.replace(way, role="public", name=name, email=email, url=None, hours=hours)


def check(content: Any, words: Telling) -> None:
    """Raise LeafletError when anything in plain data tells: a discreet sheet is made without doubt or not at all."""
    for text in strings(content):
        if found := words.find(text):
            raise LeafletError(
                f"a discreet handout cannot be made: {found!r} in {text[:60]!r} would tell what it is about"
            )
