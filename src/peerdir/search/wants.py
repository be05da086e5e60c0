"""What somebody wants, one thing at a time: which programs have it, how well each fits, and how to say it."""

from peerdir.analyse import key, singular, words
from peerdir.index.postings import union
from peerdir.search.dates import DAYS, dated
from peerdir.search.lookups import concepts, either, in_text, of_kind, tagged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from peerdir.index.store import Index
    from peerdir.search.lookups import Concept
    from peerdir.search.understand import Phrase

NAMES = {
    "conditions": "condition",
    "populations": "for",
    "needs": "help with",
    "modalities": "how",
    "functions": "function",
    "languages": "language",
    "accessibility": "access",
    "place": "place",
    "day": "day",
    "time": "time of day",
    "way": "how",
    "free": "cost",
    "room": "room",
    "organization": "organization",
    "status": "status",
}
# Points below this one order programs of one group: a program that fits better in kind is always before.
UNIT = 16
POINTS = {"conditions": 6 * UNIT, "languages": 4 * UNIT, "way": 4 * UNIT}
# Of several codes that a phrase means the first of its vocabulary has so many points more, the next one fewer.
FIRST = 4
OTHER, PARTLY, ANY = 3 * UNIT, 2 * UNIT, 1 * UNIT
NAME, IN_NAME, IN_TEXT = 12 * UNIT, 4 * UNIT, 2 * UNIT
# A program for anybody fits whoever asks for these.
OPEN = ("conditions", "populations")
# When no program has all that was said, these count for what they are worth, and the others must still be met.
WISHES = frozenset(("populations", "needs", "functions", "modalities", "time"))
# People say "group" for whatever helps them, so it only orders what is found.
GROUP = ("modalities", "group")
# A word of which fewer letters are left is looked for whole; and how many letters an ending may take from a stem.
FEWEST = 3
ENDINGS = {"ing": 4, "ed": 3, "es": 2, "e": 1, "s": 1}


class Tier:
    """Programs that fit one want equally well: their points, why, and which they are."""

    __slots__ = ("points", "rows", "why")

    def __init__(self, points: int, why: str, rows: int) -> None:
        self.points, self.why, self.rows = points, why, rows


class Want:
    """One thing that somebody wants. `said` is how they said it, `shown` how it was understood.

    A `wish` gives way when nobody has everything; a want that is not `needed` only ever orders what is found. The
    `subject` is what it is all about: somebody with two conditions is helped by a program for one of them.
    """

    __slots__ = ("is_needed", "is_subject", "is_wish", "said", "shown", "tiers")

    def __init__(
        self,
        said: str,
        shown: str,
        tiers: "Iterable[Tier]",
        *,
        is_wish: bool = False,
        is_needed: bool = True,
        is_subject: bool = False,
    ) -> None:
        self.said, self.shown = said, shown
        self.is_wish, self.is_needed, self.is_subject = is_wish, is_needed, is_subject
        self.tiers = _apart(tiers)

    @property
    def rows(self) -> int:
        """All programs that have it, well or a little."""
        return union(tier.rows for tier in self.tiers)

    @property
    def best(self) -> int:
        """The programs that have it itself, not only as everything else."""
        return union(tier.rows for tier in self.tiers if tier.points > ANY)

    def why(self, row: int) -> str:
        """Say why a program has it; nothing if it has it not."""
        return next((tier.why for tier in self.tiers if tier.rows >> row & 1), "")


def _apart(tiers: "Iterable[Tier]") -> list[Tier]:
    """Leave each program in its best tier."""
    found, taken = [], 0
    for tier in sorted(tiers, key=lambda tier: -tier.points):
        rows = tier.rows & ~taken
        taken |= tier.rows
        if rows:
            found.append(Tier(tier.points, tier.why, rows))
    return found


def of_phrase(index: "Index", phrase: "Phrase") -> Want:
    """A phrase, by what it means, if that is known and somebody has it, else by its words."""
    if not phrase.concepts:
        return of_text(index, phrase.words, phrase.typed)
    want = of_concepts(index, phrase)
    return want if want.tiers else _instead(index, phrase, want)


def _instead(index: "Index", phrase: "Phrase", want: Want) -> Want:
    """What nobody has as a code, somebody may have in their words."""
    text = of_text(index, phrase.words, phrase.typed)
    return text if text.tiers and " " not in phrase.words else want


