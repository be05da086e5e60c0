"""Text from a file made safe to print: no control, escape or direction character reaches a terminal or a log."""

from peerdir import limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

UNSAFE = "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"


HARMLESS = {0xA0: " ", 0x202F: " "}


def clean(text: str) -> str:
    """Show every character that would move, hide or colour text as its number in braces."""
    # Blanks at which no line may end are as harmless as others, but do not count as printable.
    if text.translate(HARMLESS).isprintable():
        return text
    import re  # a search with nothing to hide need not wait for it

    return re.sub(UNSAFE, lambda found: f"\\u{{{ord(found[0]):x}}}", text)


# What may be somebody's phone number or e-mail address; a date is neither.
NUMBER = r"(?<![0-9])(?![0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9]))\+?[0-9](?:[ ().-]{0,2}[0-9]){6,}"
ADDRESS = r"[^\s@]+@[^\s@]+"


def cut(value: str) -> str:
    """Shorten a quoted value, and show line ends as signs, so that a message stays one line.

    Phone numbers and e-mail addresses are left out: messages get into public logs.
    """
    import re

    value = re.sub(NUMBER, "(a number)", re.sub(ADDRESS, "(an address)", value))
    shown = value.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return shown if len(shown) <= limits.QUOTED_VALUE else shown[: limits.QUOTED_VALUE - 1] + "…"


# Values of these fields, and everything in these groups, are contact details: no message repeats them, no public format
# shows the line they stand in.
CONTACT_FIELDS = frozenset(("phone", "email", "name", "backup"))
CONTACT_GROUPS = frozenset(("contact", "contacts", "program_contacts", "health_care_contacts", "informant"))


def in_contact(pointer: "Iterable[str | int]") -> bool:
    """Tell whether a place is within the details of a contact."""
    return not CONTACT_GROUPS.isdisjoint(pointer)
