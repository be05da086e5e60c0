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

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.records import Organization, Program
from peerdir.rule import ALL_KINDS, Context, Finding
from peerdir.words import dial_emergency

SEVERITY = Severity.ERROR
KINDS = ALL_KINDS
# Lines that a whole country dials with three digits: 211, 988, 112.
SERVICE = re.compile(r"[1-9][0-9]{2}")
PLAIN = re.compile(r"\+?[0-9 ().\-]+")
# What a keyboard for Chinese or Japanese, or a word processor, writes for digits, blanks, brackets and hyphens.
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
TYPESET = (
    WIDE | dict.fromkeys((0x3000, 0xA0, 0x2009, 0x202F), " ") | dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-")
)


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at every field called `phone`. The number itself is never repeated: logs are public."""
    country = context.collection.directory.country
    for pointer, value in entry.source.texts("phone"):
        if pointer[:1] == ("emergency",) and dial_emergency(value):
            continue
        if message := _wrong(value, country):
            right = _right(value, country if _is_at_home(entry, context) else None)
            yield pointer, message, entry.source.retype(pointer, right) if right else ()


def _is_at_home(entry: Entry, context: Context) -> bool:
    """Tell whether every address of an entry, and of who runs it, is in the directory's country."""
    match entry.record:
        case Program(locations=locations, organization=name):
            runner = context.collection.organization(name)
            addresses = [*(location.address for location in locations), runner.address if runner else None]
        case Organization(address=address):
            addresses = [address]
        case _:
            addresses = []
    return all(address is None or address.country == context.collection.directory.country for address in addresses)


def _right(value: str, country: str | None) -> str | None:
    """Return the one right way to write a number, if there is one; `country` is its own if it has no code."""
    import phonenumbers

    plain = value.translate(TYPESET).strip()
    if _wrong(plain, country or "ZZ") is None:
        return plain
    try:
        number = phonenumbers.parse(plain, country)
    except phonenumbers.NumberParseException:
        return None
    whole = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL).replace(" ", "-")
    # Where more than a prefix would change, as in mobile numbers of Argentina, a person should look.
    same = re.sub(r"\D", "", plain).endswith(phonenumbers.national_significant_number(number))
    return whole if same and not plain.startswith("+") and _wrong(whole, "ZZ") is None else None


@functools.lru_cache(maxsize=4096)
def _wrong(value: str, country: str) -> str | None:
    """Say what is wrong with a number, or None."""
    import phonenumbers

    if not PLAIN.fullmatch(value):
        if re.search(r"[A-Za-z]", value):
            return "a phone number has digits only; write letters as the digits on the keypad, an extension in `hours`"
        return "a phone number has plain digits 0-9, blanks, hyphens, dots and brackets; retype it"
    if "(0)" in value:
        return 'delete the "(0)"; it is not dialled after a country code'
    if SERVICE.fullmatch(value):
        return None
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