def of_concepts(index: "Index", phrase: "Phrase") -> Want:
    """A phrase that means something; a program whose name has it fits too.

    For whom of their own somebody asks only orders what is found.
    """
    ways = [concept for concept in phrase.concepts if concept[0] == "way"]
    meant = ways or [concept for concept in phrase.concepts if concept[0] != "relative"]
    kinds = {kind for kind, _, _ in meant}
    tiers = [tier for kind in sorted(kinds) for tier in _tiers(index, kind, [one for one in meant if one[0] == kind])]
    if phrase.names:
        tiers.append(Tier(IN_NAME + IN_TEXT, f"name: {phrase.words}", _named(index, phrase.names)))
    return Want(
        f'"{phrase.typed}"',
        shown(index, meant),
        tiers,
        is_wish=kinds <= WISHES,
        is_needed=(bool(ways) or len(meant) == len(phrase.concepts))
        and {(kind, code) for kind, code, _ in meant} != {GROUP},
        is_subject="conditions" in kinds,
    )


def _tiers(index: "Index", kind: str, meant: "Sequence[Concept]") -> "Iterator[Tier]":
    """Yield who has one of some codes of a kind, a tier for each code: of two that fit, the commoner one first."""
    if kind == "room":
        yield Tier(OTHER, "has room", has_room(index, None))
        return
    points = POINTS.get(kind, OTHER)
    order = _order(index, kind)
    tags = [f"{kind}:{code}" for _, code, _ in meant]
    best = tagged(index, [*tags, *(f"spoken:{code}" for _, code, _ in meant), "partly-way:no-car", f"{kind}:any"])
    for place, (_, code, label) in enumerate(sorted(meant, key=lambda one: order.get(one[1], 0))):
        rows, why = best.get(f"{kind}:{code}", 0), f"{NAMES[kind]}: {label}"
        if kind == "languages":
            yield Tier(points, why, best.get(f"spoken:{code}", 0))
            yield Tier(points - UNIT, f"{why}, with an interpreter", rows)
        else:
            yield Tier(points + max(FIRST - place, 0), why, rows)
    if kind == "way":
        yield Tier(PARTLY, "help with: rides", best.get("partly-way:no-car", 0))
    if kind in OPEN:
        yield Tier(ANY, f"{NAMES[kind]}: any", best.get(f"{kind}:any", 0))


def _order(index: "Index", kind: str) -> dict[str, int]:
    return dict(index.execute("SELECT code, place FROM term WHERE kind = ?", (kind,)))


def _named(index: "Index", ids: "Iterable[str]") -> int:
    found = (index.execute("SELECT row FROM card WHERE id = ?", (id_,)).fetchone() for id_ in ids)
    return union(1 << row[0] for row in found if row)


def of_name(index: "Index", said: str, ids: "Sequence[str]") -> Want:
    """The name of a program, which is before all that only has the words."""
    return Want(f'"{said}"', f"name: {said}", [Tier(NAME, f"name: {said}", _named(index, ids))], is_needed=False)


def of_text(index: "Index", word: str, typed: str) -> Want:
    """A word that means nothing we know: it orders what is found, and finds by itself where nothing else is said.

    It is said back as it was `typed`.
    """
    everybody = everyone(index).bit_count() or 1
    for is_start in (False, True) if _may_go_on(word) else (False,):
        body = in_text(index, word, "name body", is_start=is_start)
        if body:
            rarity = UNIT - UNIT * body.bit_count() // everybody
            name = in_text(index, word, "name", is_start=is_start)
            tiers = [Tier(IN_NAME, f"name: {typed}", name), Tier(IN_TEXT + rarity, f"words: {typed}", body)]
            return Want(f'"{typed}"', f'words: "{typed}"', tiers, is_needed=False)
    return Want(f'"{typed}"', "", (), is_needed=False)


def _may_go_on(word: str) -> bool:
    """Tell whether a word may be the beginning of others: three letters of it are certain to be in its stem."""
    ending = next((letters for end, letters in ENDINGS.items() if word.endswith(end)), 0)
    return len(word) - ending >= FEWEST


