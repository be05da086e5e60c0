"""The editions that were published, for people and for programs; the format's name is that of `--format`."""

import dataclasses
import json
from collections.abc import Sequence

from peerdir.cards.columns import table as columns
from peerdir.clean import clean
from peerdir.records import Published

FORMATS = ("table", "json")
HEADER = ("Date", "Edition", "Git tag", "Commit")
SHORT = 10


def render(editions: Sequence[Published], format: str) -> str:  # noqa: A002 - the option's name
    """Write the editions, the newest first."""
    newest = list(reversed(editions))
    if format == "json":
        found = [dataclasses.asdict(one) for one in newest]
        return json.dumps({"editions": found}, ensure_ascii=False, indent=2, default=str) + "\n"
    rows = [(one.date.isoformat(), clean(one.name), one.tag or "-", (one.revision or "-")[:SHORT]) for one in newest]
    return columns([HEADER, *rows])
