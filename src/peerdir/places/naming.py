"""Where a place is that somebody names, and how far two places are apart: offline, and never by guessing.

A name is looked up as it is written, case and accents aside: the directory's own places first, then US postal codes and
US cities. Nothing that is only similar is found; `suggest` offers that to a person. Of a name that several places have
all are kept, unless one is the directory's own; a state or a country after it decides: "Oxford, OH", "Oxford, UK".
A search needs this at its start, so nothing slow is imported.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from peerdir.analyse import fold, words
from peerdir.places.distance import MILE
from peerdir.places.us import STATES, PostalCode, cities, city_keys, neighbors, postal_code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("postal code", "city", "region", "state", "country")
"""What a place can be, the narrowest first."""
# One word for what people write in two ways: "St. Louis", "Saint Louis".
SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
# Words that belong to the next: "O Fallon" is O'Fallon, "Coeur d Alene" is Coeur d'Alene.
PREFIXES = ("o", "d")
NO_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʻ`´"))
BREAKS = dict.fromkeys(map(ord, ";()،、"), ",")
COUNTRIES = {"usa": "US", "united states": "US", "america": "US", "uk": "GB", "united kingdom": "GB"}
US_NAMES = {
    **{name.lower(): code for code, name in STATES.items()},
    **{code.lower(): code for code in STATES},
    **{name: "" for name in ("us", *COUNTRIES) if COUNTRIES.get(name, "US") == "US"},
}
"""The names of the US and its states as they are compared, with the state's code, or ""."""
LONGEST_STATE = 3
EARTH_RADIUS, HALF_ROUND_THE_EARTH = 6371.0, 20_015.0
UNITS = {
    **dict.fromkeys(("", "km", "kms", "kilometer", "kilometers", "kilometre", "kilometres"), 1.0),
    **dict.fromkeys(("mi", "mile", "miles"), MILE),
}
SUGGESTIONS, CLOSE, LONGEST_NAME = 3, 0.75, 60


class Place:
    """A place somebody can name: what to call it, degrees, and what it is.

    `kind` is one of KINDS, `country` a two-letter code, `state` the state as addresses write it ("CA"), or "". A
    region, a state and a country are each given by the one of the directory's addresses that lies most in their middle.
    A place can be unpacked into the arguments it was made of, which is what an index keeps.
    """

    __slots__ = ("country", "kind", "label", "latitude", "longitude", "state")

    def __init__(self, label: str, latitude: float, longitude: float, kind: str, country: str, state: str) -> None:
        self.label = label
        self.latitude = latitude
        self.longitude = longitude
        self.kind = kind
        self.country = country
        self.state = state

    def __iter__(self) -> Iterator[str | float]:
        return iter((self.label, *self.point, self.kind, self.country, self.state))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Place{tuple(self)}"

    @property
    def point(self) -> tuple[float, float]:
        """Latitude and longitude in degrees."""
        return self.latitude, self.longitude


Known = Mapping[str, Sequence[Place]]
"""The directory's own places by their names as they are compared (`key`), as `gazetteer.gather` returns them."""


def resolve(said: str, known: Known, country: str) -> tuple[Place, ...]:
    """Return the places that a text names: none if unknown, several if it does not say which, the likeliest first.

    Of `known` only `get` is used, so that an index may look a name up. `country` is the directory's own. A city or a
    postal code there that the directory has programs in wins over places that it has none in. US postal codes and
    cities are known to directories of that country, and to others when the text names the country or a state too. Never
    raises, whatever the text.
    """
    for name, qualifiers in _readings(said, known):
        own = [place for place in known.get(name, ()) if _fits(place, qualifiers, known)]
        own.sort(key=lambda place: place.country != country)
        settled = any(place.country == country and place.kind in KINDS[:2] for place in own)
        if found := own if settled else own + _american(own, name, qualifiers, known, country):
            return tuple(wide for wide in found if not any(_inside(place, wide) for place in found))
    return ()


def suggest(said: str, known: Known, country: str) -> tuple[str, ...]:
    """Return up to three labels near to a text that `resolve` does not know; it knows each of them.

    Reads all names of `known`.
    """
    labels: dict[str, None] = {}
    for name in _near(said, known, country):
        labels |= dict.fromkeys(place.label for place in resolve(name, known, country))
        if len(labels) >= SUGGESTIONS:
            break
    return tuple(labels)[:SUGGESTIONS]


def key(text: str) -> str:
    """Return a name as it is compared: "Saint José, D.C." is "st jose dc"."""
    joined = " ".join(map(_without_dots, text.translate(NO_APOSTROPHES).split()))
    said = [SHORT.get(word, word) for word in words(joined)]
    name = ""
    for word, after in zip(said, [*said[1:], ""], strict=False):
        name += word if word in PREFIXES and after.isalpha() else f"{word} "
    return name.rstrip()


def _without_dots(word: str) -> str:
    """Return "D.C." as "DC", and other words as they are."""
    letters = word.rstrip(",").split(".")
    return word.replace(".", "") if len(letters) > 2 and all(len(letter) < 2 for letter in letters) else word


def parts(text: str) -> list[str]:
    """Cut a text at its commas and brackets, and return the parts as they are compared."""
    return [part for cut in fold(text).translate(BREAKS).split(",") if (part := key(cut))]


