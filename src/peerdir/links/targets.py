"""Which links a directory has, where each stands, and whose names its page should mention."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urldefrag

from peerdir.diagnostic import Pointer
from peerdir.reading.collection import Collection, Entry
from peerdir.records import Directory, Organization, Program

FIELDS = ("url", "base_url")
# What an import left over is never shown, so nobody can follow a link in it.
NEVER_SHOWN = "extra"
# Pages where people join or meet belong to somebody else, who does not name the program.
OF_OTHERS = ("locations", "schedule")


class Use(NamedTuple):
    """One place of a link."""

    entry: Entry
    pointer: Pointer

    @property
    def staff_only(self) -> bool:
        """Whether the link is part of something that only staff see."""
        part = self.entry.source.data
        for step in self.pointer:
            part = part[step]
            if isinstance(part, dict) and part.get("visibility") == "staff":
                return True
        return False


@dataclass(frozen=True, kw_only=True)
class Target:
    """One web address with all its places, and the names of which its page should mention one; none means any page."""

    url: str
    names: tuple[str, ...]
    uses: tuple[Use, ...] = field(repr=False)


class Targets(NamedTuple):
    """The links to check, how many entries they stand in, and how many links are left out as not listed."""

    links: Sequence[Target]
    entries: int
    left_out: int


def targets(collection: Collection) -> Targets:
    """Return the links of the settings, the organizations and the listed programs, each address once."""
    found: dict[str, tuple[list[Use], dict[str, None]]] = {}
    listed = [entry for entry in collection.entries if _is_listed(entry)]
    for entry in listed:
        for pointer, url in _links(entry):
            uses, names = found.setdefault(urldefrag(url).url, ([], {}))
            uses.append(Use(entry, pointer))
            names.update(dict.fromkeys(_names(entry, pointer, collection)))
    left_out = sum(1 for entry in collection.entries if not _is_listed(entry) for _ in _links(entry))
    links = [Target(url=url, names=tuple(names), uses=tuple(uses)) for url, (uses, names) in found.items()]
    return Targets(links, len(listed), left_out)


def _is_listed(entry: Entry) -> bool:
    if isinstance(entry.record, Program):
        return entry.record.listed
    return isinstance(entry.record, Organization | Directory)


def _links(entry: Entry) -> Iterator[tuple[Pointer, str]]:
    if entry.kind == "vocabulary":
        return
    for name in FIELDS:
        for pointer, url in entry.source.texts(name):
            if pointer[0] != NEVER_SHOWN and _can_be_taken_apart(url):
                yield pointer, url


def _can_be_taken_apart(url: str) -> bool:
    """Whether a text is an address at all; lint's url-form speaks of one that is not."""
    try:
        urldefrag(url)
    except ValueError:
        return False
    return True


def _names(entry: Entry, pointer: Pointer, collection: Collection) -> Iterable[str]:
    match entry.record:
        case Directory() as settings:
            return (settings.title, settings.publisher)
        case Organization() as organization:
            return (organization.name, *organization.also_known_as)
        case Program() as program if pointer[0] not in OF_OTHERS:
            owner = collection.organization(program.organization)
            translated = (text.name for text in program.translations.values() if text.name)
            owners = (owner.name, *owner.also_known_as) if owner else ()
            return (program.name, *program.also_known_as, *translated, *owners, *_beside(entry, pointer))
    return ()


def _beside(entry: Entry, pointer: Pointer) -> Iterator[str]:
    """What a link is called where it stands: its title, and who issued what it shows."""
    part = entry.source.data
    for step in pointer[:-1]:
        part = part[step]
    yield from (part[name] for name in ("title", "issuer") if isinstance(part.get(name), str))
