"""A query to ranked results: everything somebody wants is a set of programs; what all sets share is the answer.

Points say how well a program fits each want; those that fit more, and better, come first. Words that mean nothing known
order what is found. When nobody has everything, wishes give way; when still nothing is left, `relaxations` says what to
leave out.
"""

from itertools import islice

from peerdir.cards.row import COLUMNS, Card
from peerdir.index.postings import Scores, members, union
from peerdir.query import LISTED, Answer, Query, Result
from peerdir.search import wants, whereabouts
from peerdir.search.lookups import either, of_kind
from peerdir.search.understand import understand
from peerdir.search.wants import Tier, Want

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peerdir.index.store import Index
    from peerdir.search.nearby import Around

# What a program of another tool may count.
FACETS = (
    *("conditions", "populations", "needs", "modalities", "functions", "languages", "accessibility", "place", "day"),
    *("organization", "status"),
)
TIMES = ("morning", "afternoon", "evening")
MOST_RELAXED, MOST_PAIRED = 5, 8
# A word that stands in more than so many of all programs finds none by itself.
COMMON = 0.4
UNIT_BITS = wants.UNIT.bit_length() - 1
AT_ONCE = 500


class _Question:
    """A query as it is understood, with all sets of programs that it asks for."""

    def __init__(self, index: "Index", query: Query) -> None:
        self.index, self.query = index, query
        self.within = either(index, (f"status:{status}" for status in query.statuses))
        self.unknown = [f"status: {status}" for status in query.statuses if not _is_status(index, status)]
        self.wants: list[Want] = []
        self.around: Around | None = None
        self.place: str | None = None
        self.unused: list[str] = []
        self.understood: list[str] = []
        self.of_words: list[Want] = []
        self._filters()
        self._words()

    def _filters(self) -> None:
        query = self.query
        for kind, values in query.filters.items():
            if values:
                want, unknown = wants.of_filter(self.index, kind, values)
                self.wants.append(want)
                self.unknown += unknown
        if query.room_since:
            rows = wants.has_room(self.index, query.room_since.isoformat())
            self.wants.append(Want("has room", "has room", [Tier(0, "", rows)]))

    def _words(self) -> None:
        found = understand(self.index, self.query.text)
        self.in_danger, self.typed = found.in_danger, found.typed
        self.understood += [f'showing results for "{phrase}"' for phrase in found.mended]
        self.unused += found.unused
        where = whereabouts.find(self.index, self.query, found)
        self.miles = where.miles
        self.unknown += where.unknown
        self.unused += where.unused
        phrases = [one for one in found.phrases if one not in where.taken and not _is_relative(one.concepts)]
        when = [phrase for phrase in phrases if _is_when(phrase.concepts)]
        if when:
            days = wants.days(self.index, self.query.filters.get("day", ()))
            self._add(wants.of_when(self.index, when, days))
        for phrase in phrases:
            if phrase not in when:
                self._add(wants.of_phrase(self.index, phrase))
        for said in dict.fromkeys(found.names.values()):
            self._add(wants.of_name(self.index, said, [id_ for id_ in found.names if found.names[id_] == said]))
        self._go(where)

    def _add(self, want: Want) -> None:
        """Take a want in; one that nobody in the whole directory can meet is no use."""
        if not want.shown:
            self.unused.append(want.said.strip('"'))
            return
        self.wants.append(want)
        self.of_words.append(want)
        if want.shown not in self.understood and not want.shown.startswith("name: "):
            self.understood.append(want.shown)

    def _go(self, where: whereabouts.Where) -> None:
        """Take in where somebody is, and how far they would go; where nobody knows that place nobody is."""
        if where.shown:
            self.around, self.place = where.around, where.named
            self.wants.append(Want(where.said, where.shown, where.tiers))
            self.of_words.append(self.wants[-1])
        if where.around:
            self.understood.append(where.shown)


def _is_when(concepts: "Sequence[tuple[str, str, str]]") -> bool:
    return bool(concepts) and all(kind in ("day", "time") for kind, _, _ in concepts)


def _is_relative(concepts: "Sequence[tuple[str, str, str]]") -> bool:
    """Tell whether words say only for whom of their own somebody asks, which says nothing about a program."""
    return bool(concepts) and all(kind == "relative" for kind, _, _ in concepts)


def search(index: "Index", query: Query) -> Answer:
    """Answer a query from the index."""
    asked = _Question(index, query)
    rows = _found(asked)
    scores = Scores()
    for want in asked.wants:
        for tier in want.tiers:
            scores.add(tier.rows & rows, tier.points)
    ranked = list(islice(_ranked(asked, scores, rows), query.limit))
    cards = _cards(index, ranked)
    index.shown |= {card["id"] for card in cards.values()}
    unmet = _unmet(asked, rows)
    lost = {want.shown for want in unmet} - {want.shown for want in asked.wants if want not in unmet}
    relaxed = [want.said.strip('"') for want in unmet]
    return Answer(
        results=tuple(_result(asked, scores, row, cards[row]) for row in ranked),
        total=rows.bit_count(),
        understood=tuple(dict.fromkeys(one for one in asked.understood if one not in lost)),
        unused=tuple(dict.fromkeys(asked.typed.get(said, said) for said in (*asked.unused, *relaxed))),
        unknown=tuple(asked.unknown),
        place=asked.place,
        general=_general(asked, rows),
        relaxations=() if rows else tuple(_relaxations(asked)),
        facets=_facets(index, rows) if query.count_facets else {},
        emergency=tuple(index.execute("SELECT name, phone FROM emergency")),
        in_danger=asked.in_danger,
        miles=asked.miles,
    )


