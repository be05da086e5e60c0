"""Facts in words, shared by the pages, the booklet and the terminal: when, where, for whom, how fresh.

They are said in English, or in the language whose `Wording` is given.
"""

import datetime as dt
import re
from collections.abc import Sequence

from peerdir.records import Address, Cost, Eligibility, Location, Slot
from peerdir.wording import ENGLISH, Wording

DAYS = ENGLISH.days
ORDINALS = ENGLISH.ordinals
METHODS = ENGLISH.methods
REFERRAL_METHODS = ENGLISH.referral_methods
CAPACITY = ENGLISH.capacity
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
EMAIL = re.compile(rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~.-]{{1,64}}@(?:{LABEL}\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]")
# Emergency and crisis lines have two to six digits and are dialled as they are.
SHORT = re.compile(r"[0-9]{2,6}")
FREE = re.compile(rf"{ENGLISH.free}[.;,] +")
MANY = 11  # from here on Arabic counts in another form
DIAL = re.compile(r"\+[0-9][0-9 ().\-]{4,38}")


def schedule(slot: Slot, say: Wording = ENGLISH) -> str:
    """Say when a meeting is: "1st and 3rd Tuesday of the month, 6–7:30 pm"."""
    if slot.by_appointment and slot.freq is None:
        return _capital(say.by_appointment)
    parts = [_capital(_days(slot, say)), times(slot.start, slot.end, say)]
    if slot.timezone:
        parts.append(say.time_of.format(city=slot.timezone.rpartition("/")[2].replace("_", " ")))
    if slot.by_appointment:
        parts.append(say.by_appointment)
    if slot.until:
        parts.append(say.until.format(date=date(slot.until, say)))
    return say.comma.join(part for part in parts if part)


def brief(slot: Slot) -> str:
    """Say when in as few letters as a table has room for: "1st & 3rd Tue 6–7:30 pm", "every other Thu 5 pm"."""
    if slot.by_appointment and slot.freq is None:
        return "by appointment"
    if slot.freq == "daily":
        days = {1: "daily", 2: "every other day"}.get(slot.interval, f"every {slot.interval} days")
        return f"{days} {times(slot.start, slot.end)}"
    found: dict[str, list[str]] = {}
    for code in slot.byday:
        found.setdefault(DAYS[code[-2:]][:3], []).append(ORDINALS.get(code[:-2], ""))
    days = ", ".join(f"{' & '.join(numbers)} {day}".strip() for day, numbers in found.items())
    if slot.interval > 1 and slot.freq == "weekly":
        days = f"every {'other' if slot.interval == 2 else f'{slot.interval} weeks'} {days}"
    elif slot.interval > 1:
        days = f"{days}, {_brief_months(slot.interval)}"
    return f"{days} {times(slot.start, slot.end)}"


def _brief_months(interval: int) -> str:
    return "every other month" if interval == 2 else f"every {interval} months"


def _days(slot: Slot, say: Wording) -> str:
    if slot.freq == "daily":
        several = _every(slot.interval, say.every_other_day, say.every_days, say.every_many_days)
        return say.every_day if slot.interval == 1 else several.format(count=slot.interval)
    if slot.freq == "monthly":
        return _months(_numbered(slot.byday, say), slot.interval, say)
    if slot.interval == 1:
        return say.join([say.on_days[code[-2:]] for code in slot.byday])
    days = [say.days[code[-2:]] for code in slot.byday]
    if slot.interval == 2 and len(days) == 1:
        return say.every_other_week_one.format(day=days[0])
    pattern = _every(slot.interval, say.every_other_week, say.every_weeks, say.every_many_weeks)
    return pattern.format(days=say.join(days), count=slot.interval)


def _numbered(byday: tuple[str, ...], say: Wording) -> str:
    """Say [1TU, 3TU] as "1st and 3rd Tuesday", [1TU, 2WE] as "1st Tuesday and 2nd Wednesday"."""
    numbers: dict[str, list[str]] = {}
    for code in byday:
        numbers.setdefault(code[-2:], []).append(say.ordinals.get(code[:-2], say.every))
    days = ((say.join(ordinals), say.days[day]) for day, ordinals in numbers.items())
    said = [say.numbered_day.format(numbers=ordinals, day=day) for ordinals, day in days]
    return say.join(said)


def _months(days: str, interval: int, say: Wording) -> str:
    several = _every(interval, say.every_other_month, say.every_months, say.every_many_months)
    return (say.every_month if interval == 1 else several).format(days=days, count=interval)


