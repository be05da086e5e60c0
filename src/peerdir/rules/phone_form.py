"""A phone number must be whole: with its country code, or a number of the directory's own country.

It is what a person in need dials. Vanity letters, full-width digits and missing digits are refused, and a number
without its country code is asked for in full, so that it can be dialled from any phone.

Bad:

    contacts: [{role: public, phone: "555-0100"}]

Good:

    contacts: [{role: public, phone: "+1-619-555-0100"}]
"""

import functools
import re
from collections.abc import Iterator

from peerdir.collection import Entry
from peerdir.diagnostic import Severity
from peerdir.rule import ALL_KINDS, Context, Finding

SEVERITY = Severity.ERROR
KINDS = ALL_KINDS
PLAIN = re.compile(r"\+?[0-9 ().\-]+")
# Emergency lines of directory.yaml are dialled as they are: 911, 988, 116 123.
SHORT = re.compile(r"[0-9][0-9 -]{1,7}")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at every field called `phone`. The number itself is never repeated: logs are public."""
    country = context.collection.directory.country
    for pointer, value in entry.source.texts("phone"):
        if pointer[:1] == ("emergency",) and SHORT.fullmatch(value):
            continue
        if message := _wrong(value, country):
            yield pointer, message


@functools.lru_cache(maxsize=4096)
def _wrong(value: str, country: str) -> str | None:
    """Say what is wrong with a number, or None."""
    import phonenumbers

    if not PLAIN.fullmatch(value):
        if re.search(r"[A-Za-z]", value):
            return "a phone number has digits only; write letters as the digits on the keypad, an extension in `hours`"
        return "a phone number has plain digits 0-9, blanks, hyphens, dots and brackets; retype it"
    try:
        number = phonenumbers.parse(value, country)
    except phonenumbers.NumberParseException:
        return f"this is no phone number; write it with its country code, like {_example(country)}"
    if not phonenumbers.is_possible_number(number):
        return f"this phone number has too few or too many digits; a whole one looks like {_example(country)}"
    if not phonenumbers.is_valid_number(number):
        return f"no phone has this number; check every digit, a whole one looks like {_example(country)}"
    if not value.startswith("+"):
        return f"add the country code, +{number.country_code}, so that the number works from every phone"
    return None


def _example(country: str) -> str:
    import phonenumbers

    example = phonenumbers.example_number(country)
    if example is None:
        return '"+1-619-555-0100"'
    return f'"{phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.INTERNATIONAL)}"'
