"""What changed, as plain frozen data, and what must be known to say it."""

from dataclasses import dataclass
from typing import Literal

from peerdir.reading.collection import Collection

Kind = Literal["new", "closed", "gone", "renamed", "changed", "checked"]
KINDS: tuple[Kind, ...] = ("new", "closed", "gone", "renamed", "changed", "checked")


@dataclass(frozen=True, kw_only=True)
class Detail:
    """One thing that is different in an entry, in words.

    `field` is the field's path in the schema with dots and without numbers: "contacts.phone". `text` has no period and
    may hold anything a file can hold; `before` and `after` are the values in words, None where there is none or where
    it is not to be repeated.
    """

    field: str
    text: str
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, kw_only=True)
class Change:
    """What became of one program.

    new: it was not listed before. closed: it has ended. gone: it is listed no more, for whatever reason. renamed: its
    id or its name is another. checked: it was verified again and nothing else is different. `old_id` and `old_name`
    are those it had before, if they were others.
    """

    kind: Kind
    id: str
    name: str
    old_id: str | None = None
    old_name: str | None = None
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Context:
    """Both collections, as the audience may see them, and whether the audience is the public."""

    before: Collection
    after: Collection
    public: bool

    def label(self, vocabulary: str, code: str) -> str:
        """Return the words for a code, as they are now if the code is still known."""
        known = self.after if self.after.term(vocabulary, code) else self.before
        return known.label(vocabulary, code)

    def organization(self, collection: Collection, id: str) -> str:  # noqa: A002 - the field's own name
        """Return what an organization is called in one of the collections."""
        found = collection.organization(id)
        return found.name if found else id


@dataclass(frozen=True, kw_only=True)
class Event:
    """One commit in the life of an entry: its id from then on, what changed for the audience, and if it was readable.

    `day` is the author's, `author` and `message` are as they were typed: they may hold anything.
    """

    commit: str
    day: str
    author: str
    message: str
    id: str
    change: Change | None
    readable: bool = True