def _every(interval: int, two: str, few: str, many: str) -> str:
    if interval == 2:
        return two
    return few if interval < MANY else many


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def times(start: str | None, end: str | None, say: Wording = ENGLISH) -> str:
    """Say "18:00", "19:30" as "6–7:30 pm", and "11:00", "13:00" as "11 am–1 pm"."""
    if not start:
        return ""
    if (start, end) == ("00:00", "23:59"):
        return say.day_and_night
    if not end:
        return _time(start, say)
    # The half of the day is said once where it is the same.
    same = say.clock == 12 and start < end and (start < "12:00") == (end < "12:00")
    return say.from_to.format(start=_clock(start, say) if same else _time(start, say), end=_time(end, say))


def _time(time: str, say: Wording) -> str:
    """Say a time with its half of the day, on a clock that has halves."""
    if say.clock == 24:
        return _clock(time, say)
    return (say.morning if time < "12:00" else say.afternoon).format(time=_clock(time, say))


def _clock(time: str, say: Wording) -> str:
    hour, minutes = int(time[:2]), time[3:]
    shown = hour if say.clock == 24 else hour % 12 or 12
    return (say.whole_hour if minutes == "00" else say.hour_and_minutes).format(hour=shown, minutes=minutes)


def join(parts: Sequence[str], word: str = "and") -> str:
    """Join words as an English sentence does: "a, b and c"."""
    return ENGLISH.join(parts, word)


def place(location: Location, country: str | None = None, say: Wording = ENGLISH) -> str:
    """Say where: name and address on one line; a confidential place tells its area only.

    `country` is named when it is given (`Collection.country`).
    """
    match location.type:
        case "confidential":
            return say.confidential.format(area=location.area)
        case "virtual":
            return location.name or say.online
        case "phone":
            return location.name or say.by_phone
        case _:
            street = address(location.address, country) if location.address else location.area
            return ", ".join(part for part in (location.name, street) if part)


def address(address: Address, country: str | None = None) -> str:
    """Write an address on one line; what does not exist there is left out, and so is a country that is not given."""
    state = " ".join(part for part in (address.state, address.postal_code) if part)
    return ", ".join(part for part in (address.line1, address.line2, address.city, state, country) if part)


def city(location: Location, say: Wording = ENGLISH) -> str:
    """The shortest useful answer to "where?": the city, else the area, else "Online" or "Phone"."""
    if location.type == "virtual":
        return say.online
    if location.type == "phone":
        return say.phone
    return location.address.city if location.address else (location.area or location.name or "")


def cost(price: Cost, say: Wording = ENGLISH) -> str:
    """Say what it costs; "free" is said once, though the description begins with it in English."""
    headline = say.free if price.free else say.not_free
    if not price.description:
        return headline
    if price.description.casefold().startswith(say.free.casefold()):
        return price.description
    again = FREE.match(price.description) if price.free else None
    rest = _capital(price.description[again.end() :]) if again else price.description
    return headline if rest.casefold().rstrip(".") == ENGLISH.free.casefold() else f"{headline}. {rest}"


def ages(eligibility: Eligibility | None, say: Wording = ENGLISH) -> str:
    """Say the age limits: "Ages 18 and over", "Ages 12 to 17", or nothing."""
    if eligibility is None:
        return ""
    low, high = eligibility.minimum_age, eligibility.maximum_age
    match low, high:
        case None, None:
            return ""
        case _, None:
            return say.ages_from.format(low=f"{low:g}")
        case None, _:
            return say.ages_up_to.format(high=f"{high:g}")
        case _:
            return say.ages_between.format(low=f"{low:g}", high=f"{high:g}")


def date(day: dt.date, say: Wording = ENGLISH) -> str:
    """Write a day so that it means the same everywhere: "10 January 2026"."""
    number = say.first_of_month if day.day == 1 else str(day.day)
    return say.date.format(day=number, month=say.months[day.month - 1], year=day.year)


def is_email(text: str) -> bool:
    """Tell whether a text is one plain e-mail address that can be written to."""
    local = text.partition("@")[0]
    return bool(EMAIL.fullmatch(text)) and ".." not in text and not local.startswith(".") and not local.endswith(".")


def dial(phone: str) -> str | None:
    """Return what a telephone dials, "+16195550100", or None for what is not one whole international number.

    A "(0)" is left out abroad and dialled at home, so a number with one is none that every phone can dial.
    """
    return re.sub(r"[^+0-9]", "", phone) if DIAL.fullmatch(phone) and "(0)" not in phone else None


def dial_emergency(phone: str) -> str | None:
    """Return what a telephone dials for an emergency line, which may be a short number: "911", "116 123"."""
    digits = phone.replace(" ", "").replace("-", "")
    return digits if SHORT.fullmatch(digits) else dial(phone)
