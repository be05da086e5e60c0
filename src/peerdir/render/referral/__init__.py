"""The referral sheet: all that somebody needs to refer a person to a program, and lines to be filled in by hand.

A sheet is made from the record of a program and from fixed words only. Nothing about a person goes into it.
"""

from collections.abc import Sequence
from typing import Any

from peerdir.records import Program
from peerdir.render.booklet.passages import flat
from peerdir.render.leaflets import Form, Issue, LeafletError
from peerdir.render.referral.email import render as letter
from peerdir.render.referral.fhir import render as bundle
from peerdir.render.referral.issue import issue, languages
from peerdir.render.referral.pdf import render as paper
from peerdir.render.referral.sheet import PAD, cover, open_protocol, pad, sheet
from peerdir.render.referral.text import render as plain
from peerdir.render.referral.web import render as page

# Each format with the ending of its files.
FORMATS = {"pdf": ".pdf", "html": ".html", "text": ".txt", "email": ".email.txt", "fhir": ".fhir.json"}

__all__ = ["FORMATS", "Form", "Issue", "LeafletError", "blank", "issue", "languages", "open_protocol", "render"]


def render(
    wanted: Sequence[tuple[Program, str | None]],
    issue: Issue,
    *,
    format: str = "pdf",  # noqa: A002 - the option's name
    fax: bool = False,
) -> bytes:
    """Return the sheets of programs for the organizations that refer to them, as one of FORMATS.

    An organization is None where the protocol names none. `fax` puts a cover before each sheet on paper. FHIR is of one
    program. Raises LeafletError when a sheet cannot be made.
    """
    sheets = [sheet(program, organization, issue) for program, organization in wanted]
    if format == "fhir":
        return bundle(*wanted[0], issue)
    return _written(sheets, issue, format, fax)


def blank(organization: str | None, issue: Issue, *, format: str = "pdf", fax: bool = False) -> bytes:  # noqa: A002
    """Return a sheet to be filled in for any program, as one of FORMATS but FHIR."""
    return _written([pad(organization, issue)], issue, format, fax)


def _written(sheets: list[dict[str, Any]], issue: Issue, format: str, fax: bool) -> bytes:  # noqa: A002
    covers = [cover(one, issue) for one in sheets] if fax else []
    match format:
        case "pdf":
            return paper(sheets, covers, _title(sheets, issue), issue)
        case "html":
            return page(sheets, covers, _title(sheets, issue), issue)
        case "email":
            return letter(sheets, issue).encode()
        case _:
            return plain(sheets, covers).encode()


def _title(sheets: Sequence[dict[str, Any]], issue: Issue) -> str:
    """Return what the file is called inside; that of one program has its name."""
    one = len(sheets) == 1 and sheets[0]["id"] != PAD
    said = issue.words.say("sheet.file_title", name=sheets[0]["title"]) if one else issue.words.say("sheet.title")
    return flat(said)
