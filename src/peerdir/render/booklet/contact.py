"""A way to reach somebody, as the booklet prints it; a link only where it is certain what is dialled or opened."""

import re
from typing import Any

from peerdir import words
from peerdir.records import Contact, ReferralContact
from peerdir.render.booklet.edition import BookletError, Edition
from peerdir.render.booklet.passages import NO_BREAK_SPACE, joined


def contact(way: Contact | ReferralContact, edition: Edition) -> dict[str, Any]:
    """Return a way to reach somebody. The role says what it is for, unless it is just "public".

    Raises BookletError as `check_audience` does.
    """
    check_audience(way, edition)
    role = None if way.role.casefold() == "public" else way.role
    url = way.url if isinstance(way, Contact) else None
    backup = edition.record(way.backup) if isinstance(way, ReferralContact) else None
    return {
        "title": joined([edition.record(role), edition.name(way.name)], ", ", edition.language),
        "staff": way.visibility == "staff",
        "phone": _number(way.phone, words.dial(way.phone)) if way.phone else None,
        "email": _email(way.email) if way.email else None,
        "url": _page(url) if url else None,
        "hours": edition.record(way.hours),
        "backup": edition.together([edition.fixed("entry.backup"), backup]) if backup else None,
    }


def check_audience(way: Contact | ReferralContact, edition: Edition) -> None:
    """Raise BookletError for a contact for staff in an edition for the public: `audience.view` was forgotten."""
    if way.visibility == "staff" and edition.audience == "public":
        raise BookletError("a booklet for the public was given a contact for staff; nothing was printed")


def emergency_phone(number: str) -> dict[str, str | None]:
    """Return the number of an emergency line, which may be a short one, as it is read and as a link."""
    return _number(number, words.dial_emergency(number))


def _number(number: str, dialled: str | None) -> dict[str, str | None]:
    return {"shown": number.replace(" ", NO_BREAK_SPACE), "target": f"tel:{dialled}" if dialled else None}


def _email(address: str) -> dict[str, str | None]:
    """Return an address as it is read, and as a link where it is one plain address."""
    return {"shown": address, "target": f"mailto:{address}" if words.is_email(address) else None}


def _page(url: str) -> dict[str, str | None]:
    """Return a web address as it is read, and as a link where it leads to the web."""
    return {"shown": short_url(url), "target": url if re.match("https?://", url) else None}


def short_url(url: str) -> str:
    """Return a web address without what nobody has to type."""
    return re.sub(r"^https?://(www\.)?|/$", "", url)