def of_when(index: "Index", phrases: "Sequence[Phrase]", days: "Sequence[str]") -> Want:
    """Days and times of day: one meeting must be on such a day, else on one of `days` of a filter, at such a time."""
    meant = [dated(concept, index.today) for phrase in phrases for concept in phrase.concepts]
    said_days = [code for kind, code, _ in meant if kind == "day"]
    times = [code for kind, code, _ in meant if kind == "time"]
    on = [day for day in DAYS if day in (said_days or days)] or ["*"]
    said = " ".join(phrase.words for phrase in phrases)
    tiers = []
    for kind, points in (("when", OTHER), ("partly", PARTLY)):
        tags = [f"{kind}:{day} {time}" for day in on for time in times] or [f"day:{day}" for day in on]
        tiers.append(Tier(points, shown(index, meant), either(index, tags)))
    names = [id_ for phrase in phrases for id_ in phrase.names]
    tiers.append(Tier(IN_NAME, f"name: {said}", _named(index, names)))
    return Want(f'"{said}"', shown(index, meant), tiers, is_wish=not said_days and not days)


def days(index: "Index", values: "Sequence[str]") -> list[str]:
    """Return the days that a filter names."""
    return [code for value in values for _, code, _ in codes(index, "day", value)]


def has_room(index: "Index", since: str | None) -> int:
    """Return the programs that said they have room, on a day or later; without a day, lately."""
    if since is None:
        import datetime as dt

        from peerdir.limits import CAPACITY_DAYS

        since = (index.today - dt.timedelta(days=CAPACITY_DAYS)).isoformat()
    return union(rows for day, rows in of_kind(index, "room").items() if since <= day <= index.today.isoformat())


def everyone(index: "Index") -> int:
    """Return all programs, whatever their status."""
    return union(of_kind(index, "status").values())


def of_filter(index: "Index", kind: str, values: "Sequence[str]") -> tuple[Want, list[str]]:
    """A filter: one of its values must be there. Also returns the values that nobody knows, with what is near."""
    meant: list[Concept] = []
    unknown = []
    for value in values:
        found = codes(index, kind, value)
        meant += found
        if not found:
            unknown.append(f"{kind}: {value}{_suggestion(index, kind, value)}")
    label = f"{NAMES.get(kind, kind)}: {' or '.join(values)}"
    if kind == "place":
        there = either(index, (f"{tag}:{code}" for _, code, _ in meant for tag in ("place", "serves")))
        return Want(label, label, [Tier(0, "", there)]), unknown
    tiers = _tiers(index, kind, meant) if meant else ()
    # Who has it itself comes before who is open to all; else a filter orders nothing.
    share = UNIT if kind in (*OPEN, "languages") else 0
    return Want(label, label, [Tier(share and tier.points // share, "", tier.rows) for tier in tiers]), unknown


def codes(index: "Index", kind: str, value: str) -> "list[Concept]":
    """Turn what a filter says, a code or words people say for it, into codes."""
    if index.execute("SELECT 1 FROM posting WHERE tag = ?", (f"{kind}:{value}",)).fetchone():
        return [(kind, value, value)]
    said = key(value)
    return [dated(concept, index.today) for concept in concepts(index, (said,)).get(said, ()) if concept[0] == kind]


def _suggestion(index: "Index", kind: str, value: str) -> str:
    """Say which words for a kind are near to one that nobody knows."""
    from peerdir.search.lookups import alike

    found = alike(index, kind, singular(" ".join(words(value))))
    return f" (did you mean {' or '.join(found)}?)" if found else ""


def shown(index: "Index", meant: "Sequence[Concept]") -> str:
    """Say what a phrase means: "condition: diabetes"."""
    by_kind: dict[str, dict[str, str]] = {}
    for kind, code, label in meant:
        by_kind.setdefault(kind, {})[code] = label
    parts = (f"{NAMES[kind]}: {_label(index, kind, labels)}" for kind, labels in by_kind.items())
    return ", ".join(dict.fromkeys(parts)) if set(by_kind) <= {"day", "time"} else " or ".join(dict.fromkeys(parts))


def _label(index: "Index", kind: str, labels: dict[str, str]) -> str:
    """Say several codes in one word if their labels share one: "diabetes"; else the labels."""
    listed = list(labels.values())
    if len(listed) > 1 and kind not in ("day", "time", "place"):
        marks = ",".join("?" * len(labels))
        sql = (
            f"SELECT said FROM phrase WHERE kind = ? AND code IN ({marks})"  # noqa: S608
            " GROUP BY words HAVING count(*) = ? ORDER BY length(said) DESC"
        )
        every = (str(said) for (said,) in index.execute(sql, (kind, *labels, len(labels))))
        if common := next((said for said in every if any(said in label.lower() for label in listed)), None):
            return common
    more = f" and {len(listed) - 3} more" if len(listed) > 4 else ""
    return " / ".join(sorted(listed)[: 3 if more else 4]) + more
