"""Real meetings as draft entries: what the source tells is kept as it is, what it does not is filled in plainly.

The meetings are those of Narcotics Anonymous in Berlin in the answer format of BMLT's GetSearchResults.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.conftest import SHARED

MEETINGS = SHARED / "bmlt" / "bread-fixtures" / "tests" / "serviceBodies" / "berlin.json"
DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")  # BMLT counts from 1 = Sunday
LANGUAGES = {"en": "en", "ru": "ru", "fa": "fa", "Tü": "tr", "es": "es", "it": "it", "pl": "pl", "fr": "fr"}
NOT_TOLD = "The source does not tell; ask the group."
SETTINGS = """\
title: Treffen in Berlin
publisher: Example test
contact: {role: public, email: test@example.org}
country: DE
time_zone: Europe/Berlin
languages: [de, en]
emergency: [{name: Notruf, phone: "112"}]
inclusion_policy: A test with real meetings.
"""


def drafts(complete: bool) -> Iterator[tuple[str, str]]:
    """Yield id and YAML text of each meeting; without `complete`, only what the source tells."""
    for meeting in json.loads(MEETINGS.read_text(encoding="utf-8")):
        entry = told(meeting) | (filled() if complete else {})
        yield (
            f"berlin-{meeting['id_bigint']}",
            "".join(f"{k}: {json.dumps(v, ensure_ascii=False)}\n" for k, v in entry.items()),
        )


def told(meeting: Mapping[str, str]) -> dict[str, Any]:
    """Map what the meeting tells to our fields."""
    hours, minutes = (int(part) for part in meeting["duration_time"].split(":")[:2])
    start = meeting["start_time"][:5]
    minute = int(start[:2]) * 60 + int(start[3:]) + hours * 60 + minutes
    spoken = ["de", *(LANGUAGES[code] for code in meeting["formats"].split(",") if code in LANGUAGES)]
    return {
        "name": meeting["meeting_name"].strip(),
        "description": "\n\n".join(filter(None, [meeting["comments"], meeting["location_info"]])) or NOT_TOLD,
        "status": "active",
        "languages": [{"code": code} for code in dict.fromkeys(spoken)],
        "locations": [location(meeting)],
        "schedule": [
            {
                "location": "room",
                "freq": "weekly",
                "byday": [DAYS[int(meeting["weekday_tinyint"]) - 1]],
                "start": start,
                "end": f"{minute // 60 % 24:02}:{minute % 60:02}",
            }
        ],
        "contacts": [{"role": "public", "url": meeting["root_server_uri"]}],
    }


def location(meeting: Mapping[str, str]) -> dict[str, Any]:
    """Map the meeting's place: a room with an address, or a page to join."""
    if meeting["venue_type"] == "2":
        return {"key": "room", "type": "virtual", "url": meeting["virtual_meeting_link"] or "none"}
    address = {
        "line1": meeting["location_street"],
        "city": meeting["location_municipality"] or "Berlin",
        "region": meeting["location_city_subsection"],
        "postal_code": meeting["location_postal_code_1"],
        "country": "DE",
    }
    return {
        "key": "room",
        "type": "physical",
        **({"name": meeting["location_text"]} if meeting["location_text"] else {}),
        "address": {key: value for key, value in address.items() if value},
        "latitude": float(meeting["latitude"]),
        "longitude": float(meeting["longitude"]),
        **({"transportation": meeting["public_transport"]} if meeting["public_transport"] else {}),
    }


def filled() -> dict[str, Any]:
    """Everything a whole entry needs that no meeting list tells."""
    function = {"activities": [NOT_TOLD]}
    return {
        "summary": "A meeting for people who want to live without drugs.",
        "organization": "example-na",
        "conditions": ["opioid-use-disorder", "alcohol-use-disorder"],
        "populations": ["any"],
        "modalities": ["group"],
        "functions": dict.fromkeys(("daily_management", "social_emotional", "linkage", "ongoing"), function),
        "cost": {"free": True},
        "referral": {
            "methods": ["self"],
            "program_contacts": [{"role": "Service desk", "email": "desk@example.org"}],
            "health_care_contacts": [{"role": "Referral desk", "email": "clinic@example.org"}],
        },
        "verification": {"verified_on": "2025-01-01", "verified_by": "a test", "method": "website"},
    }


def write(root: Path, vocabulary: Path, *, complete: bool) -> None:
    """Write the meetings as a directory in `root`."""
    import shutil

    shutil.copytree(vocabulary, root / "vocabulary")
    (root / "directory.yaml").write_text(SETTINGS, encoding="utf-8")
    for folder, name, text in (
        ("organizations", "example-na", "name: Narcotics Anonymous Berlin\ntype: patient-organization\n"),
        *(("programs", name, text) for name, text in drafts(complete)),
    ):
        (root / folder).mkdir(parents=True, exist_ok=True)
        (root / folder / f"{name}.yaml").write_text(text, encoding="utf-8")