def kilometers(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return how far two points (latitude and longitude in degrees) are apart along a great circle, in kilometers."""
    north, other = math.radians(a[0]), math.radians(b[0])
    east = math.radians(b[1] - a[1])
    root = math.sin((other - north) / 2) ** 2 + math.cos(north) * math.cos(other) * math.sin(east / 2) ** 2
    return 2 * EARTH_RADIUS * math.asin(min(1.0, math.sqrt(root)))


def parse_distance(text: str, *, miles: bool = False) -> float:
    """Return the kilometers that "20km", "10 miles" or "15" say; ValueError for anything else.

    A number alone is kilometers, or miles if `miles` says so.
    """
    said = "".join(fold(text).split()).replace(",", ".")
    number = said.rstrip("abcdefghijklmnopqrstuvwxyz")
    whole, _, rest = number.partition(".")
    # "1,000" is a thousand to some and one to others.
    written = whole.isdecimal() and (rest.isdecimal() or whole == number) and len(rest) < 3
    unit = MILE if miles and number == said else UNITS.get(said[len(number) :])
    if not written or unit is None:
        raise ValueError("write a number and km or mi, for example 20km or 10mi")
    distance = float(number) * unit
    if not 0 < distance <= HALF_ROUND_THE_EARTH:
        raise ValueError("a distance must be more than 0 and at most half around the Earth, for example 20km or 10mi")
    return distance


def _readings(said: str, known: Known) -> Iterator[tuple[str, list[str]]]:
    """Yield every way to read a text as a name and what says where that is, the likeliest first."""
    found = parts(said)
    numbers = [word for part in found for word in part.split() if any(map(str.isdigit, word))]
    if numbers:
        # "92101-1234" tells the street too.
        code = numbers[0] if list(map(len, numbers)) == [5, 4] else "".join(numbers)
        yield code, [word for part in found for word in part.split() if word not in numbers]
    if len(found) > 1:
        yield " ".join(found), []
    if found:
        yield from _peeled(found[0], found[1:], known, 2)


def _peeled(name: str, qualifiers: list[str], known: Known, times: int) -> Iterator[tuple[str, list[str]]]:
    """Yield a name whole, and without the states and countries at its end: "las vegas nevada usa" has two."""
    yield name, qualifiers
    said = name.split()
    for length in range(1, min(LONGEST_STATE + 1, len(said)) if times else 1):
        qualifier = " ".join(said[-length:])
        if _is_wide(qualifier, known):
            yield from _peeled(" ".join(said[:-length]), [qualifier, *qualifiers], known, times - 1)


def _is_wide(qualifier: str, known: Known) -> bool:
    """Tell whether a text names a state or a country."""
    named = qualifier in COUNTRIES or qualifier in US_NAMES
    return named or any(place.kind in KINDS[3:] for place in known.get(qualifier, ()))


def _fits(place: Place, qualifiers: Sequence[str], known: Known) -> bool:
    """Tell whether a place is in everything that was said after its name."""
    return all(_is_in(place, qualifier, known) for qualifier in qualifiers)


def _is_in(place: Place, qualifier: str, known: Known) -> bool:
    state = US_NAMES.get(qualifier)
    # Of a postal code single words are compared: "20500 Washington DC" is not in the state of Washington.
    if place.country == "US" and state is not None and place.kind != KINDS[0]:
        return state in ("", place.state)
    if COUNTRIES.get(qualifier) == place.country or qualifier in (place.country.lower(), place.state.lower()):
        return True
    names = parts(place.label)
    if place.kind == KINDS[0]:
        names = " ".join([*names, STATES.get(place.state, "").lower()]).split()
    return qualifier in names or any(
        wide.kind in KINDS[3:] and _inside(place, wide) for wide in known.get(qualifier, ())
    )


def _inside(place: Place, wide: Place) -> bool:
    """Tell whether a place lies in a wider one: in its country, and in its state if it has one."""
    wider = KINDS.index(wide.kind) > KINDS.index(place.kind)
    return wider and wide.country == place.country and wide.state in ("", place.state)


def _american(own: Sequence[Place], name: str, qualifiers: Sequence[str], known: Known, country: str) -> list[Place]:
    """Return the US postal codes and cities of a name that are not the directory's own already."""
    if country != "US" and not any(word in US_NAMES for word in qualifiers):
        return []
    code = postal_code(name)
    found = [postal_place(code, country)] if code else [city_place(city, country) for city in cities(name)]
    taken = {(place.kind, place.state) for place in own if place.country == "US"}
    return [place for place in found if (place.kind, place.state) not in taken and _fits(place, qualifiers, known)]


def postal_place(code: PostalCode, country: str) -> Place:
    """Return a US postal code as a place; `country` is the directory's own, which labels leave out."""
    where = ", ".join(filter(None, (code.city, code.state, "" if country == "US" else "US")))
    return Place(f"{code.code} ({where})", code.latitude, code.longitude, KINDS[0], "US", code.state)


def city_place(code: PostalCode, country: str) -> Place:
    """Return the US city of the postal code in its middle as a place."""
    label = ", ".join(filter(None, (code.city, code.state, "" if country == "US" else "US")))
    return Place(label, code.latitude, code.longitude, KINDS[1], "US", code.state)


def _near(said: str, known: Known, country: str) -> Iterator[str]:
    """Yield names that may be meant: what was said after the name is wrong, or a number, or a letter."""
    readings = list(_readings(said[:LONGEST_NAME], known))
    for name, _ in readings:
        yield name
        if country == "US":
            yield from (code.code for code in neighbors(name)[:SUGGESTIONS])
        else:
            yield f"{name}, US"
    if readings:
        import difflib

        name, qualifiers = readings[-1]
        pool = [*known, *(city_keys(name[0]) if country == "US" else ())]
        for close in difflib.get_close_matches(name, pool, SUGGESTIONS, CLOSE):
            yield ", ".join((close, *qualifiers))
            yield close
