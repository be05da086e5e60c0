"""Which program that is gone is the same as which new one, under another id. The answer is the same both ways round."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from peerdir.records import Program

# More than half of what two entries say together must be in both, unless one of them tells which id it had before.
SAME, TOLD = 0.5, 2.0
Feature = tuple[str, str]


def renamed(before: Iterable[Program], after: Iterable[Program]) -> Mapping[str, str]:
    """Return new ids by old ids for programs that are the same, most alike first; each is taken once."""
    before, after = list(before), list(after)
    olds = {program.id: set(_features(program)) for program in before}
    news = {program.id: set(_features(program)) for program in after}
    alike = [(-TOLD, min(old, new), max(old, new), old, new) for old, new in told(before, after)]
    alike += [
        (-score, min(old, new), max(old, new), old, new) for old, new, score in _scores(olds, news) if score > SAME
    ]
    found: dict[str, str] = {}
    for _, _, _, old, new in sorted(alike):
        if old not in found and new not in found.values():
            found[old] = new
    return found


def told(before: Iterable[Program], after: Sequence[Program]) -> Iterator[tuple[str, str]]:
    """Yield old and new id of those pairs of which one tells that it had the other's id."""
    ids = {program.id: program for program in after}
    for old in before:
        yield from ((old.id, id_) for id_ in old.former_ids if id_ in ids)
        yield from ((old.id, new.id) for new in after if old.id in new.former_ids)


def _scores(olds: Mapping[str, set[Feature]], news: Mapping[str, set[Feature]]) -> Iterator[tuple[str, str, float]]:
    """Yield the share of what is the same for those pairs that have anything in common."""
    holders: dict[Feature, list[str]] = defaultdict(list)
    for new, features in news.items():
        for feature in features:
            holders[feature].append(new)
    for old, features in olds.items():
        common = Counter(new for feature in features for new in holders.get(feature, ()))
        for new, shared in common.items():
            yield old, new, shared / len(features | news[new])


def _features(program: Program) -> Iterator[Feature]:
    yield "name", program.name.casefold()
    yield "summary", program.summary.casefold()
    yield "organization", program.organization
    for contact in program.contacts:
        yield from (("reach", reach) for reach in (contact.phone, contact.email, contact.url) if reach)
    for place in program.locations:
        if place.address and place.address.line1:
            yield "street", place.address.line1.casefold()
    for _, function in program.functions:
        yield from (("activity", text) for text in function.activities)
