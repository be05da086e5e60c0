"""Where somebody is: the place that a query names in its words or beside them, and which programs that leaves."""

from peerdir.places.distance import in_miles, shown
from peerdir.query import NEAR_KM
from peerdir.search.lookups import country, is_in_text
from peerdir.search.wants import UNIT, Tier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from peerdir.index.store import Index
    from peerdir.places.naming import Place
    from peerdir.query import Query
    from peerdir.search.nearby import Around
    from peerdir.search.understand import Phrase, Understood

# In the place by its name, serving it, near it, reached without going there.
AT, SERVING, NEAR, REACHED = 4 * UNIT, 3 * UNIT, 2 * UNIT, 1 * UNIT
POSTAL_CODE = 5
# So many phrases may make one name; so many are tried as one.
LONGEST, MOST_TRIED = 4, 4


class Where:
    """A place as understood: `taken` are the phrases that name it, `named` what it is called, `tiers` who is there.

    `miles` tells whether distances are told in miles.
    """

    __slots__ = ("around", "miles", "named", "said", "shown", "taken", "tiers", "unknown", "unused")

    def __init__(self, *, miles: bool) -> None:
        self.miles = miles
        self.taken: list[Phrase] = []
        self.unknown: list[str] = []
        self.unused: list[str] = []
        self.around: Around | None = None
        self.named: str | None = None
        self.said, self.shown = "", ""
        self.tiers: list[Tier] = []


def find(index: "Index", query: "Query", found: "Understood") -> Where:
    """Find the place of a query. One named beside the words goes before one in the words."""
    where = Where(miles=in_miles(country(index)) if query.miles is None else query.miles)
    km = query.within_km or found.within_km
    if query.near:
        _beside(index, where, query.near, km)
    else:
        _in_words(index, where, found, km)
    if found.within_km and not where.around:
        where.unused.append(shown(found.within_km, miles=where.miles))
    return where


def _beside(index: "Index", where: Where, said: str, km: float | None) -> None:
    from peerdir.search import nearby

    if places := nearby.find(index, said):
        _settle(index, where, said, places, (), km, is_near=True)
        return
    near = nearby.nearest(index, said)
    meant = f" (did you mean {' or '.join(near)}?)" if near else ""
    where.unknown.append(f"near: {said}{meant}")
    where.said = where.shown = f"near {said}"


def _in_words(index: "Index", where: Where, found: "Understood", km: float | None) -> None:
    """Find the first phrase that is a place, with what follows it to say which; else words that nothing else is."""
    tries = 0
    for i, phrase in enumerate(found.phrases):
        codes = [code for kind, code, _ in phrase.concepts if kind == "place"]
        is_only = bool(codes) and len({kind for kind, _, _ in phrase.concepts}) == 1
        if is_only or (codes and phrase.is_near) or (not phrase.concepts and _may_be_place(index, phrase)):
            tries += 1
            taken, places = _resolved(index, found.phrases[i:]) if tries <= MOST_TRIED else ([], ())
            if places or codes:
                where.taken = taken or [phrase]
                said = " ".join(one.words for one in where.taken)
                is_near = phrase.is_near or km is not None or _is_number(said)
                _settle(index, where, said, places, codes if len(where.taken) == 1 else (), km, is_near=is_near)
                return


def _is_number(said: str) -> bool:
    return len(said) == POSTAL_CODE and said.isdigit()


def _may_be_place(index: "Index", phrase: "Phrase") -> bool:
    """Tell whether a word that means nothing may be a place: a number like a postal code, or nowhere in a text."""
    return _is_number(phrase.words) or phrase.is_near or not is_in_text(index, phrase.words)


def _resolved(index: "Index", phrases: "list[Phrase]") -> "tuple[list[Phrase], tuple[Place, ...]]":
    """Read as many phrases as possible as one place: "Oxford OH", "des moines"."""
    from peerdir.search import nearby

    possible = 1
    while possible < min(LONGEST, len(phrases)) and _goes_on(phrases[possible]):
        possible += 1
    for number in range(possible, 0, -1):
        if places := nearby.find(index, " ".join(phrase.words for phrase in phrases[:number])):
            return phrases[:number], places
    return [], ()


def _goes_on(phrase: "Phrase") -> bool:
    """Tell whether a phrase may belong to the name of the place before it."""
    return not phrase.concepts or any(kind == "place" for kind, _, _ in phrase.concepts)


def _settle(
    index: "Index",
    where: Where,
    said: str,
    places: "tuple[Place, ...]",
    codes: "list[str] | tuple[()]",
    km: float | None,
    *,
    is_near: bool,
) -> None:
    """Say who is in a place, who serves it, who is near, and who can be reached from there."""
    from peerdir.search import nearby

    known = list(dict.fromkeys((*codes, *(nearby.code(place) for place in places))))
    around = where.around = nearby.Around(index, places, known, km or NEAR_KM)
    where.named = nearby.named(places) if places else said
    within = f"within {shown(around.km, miles=where.miles)}"
    tiers = [
        Tier(SERVING, "serves the area", around.serving),
        Tier(NEAR, within, around.near),
        Tier(REACHED, "reached from anywhere", around.reachable),
    ]
    if is_near and around.points:
        where.said, where.shown = f'"{said}"', f"{within} of {said}"
        where.tiers = [Tier(AT, "", around.near), *tiers[:1], Tier(REACHED, "", around.reachable)]
        return
    label = where.named if len(places) == 1 else said
    where.said, where.shown = f'"{said}"', f"place: {label}"
    where.tiers = [Tier(AT, f"place: {label}", around.at), *tiers]
