"""Facts in words, shared by the pages, the booklet and the terminal: when, where, for whom, how fresh."""

import datetime as dt
import re

from peerdir.records import Address, Cost, Eligibility, Location, Slot

DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
ORDINALS = {"1": "1st", "2": "2nd", "3": "3rd", "4": "4th", "5": "5th", "-1": "last"}
METHODS = {
    "phone": "by phone",
    "email": "by e-mail",
    "visit": "in a visit",
    "website": "on its web page",
    "self-report": "by the program itself",
}
REFERRAL_METHODS = {
    "self": "People can come by themselves",
    "phone": "Phone",
    "fax": "Fax",
    "email": "E-mail",
    "web-form": "Web form",
    "ehr": "Health record system",
    "in-person": "In person",
}
CAPACITY = {
    "capacity": "Has room",
    "waitlist": "Waitlist",
    "no-capacity": "Full now",
    "additional-assessment-required": "Ask first if there is room",
}
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
EMAIL = re.compile(rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~.-]{{1,64}}@(?:{LABEL}\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]")
# Emergency and crisis lines have two to six digits and are dialled as they are.
SHORT = re.compile(r"[0-9]{2,6}")
DIAL = re.compile(r"\+[0-9][0-9 ().\-]{4,38}")


def schedule(slot: Slot) -> str:
    """Say when a meeting is: "1st and 3rd Tuesday of the month, 6–7:30 pm"."""
    if slot.by_appointment and slot.freq is None:
        return "By appointment"
    parts = [_days(slot), times(slot.start, slot.end)]
    if slot.timezone:
        parts.append(f"{slot.timezone.rpartition('/')[2].replace('_', ' ')} time")
    if slot.by_appointment:
        parts.append("by appointment")
    if slot.until:
        parts.append(f"until {date(slot.until)}")
    return ", ".join(part for part in parts if part)


def brief(slot: Slot) -> str:
    """Say when in as few letters as a table has room for: "1st & 3rd Tue 6–7:30 pm", "every other Thu 5 pm"."""
    if slot.by_appointment and slot.freq is None:
        return "by appointment"
    if slot.freq == "daily":
        days = "daily" if slot.interval == 1 else f"every {slot.interval} days"
        return f"{days} {times(slot.start, slot.end)}"
    found: dict[str, list[str]] = {}
    for code in slot.byday:
        found.setdefault(DAYS[code[-2:]][:3], []).append(ORDINALS.get(code[:-2], ""))
    days = ", ".join(f"{' & '.join(numbers)} {day}".strip() for day, numbers in found.items())
    if slot.interval > 1 and slot.freq == "weekly":
        days = f"every {'other' if slot.interval == 2 else f'{slot.interval} weeks'} {days}"
    elif slot.interval > 1:
        days = f"{days}, {_months(slot.interval)}"
    return f"{days} {times(slot.start, slot.end)}"


def _days(slot: Slot) -> str:
    if slot.freq == "daily":
        return "Every day" if slot.interval == 1 else f"Every {slot.interval} days"
    if slot.freq == "monthly":
        return f"{_numbered(slot.byday)} of {_months(slot.interval)}"
    days = [DAYS[code[-2:]] for code in slot.byday]
    if slot.interval == 1:
        return join([f"{day}s" for day in days])
    if slot.interval == 2:
        return f"Every other {days[0]}" if len(days) == 1 else f"{join(days)}, every other week"
    return f"{join(days)}, every {slot.interval} weeks"


def _numbered(byday: tuple[str, ...]) -> str:
    """Say [1TU, 3TU] as "1st and 3rd Tuesday", [1TU, 2WE] as "1st Tuesday and 2nd Wednesday"."""
    numbers: dict[str, list[str]] = {}
    for code in byday:
        numbers.setdefault(code[-2:], []).append(ORDINALS.get(code[:-2], "every"))
    words = join([f"{join(ordinals)} {DAYS[day]}" for day, ordinals in numbers.items()])
    return words[0].upper() + words[1:]


def _months(interval: int) -> str:
    return {1: "the month", 2: "every other month"}.get(interval, f"every {interval} months")


def times(start: str | None, end: str | None) -> str:
    """Say "18:00", "19:30" as "6–7:30 pm", and "11:00", "13:00" as "11 am–1 pm"."""
    if not start:
        return ""
    if (start, end) == ("00:00", "23:59"):
        return "day and night"
    first, half = _clock(start)
    if not end:
        return f"{first} {half}"
    last, other = _clock(end)
    return f"{first}–{last} {half}" if half == other and start < end else f"{first} {half}–{last} {other}"


def _clock(time: str) -> tuple[str, str]:
    hour, minute = int(time[:2]), time[3:]
    shown = f"{hour % 12 or 12}" if minute == "00" else f"{hour % 12 or 12}:{minute}"
    return shown, "am" if hour < 12 else "pm"


def join(parts: list[str], word: str = "and") -> str:
    """Join words as a sentence does: "a, b and c"."""
    return f" {word} ".join(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def place(location: Location, country: str | None = None) -> str:
    """Say where: name and address on one line; a confidential place tells its area only.

    `country` is named when it is given (`Collection.country`).
    """
    match location.type:
        case "confidential":
            return f"Confidential location, {location.area}"
        case "virtual":
            return location.name or "Online"
        case "phone":
            return location.name or "By phone"
        case _:
            street = address(location.address, country) if location.address else location.area
            return ", ".join(part for part in (location.name, street) if part)


def address(address: Address, country: str | None = None) -> str:
    """Write an address on one line; what does not exist there is left out, and so is a country that is not given."""
    state = " ".join(part for part in (address.state, address.postal_code) if part)
    return ", ".join(part for part in (address.line1, address.line2, address.city, state, country) if part)


def city(location: Location) -> str:
    """The shortest useful answer to "where?": the city, else the area, else "Online" or "Phone"."""
    if location.type == "virtual":
        return "Online"
    if location.type == "phone":
        return "Phone"
    return location.address.city if location.address else (location.area or location.name or "")


def cost(price: Cost) -> str:
    """Say what it costs; "free" is said once."""
    headline = "Free" if price.free else "There is a cost"
    if not price.description:
        return headline
    return price.description if price.description.casefold().startswith("free") else f"{headline}. {price.description}"


def ages(eligibility: Eligibility | None) -> str:
    """Say the age limits: "Ages 18 and over", "Ages 12 to 17", or nothing."""
    if eligibility is None:
        return ""
    low, high = eligibility.minimum_age, eligibility.maximum_age
    match low, high:
        case None, None:
            return ""
        case _, None:
            return f"Ages {low:g} and over"
        case None, _:
            return f"Up to age {high:g}"
        case _:
            return f"Ages {low:g} to {high:g}"


def date(day: dt.date) -> str:
    """Write a day so that it means the same everywhere: "10 January 2026"."""
    return f"{day.day} {day:%B %Y}"


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
