"""US postal codes and US cities, in two tables that ship with the program (scripts/us_postal_codes.py makes them).

Only the lines that are asked for are read: both tables are sorted, and a line is found by halving. The data is from
GeoNames (CC BY 4.0) and, for Puerto Rico and the islands, from the US Census Bureau (public domain). A search needs
this at its start, so nothing slow is imported.
"""

import os

FOLDER = os.path.dirname(__file__)  # noqa: PTH120
CODES, CITIES = os.path.join(FOLDER, "us_postal_codes.txt"), os.path.join(FOLDER, "us_cities.txt")  # noqa: PTH118
# So little is read in one go in any case.
BLOCK = 1024
# What the tables hold: the states, the district, and lands with US postal codes.
STATES = {
    state.strip()[:2]: state.strip()[3:]
    for state in """
    AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut, DE Delaware,
    DC District of Columbia, FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois, IN Indiana, IA Iowa, KS Kansas,
    KY Kentucky, LA Louisiana, ME Maine, MD Maryland, MA Massachusetts, MI Michigan, MN Minnesota, MS Mississippi,
    MO Missouri, MT Montana, NE Nebraska, NV Nevada, NH New Hampshire, NJ New Jersey, NM New Mexico, NY New York,
    NC North Carolina, ND North Dakota, OH Ohio, OK Oklahoma, OR Oregon, PA Pennsylvania, RI Rhode Island,
    SC South Carolina, SD South Dakota, TN Tennessee, TX Texas, UT Utah, VT Vermont, VA Virginia, WA Washington,
    WV West Virginia, WI Wisconsin, WY Wyoming, AS American Samoa, GU Guam, MH Marshall Islands,
    MP Northern Mariana Islands, PR Puerto Rico, VI Virgin Islands
    """.split(",")  # noqa: SIM905 - a table reads better than a long list
}


class PostalCode:
    """A postal code: degrees of its middle, its state, and its city, which is "" where the source names none."""

    __slots__ = ("city", "code", "latitude", "longitude", "state")

    def __init__(self, code: str, latitude: float, longitude: float, state: str, city: str) -> None:
        self.code = code
        self.latitude = latitude
        self.longitude = longitude
        self.state = state
        self.city = city


def postal_code(code: str) -> PostalCode | None:
    """Return what is known of a code of five digits; None for all else, and for codes of the military."""
    found = lines(CODES, f"{code} ") if _is_code(code) else []
    return _postal_code(found[0]) if found else None


def neighbors(code: str) -> list[PostalCode]:
    """Return the codes that begin with the same three digits, those nearest in number first; [] for what is no code."""
    near = map(_postal_code, lines(CODES, code[:3]) if _is_code(code) else [])
    return sorted(near, key=lambda other: abs(int(other.code) - int(code)))


def cities(key: str) -> tuple[PostalCode, ...]:
    """Return the cities of a name as it is compared (`places.key`), one a state and the one with most codes first.

    Each is given by the postal code in its middle.
    """
    found = lines(CITIES, f"{key}|") if key else []
    codes = found[0].split("|")[1:] if found else []
    return tuple(city for code in codes if (city := postal_code(code)))


def city_keys(start: str) -> list[str]:
    """Return the names of the cities, as they are compared, that begin with a text."""
    return [line.partition("|")[0] for line in lines(CITIES, start)]


def lines(table: str, start: str) -> list[str]:
    """Return the lines of a sorted table that begin with a text."""
    wanted = start.encode("utf-8", "replace")
    found = []
    with open(table, "rb") as file:  # noqa: PTH123
        low, high = 0, file.seek(0, 2)
        while high - low > BLOCK:
            middle = (low + high) // 2
            # The first line that starts here or later; a line that starts right here must not be passed over.
            file.seek(middle - 1)
            begin = middle - 1 + len(file.readline())
            line = file.readline()
            if line and line < wanted:
                low = begin + len(line)
            else:
                high = middle
        file.seek(low)
        for line in file:
            if line.startswith(wanted):
                found.append(line.decode("ascii").rstrip("\n"))
            elif line > wanted:
                break
    return found


def _is_code(text: str) -> bool:
    return len(text) == 5 and text.isascii() and text.isdigit()


def _postal_code(line: str) -> PostalCode:
    code, latitude, longitude, state, *city = line.split(" ", 4)
    return PostalCode(code, int(latitude) / 1000, int(longitude) / 1000, state, "".join(city))
