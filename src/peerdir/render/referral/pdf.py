"""Referral sheets as a PDF: each on one page, in large print on two, and before each a fax cover on request."""

from collections.abc import Sequence
from typing import Any

from peerdir.render.leaflets import Issue
from peerdir.render.leaflets.proof import check_characters, typeset
from peerdir.render.referral.cuts import LARGE, SIZES, levels
from peerdir.render.referral.issue import FOLDER


def render(sheets: Sequence[dict[str, Any]], covers: Sequence[dict[str, Any]], title: str, issue: Issue) -> bytes:
    """Return the file. `covers` has one for each sheet, or none. Raises LeafletError when it cannot be printed."""
    for one in sheets:
        check_characters(one, issue.edition.characters, f"program {one['id']}")
    large = issue.form.large_print
    content = {
        **issue.frame(),
        "size": LARGE if large else SIZES[0],
        "large": large,
        "title": title,
        "author": issue.collection.directory.publisher,
        "sheets": [levels(one, issue) for one in sheets],
        "covers": list(covers),
    }
    parts = [one["id"] for one in (*sheets, *covers)]
    return typeset("referral.typ", content, parts, issue, FOLDER)
