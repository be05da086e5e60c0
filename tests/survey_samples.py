"""A small directory with a bit of everything that is counted: tests of `stats` and `gaps` look at it."""

from collections.abc import Callable
from pathlib import Path

Write = Callable[..., Path]
DAY = "2026-11-21"
# Only for staff: no output may hold it.
STAFF = ("Luis R.", "555-0120", "555-0121", "Referral desk", "Secret")


def place(city: str, state: str = "CA", country: str = "US") -> str:
    """Return the locations of a program that meets in a city."""
    address = f"{{city: {city}, state: {state}, country: {country}}}"
    return f"locations: [{{key: room, type: physical, name: Hall, address: {address}}}]\n"


def languages(*codes: str) -> str:
    """Return the languages of a program; a code with a "?" is interpreted only."""
    offers = (f"{{code: {code.rstrip('?')}{', level: interpreter' if code.endswith('?') else ''}}}" for code in codes)
    return f"languages: [{', '.join(offers)}]\n"


def checked(day: str) -> str:
    """Return when a program was checked."""
    return f"verification: {{verified_on: {day}, verified_by: desk, method: phone, informant: {{name: Secret}}}}\n"


def room(status: str, day: str) -> str:
    """Return a referral protocol that says whether there is room."""
    return f"""\
referral:
  methods: [self]
  program_contacts: [{{role: Manager, name: Luis R., phone: "+1-619-555-0120"}}]
  health_care_contacts: [{{organization: example-clinic, role: Referral coordinator}}]
  escalation: Peers call the clinic the same day; 911 or 988 in an emergency.
  capacity: {{status: {status}, as_of: {day}}}
"""


def fill(write: Write) -> None:
    """Write the programs beside `example`, which is in San Diego, in English, for diabetes, on Tuesdays."""
    write(
        "heart-north",
        name="name: Heart North\n",
        conditions="conditions: [heart-failure]\n",
        languages=languages("es", "en"),
        modalities="modalities: [group, phone]\n",
        locations=place("Oceanside"),
        schedule='schedule: [{location: room, freq: weekly, byday: [SA, SU], start: "10:00", end: "11:00"}]\n',
        service_area="service_area: [{name: Oceanside}]\n",
        referral=room("waitlist", "2026-11-10"),
    )
    write(
        "stroke-south",
        name="name: Stroke South\n",
        conditions="conditions: [stroke, diabetes-type-2]\n",
        languages=languages("es", "en?"),
        needs="needs: [physical-activity]\n",
        locations=place("Chula Vista"),
        cost="cost: {free: false, description: Five dollars}\n",
        verification=checked("2025-01-10"),
        referral=room("capacity", "2026-11-10"),
    )
    write(
        "by-phone",
        name="name: By Phone\n",
        conditions="conditions: [stroke]\n",
        modalities="modalities: [phone]\n",
        locations="locations: [{key: line, type: phone, name: Line}]\n",
        schedule="schedule: [{location: line, by_appointment: true}]\n",
        service_area="service_area: [{name: United States, type: country}]\n",
        referral=room("no-capacity", "2026-01-10"),
    )
    write("spanish-hub", name="name: Spanish Hub\n", languages=languages("es"), locations=place("San Diego"))
    write(
        "planned",
        name="name: Planned One\n",
        status="status: proposed\n",
        conditions="conditions: [lupus]\n",
        functions="""\
functions:
  daily_management: {activities: [Cooking together every week]}
  social_emotional: {activities: [Talking about hard days]}
  linkage: {gap: No clinic has agreed to take part yet}
  ongoing: {gap: Nobody has said who pays after a year}
""",
    )
    write("over", name="name: Over\n", status="status: closed\n", conditions="conditions: [asthma]\n")
