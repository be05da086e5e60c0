"""What may be published: every entry but those in which a rule found something that must not get out."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from peerdir.reading.collection import Collection
from peerdir.rule import Context
from peerdir.rules import all_rules


def publishable(collection: Collection, today: dt.date) -> tuple[Collection, Sequence[str]]:
    """Return the collection without entries that must not be published, and the paths of those."""
    context = Context(collection=collection, today=today)
    strict = [rule for rule in all_rules() if rule.withholds and rule.check]
    withheld = [
        entry.path
        for entry in collection.entries
        for rule in strict
        if rule.check and entry.kind in rule.kinds and any(True for _ in rule.check(entry, context))
    ]
    kept = tuple(entry for entry in collection.entries if entry.path not in withheld)
    return dataclasses.replace(collection, entries=kept), tuple(dict.fromkeys(withheld))
