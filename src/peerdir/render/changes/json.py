"""What changed for a program."""

import dataclasses
import json

from peerdir.render.changes import Edition


def render(edition: Edition) -> str:
    """Write both sides, the audience, and the changes with their details in the order of people's lists."""
    found = {
        "before": edition.before,
        "after": edition.after,
        "audience": "staff" if edition.staff else "public",
        "changes": [dataclasses.asdict(change) for change in edition.changes],
    }
    return json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
