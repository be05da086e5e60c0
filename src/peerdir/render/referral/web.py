"""Referral sheets as one web page that needs no other file, prints well, and asks nothing of the network."""

from collections.abc import Mapping, Sequence
from typing import Any

from peerdir.render.leaflets import Issue
from peerdir.render.leaflets.web import page
from peerdir.render.referral.issue import FOLDER


def render(sheets: Sequence[Mapping[str, Any]], covers: Sequence[Mapping[str, Any]], title: str, issue: Issue) -> bytes:
    """Return the page as UTF-8; a cover before each sheet when there are covers."""
    return page("referral.html", issue, FOLDER, sheets=sheets, covers=covers, title=title)
