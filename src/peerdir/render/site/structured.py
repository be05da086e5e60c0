"""A program for search engines: schema.org types and properties as JSON-LD, with nothing a page does not say.

A program is a Service of an Organization; each series of meetings is an Event with a Schedule. A confidential place is
its area.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from peerdir import words
from peerdir.records import Address, Location, Organization, Program, Slot
from peerdir.render.site import meetings, safe
from peerdir.render.site.occurrences import Meeting
from peerdir.render.site.speech import Speech
from peerdir.render.site.wording import first_contact

Data = dict[str, Any]
DAYS = {day: f"https://schema.org/{name}" for day, name in words.DAYS.items()}
PERIODS = {"daily": "D", "weekly": "W", "monthly": "M"}
# What a script could end or begin with is written so that neither HTML nor JavaScript sees it.
UNSAFE = re.compile("[<>&\u2028\u2029]")


def json_ld(program: Program, coming: Iterable[Meeting], speech: Speech, page: str | None) -> Markup:
    """Return the data of a program, ready to stand inside a script element; `page` is its web address."""
    runner = _organization(speech.collection.organization(program.organization), program.organization)
    first = {meeting.slot: meeting for meeting in reversed(list(coming))}
    events = [_event(program, meeting, speech, runner, page) for meeting in reversed(first.values())]
    data = {"@context": "https://schema.org", "@graph": [_service(program, speech, runner, page), *events]}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text))  # noqa: S704 - see UNSAFE


def _service(program: Program, speech: Speech, runner: Data, page: str | None) -> Data:
    return _filled(
        {
            "@type": "Service",
            "name": speech.name_of(program),
            "alternateName": list(program.also_known_as),
            "description": speech.summary_of(program),
            "url": page,
            "serviceType": speech.plain("schema.service"),
            "provider": runner,
            "areaServed": [{"@type": "Place", "name": area.name} for area in program.service_area],
            "audience": _audience(program, speech),
            "availableChannel": [
                channel for place in program.locations if (channel := _channel(place, program, speech))
            ],
        }
    )


def _audience(program: Program, speech: Speech) -> Data:
    """Say whom it is for, by the conditions people share."""
    labels = [speech.edition.label("conditions", code)[0] for code in program.conditions if code != "any"]
    return _filled(
        {"@type": "PeopleAudience", "healthCondition": [{"@type": "MedicalCondition", "name": name} for name in labels]}
    )


def _channel(place: Location, program: Program, speech: Speech) -> Data:
    contact = first_contact(program)
    phone = contact.phone if contact else None
    url = safe.href(place.url) if place.type != "confidential" else None
    return _filled(
        {
            "@type": "ServiceChannel",
            "availableLanguage": [offer.code for offer in program.languages],
            "servicePhone": _filled({"@type": "ContactPoint", "telephone": phone}),
            "serviceUrl": url,
            "serviceLocation": _place(place, speech) if place.type in ("physical", "confidential") else None,
        }
    )


def _event(program: Program, meeting: Meeting, speech: Speech, runner: Data, page: str | None) -> Data:
    slot, name = meeting.slot, speech.name_of(program)
    online = meeting.location is not None and meeting.location.type == "virtual"
    mode = "OnlineEventAttendanceMode" if online else "OfflineEventAttendanceMode"
    return _filled(
        {
            "@type": "Event",
            "name": f"{name}: {slot.title}" if slot.title else name,
            "description": speech.summary_of(program),
            "url": page,
            "startDate": meeting.start.isoformat(),
            "endDate": meeting.end.isoformat() if meeting.end else None,
            "eventAttendanceMode": f"https://schema.org/{mode}",
            "eventSchedule": _schedule(slot, meeting),
            "isAccessibleForFree": program.cost.free if program.cost else None,
            "inLanguage": [offer.code for offer in program.languages],
            "location": _where(meeting.location, speech, page),
            "organizer": runner,
        }
    )


def _schedule(slot: Slot, meeting: Meeting) -> Data:
    """Write a series: every so many days, weeks or months, on which days, from when to when."""
    monthly = slot.freq == "monthly"
    return _filled(
        {
            "@type": "Schedule",
            "repeatFrequency": f"P{slot.interval}{PERIODS[slot.freq or 'daily']}",
            "byDay": list(slot.byday) if monthly else [DAYS[code] for code in slot.byday if code in DAYS],
            "startDate": slot.dtstart.isoformat() if slot.dtstart else None,
            "endDate": slot.until.isoformat() if slot.until else None,
            "startTime": f"{slot.start}:00",
            "endTime": f"{slot.end}:00" if slot.end else None,
            "exceptDate": [day.isoformat() for day in slot.except_],
            "scheduleTimezone": str(meeting.start.tzinfo),
        }
    )


def _where(place: Location | None, speech: Speech, page: str | None) -> Data:
    if place is None or place.type == "phone":
        return {}
    if place.type == "virtual":
        return _filled({"@type": "VirtualLocation", "name": place.name, "url": safe.href(place.url) or page})
    return _place(place, speech)


def _place(place: Location, speech: Speech) -> Data:
    if place.type == "confidential":
        return _filled({"@type": "Place", "name": place.area})
    name = place.name or meetings.town(place, speech)
    return _filled({"@type": "Place", "name": name, "address": _address(place.address), "geo": _point(place)})


def _point(place: Location) -> Data:
    if place.latitude is None or place.longitude is None:
        return {}
    return {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}


def _address(address: Address | None) -> Data:
    if address is None:
        return {}
    return _filled(
        {
            "@type": "PostalAddress",
            "streetAddress": ", ".join(part for part in (address.line1, address.line2) if part),
            "addressLocality": address.city,
            "addressRegion": address.state or address.region,
            "postalCode": address.postal_code,
            "addressCountry": address.country,
        }
    )


def _organization(found: Organization | None, fallback: str) -> Data:
    known = {"@type": "Organization", "name": found.name if found else fallback}
    return _filled({**known, "url": safe.href(found.url) if found else None})


def _filled(data: Data) -> Data:
    """Leave out what nothing is known of; a type without any property is nothing."""
    kept = {key: value for key, value in data.items() if value not in (None, "", [], {})}
    return kept if set(kept) - {"@type"} else {}
