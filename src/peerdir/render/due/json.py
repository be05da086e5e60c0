"""What is due, for a program."""

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from peerdir.due import Due, people, questions
from peerdir.render.due import Sheet


def render(sheet: Sheet) -> str:
    """Write the day, the audience, and the entries with whom to ask and what to ask."""
    found = {
        "today": sheet.today.isoformat(),
        "until": sheet.until.isoformat(),
        "audience": sheet.audience,
        "due": [_one(one, sheet) for one in sheet.due],
    }
    return json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False, default=str) + "\n"


def _one(one: Due, sheet: Sheet) -> Mapping[str, Any]:
    return {
        "id": one.program.id,
        "name": one.program.name,
        "coordinator": one.coordinator,
        "due_on": one.due_on,
        "days_overdue": one.days,
        "hidden": one.hidden,
        "failed_tries": [
            {name: value for name, value in dataclasses.asdict(check).items() if value} for check in one.tries
        ],
        "contacts": [
            {"role": person.role, "name": person.name, "phone": person.phone, "email": person.email}
            for person in people(one.program)
        ],
        "questions": [dataclasses.asdict(question) for question in questions(one.program, sheet.collection)],
    }
