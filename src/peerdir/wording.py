"""How a language says when, where and for whom: its days, its months, its clock, and the patterns they stand in.

English is written here, because the terminal and the web pages speak it. Other languages are written in
templates/text/<language>.yaml under `when:`, by the names of these fields. {Names in brackets} are filled in.
"""

import dataclasses
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
ENGLISH_DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}

# "And" and "or" that are not words of their own: Arabic joins its "and" to what follows, Chinese has no spaces.
JOINING = {"و": " و", "和": "和", "或": "或"}

# What a language that says no more says as another field of its own: one with a comma lists with it as well.
ALIKE = {
    "list_comma": "comma",
    "every_many_days": "every_days",
    "every_many_weeks": "every_weeks",
    "every_many_months": "every_months",
}


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The words and patterns of one language; each field is English where nothing else is said."""

    months: tuple[str, ...] = ENGLISH_MONTHS
    # One day, and that day of every week: "Monday", "Mondays".
    days: Mapping[str, str] = field(default_factory=lambda: ENGLISH_DAYS)
    on_days: Mapping[str, str] = field(default_factory=lambda: {code: f"{day}s" for code, day in ENGLISH_DAYS.items()})
    ordinals: Mapping[str, str] = field(
        default_factory=lambda: {"1": "1st", "2": "2nd", "3": "3rd", "4": "4th", "5": "5th", "-1": "last"}
    )
    date: str = "{day} {month} {year}"
    month_of_year: str = "{month} {year}"
    first_of_month: str = "1"
    # Between the parts of a sentence, and between what is listed: in Chinese they are two signs.
    comma: str = ", "
    list_comma: str = ", "
    and_word: str = "and"
    or_word: str = "or"
    every: str = "every"
    numbered_day: str = "{numbers} {day}"
    every_day: str = "every day"
    every_other_day: str = "every other day"
    every_days: str = "every {count} days"
    every_other_week_one: str = "every other {day}"
    every_other_week: str = "{days}, every other week"
    every_weeks: str = "{days}, every {count} weeks"
    every_month: str = "{days} of the month"
    every_other_month: str = "{days} of every other month"
    every_months: str = "{days} of every {count} months"
    # The same from 11 on: Arabic counts what are so many in another form. Left out, they are as those above.
    every_many_days: str = "every {count} days"
    every_many_weeks: str = "{days}, every {count} weeks"
    every_many_months: str = "{days} of every {count} months"
    # 12 with am and pm, or 24.
    clock: int = 12
    whole_hour: str = "{hour}"
    hour_and_minutes: str = "{hour}:{minutes}"
    morning: str = "{time} am"
    afternoon: str = "{time} pm"
    from_to: str = "{start}–{end}"
    day_and_night: str = "day and night"
    time_of: str = "{city} time"
    by_appointment: str = "by appointment"
    until: str = "until {date}"
    confidential: str = "Confidential location, {area}"
    online: str = "Online"
    by_phone: str = "By phone"
    phone: str = "Phone"
    free: str = "Free"
    not_free: str = "There is a cost"
    ages_from: str = "Ages {low} and over"
    ages_up_to: str = "Up to age {high}"
    ages_between: str = "Ages {low} to {high}"
    methods: Mapping[str, str] = field(
        default_factory=lambda: {
            "phone": "by phone",
            "email": "by e-mail",
            "visit": "in a visit",
            "website": "on its web page",
            "self-report": "by the program itself",
        }
    )
    referral_methods: Mapping[str, str] = field(
        default_factory=lambda: {
            "self": "People can come by themselves",
            "phone": "Phone",
            "fax": "Fax",
            "email": "E-mail",
            "web-form": "Web form",
            "ehr": "Health record system",
            "in-person": "In person",
        }
    )
    capacity: Mapping[str, str] = field(
        default_factory=lambda: {
            "capacity": "Has room",
            "waitlist": "Waitlist",
            "no-capacity": "Full now",
            "additional-assessment-required": "Ask first if there is room",
        }
    )

    def join(self, parts: Sequence[str], word: str | None = None) -> str:
        """Join words as a sentence does, "a, b and c"; `word` takes the place of the language's "and"."""
        glue = self.glue(word)
        return glue.join(parts) if len(parts) < 3 else f"{self.list_comma.join(parts[:-1])}{glue}{parts[-1]}"

    def glue(self, word: str | None = None) -> str:
        """Return "and", or another word between two things, with the spaces it needs."""
        said = word or self.and_word
        return JOINING.get(said, f" {said} ")

    def twelve_months(self) -> bool:
        """Tell whether there are as many months as a year has."""
        return len(self.months) == len(ENGLISH_MONTHS)


ENGLISH = Wording()


class WordingError(ValueError):
    """What a language says is not complete, or not of the right form; the message names the field."""


def wording(values: Mapping[str, Any]) -> Wording:
    """Build the wording of a language from plain data, such as the part `when:` of a file in templates/text.

    Raises WordingError for a field that is not known or is of another form than the English one.
    """
    for name, value in values.items():
        if wrong := _wrong(name, value):
            raise WordingError(wrong)
    fields: dict[str, Any] = {k: tuple(value) if isinstance(value, list) else value for k, value in values.items()}
    said_alike = {name: fields[usual] for name, usual in ALIKE.items() if usual in fields}
    made = Wording(**said_alike | fields)
    if not made.twelve_months():
        raise WordingError("months should be a list of 12 names")
    return made


def _wrong(name: str, value: Any) -> str | None:
    """Return what is wrong with a field, or None."""
    if name not in {known.name for known in dataclasses.fields(Wording)}:
        return f"{name!r} is not known here"
    match getattr(ENGLISH, name):
        case int():
            return None if value in (12, 24) else f"{name} should be 12 or 24"
        case str() as english:
            return _unlike(name, value, english)
        case tuple():
            return None if isinstance(value, list) and _are_text(value) else f"{name} should be a list of words"
        case terms:
            known = isinstance(value, dict) and value.keys() == terms.keys() and _are_text(value.values())
            return None if known else f"{name} should say {', '.join(terms)}, each in words"


def _are_text(values: Any) -> bool:
    return all(isinstance(value, str) for value in values)


def _unlike(name: str, value: Any, english: str) -> str | None:
    """Return what is wrong with a pattern: it must be text with the same {names} as the English one."""
    if not isinstance(value, str):
        return f"{name} should be text"
    wanted = _names(english) or set()
    if _names(value) == wanted:
        return None
    listed = " and ".join(f"{{{part}}}" for part in sorted(wanted)) or "no {names}"
    return f"{name} should have {listed} in it"


def _names(pattern: str) -> set[str] | None:
    """Return the {names} in a pattern; None where its brackets do not match."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}
    except ValueError:
        return None
