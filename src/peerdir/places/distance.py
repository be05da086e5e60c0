"""How far, as people say it: in miles where a country counts in miles, else in kilometers.

The web pages say it by the same rules (templates/site/assets/search-places.js).
"""

MILE = 1.609344
"""Kilometers."""
COUNTRIES_WITH_MILES = frozenset(("GB", "LR", "MM", "US"))
# Nearer than this the first decimal matters.
NEAR = 10


def in_miles(country: str) -> bool:
    """Tell whether people of a country, given by its two letters, count in miles."""
    return country in COUNTRIES_WITH_MILES


def shown(km: float, *, miles: bool) -> str:
    """Say some kilometers: "3.2 km", "5 mi", "1,200 mi"."""
    number = km / MILE if miles else km
    # What rounds to ten is not near, or "10.0" stands beside "10".
    is_near = round(number, 1) < NEAR
    return f"{number:,.{1 if is_near else 0}f}".removesuffix(".0") + (" mi" if miles else " km")


def unit(said: str) -> bool | None:
    """Tell whether a distance is said in miles: "10mi"; False for kilometers, None for a number alone."""
    letters = "".join(letter for letter in said.casefold() if letter.isalpha())
    return letters.startswith("mi") if letters else None
