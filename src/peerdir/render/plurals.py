"""Which form a counted word has: "1 day", "2 days"; Arabic has six.

Word files name the forms as Unicode's plural rules do (CLDR): one, two, few, many, other. `many` is said wherever a
language has no form of its own, so that most files need no more than `one` and `many`.
"""

from collections.abc import Collection, Mapping

MANY = "many"
FEW_IN_ARABIC, MANY_IN_ARABIC = range(3, 11), range(11, 100)


def said(forms: Mapping[str, str], number: int, language: str) -> str:
    """Return the words for a number of zero or more, out of those there are for it by form."""
    return forms[form(forms, number, language)]


def form(forms: Collection[str], number: int, language: str) -> str:
    """Return which of the forms there are is that of a number of zero or more."""
    return next((one for one in (_form(number, language), "other") if one in forms), MANY)


def _form(number: int, language: str) -> str:
    if language == "ar":
        return _in_arabic(number)
    return "one" if number == 1 or (number == 0 and language == "fr") else MANY


def _in_arabic(number: int) -> str:
    if number < 3:
        return ("zero", "one", "two")[number]
    if number % 100 in FEW_IN_ARABIC:
        return "few"
    return MANY if number % 100 in MANY_IN_ARABIC else "other"