def _general(asked: _Question, rows: int) -> tuple[str, ...]:
    """Say what it is all about where nobody who was found is for just that."""
    subjects = [want for want in asked.wants if want.is_subject]
    return () if not rows or any(want.best & rows for want in subjects) else tuple(want.shown for want in subjects)


def _found(asked: _Question) -> int:
    """Return the programs that have everything that is needed; if there are none, everything but the wishes."""
    needed = [want for want in asked.wants if want.is_needed]
    said = [want for want in asked.wants if not want.is_needed]
    if asked.unused and not asked.of_words:
        # Nothing that was said could be used, so nothing answers it.
        return 0
    if said and not any(want in asked.of_words for want in needed):
        return asked.within & _all(needed) & _by_words(asked, said)
    rows = asked.within & _all(needed)
    subject = union(want.best for want in needed if want.is_subject) or -1
    return rows if rows & subject else _nearly(asked, needed, subject) or rows


def _nearly(asked: _Question, needed: "Sequence[Want]", subject: int) -> int:
    """Return the programs that have all but some wishes, as few as can be, and are about what was asked."""
    wishes = [want for want in needed if want.is_wish]
    rows = asked.within & _all([want for want in needed if not want.is_wish]) & subject
    met = Scores()
    for wish in wishes:
        met.add(wish.rows, 1)
    return next((group for _, group in met.groups(rows)), 0) if wishes else 0


def _all(needed: "Sequence[Want]") -> int:
    """Return the programs that have all that is needed; of several conditions one is enough."""
    subjects = [want.rows for want in needed if want.is_subject]
    rows = union(subjects) if subjects else -1
    for want in needed:
        rows &= rows if want.is_subject else want.rows
    return rows


def _by_words(asked: _Question, said: "Sequence[Want]") -> int:
    """Return the programs that have one of the words; a word that nearly all have counts only with another."""
    most = asked.within.bit_count() * COMMON
    rare = [want.rows for want in said if (want.rows & asked.within).bit_count() <= most]
    return union(rare or [want.rows for want in said])


def _unmet(asked: _Question, rows: int) -> list[Want]:
    """Return what had to give way: wishes and words that none of the programs found has."""
    if not rows:
        return []
    return [want for want in asked.wants if want.said.startswith('"') and not want.rows & rows]


def _ranked(asked: _Question, scores: Scores, rows: int) -> "Iterator[int]":
    """Yield programs, the best fit first; near a place, those of one group by the way there."""
    around = asked.around
    if around is None or not around.points:
        for _, group in scores.groups(rows):
            yield from members(group)
        return
    for _, group in scores.groups(rows, UNIT_BITS):
        yield from sorted(members(group & around.near), key=lambda row: -around.nearness(row))
        for _, rest in scores.groups(group & ~around.near):
            yield from members(rest)


def _cards(index: "Index", rows: "Sequence[int]") -> "Mapping[int, Card]":
    names = '", "'.join((*COLUMNS, "rest"))
    cards: dict[int, Card] = {}
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        sql = f'SELECT row, "{names}" FROM card WHERE row IN ({",".join("?" * len(some))})'  # noqa: S608
        cards |= {row: Card(cells) for row, *cells in index.execute(sql, some)}
    return cards


def _result(asked: _Question, scores: Scores, row: int, card: Card) -> Result:
    why = dict.fromkeys(reason for want in asked.wants if (reason := want.why(row)))
    around = asked.around
    return Result(
        card=card,
        score=scores.of(row) / wants.UNIT,
        why=tuple(why),
        distance_km=around.way(row) if around else None,
        reach=around.why(row) if around else None,
    )


def _relaxations(asked: _Question) -> "Iterator[tuple[str, int]]":
    """Yield what to leave out so that something is found, and how much is found then: one thing, else two."""
    needed = [want for want in asked.wants if want.is_needed][:MOST_PAIRED]
    alone = [(left.said, [want for want in needed if want is not left]) for left in needed]
    pairs = [
        (f"{left.said} and {other.said}", [want for want in needed if want not in (left, other)])
        for i, left in enumerate(needed)
        for other in needed[i + 1 :]
    ]
    for choices in (alone, pairs if len(needed) > 2 else []):
        counts = [(said, (asked.within & _all(rest)).bit_count()) for said, rest in choices]
        found = sorted((one for one in counts if one[1]), key=lambda one: -one[1])
        yield from found[:MOST_RELAXED]
        if found:
            return


def _facets(index: "Index", rows: int) -> "Mapping[str, Mapping[str, int]]":
    """Count the codes of everything that was found, by kind, the most frequent first."""
    counts: dict[str, dict[str, int]] = {}
    for kind in FACETS:
        counts[kind] = {code: (found & rows).bit_count() for code, found in of_kind(index, kind).items()}
    when = of_kind(index, "when")
    counts["time"] = {part: (when.get(f"* {part}", 0) & rows).bit_count() for part in TIMES}
    return {
        kind: dict(
            sorted(((code, number) for code, number in found.items() if number), key=lambda one: (-one[1], one[0]))
        )
        for kind, found in counts.items()
        if any(found.values())
    }


def _is_status(index: "Index", status: str) -> bool:
    return status in LISTED or bool(either(index, (f"status:{status}",)))
