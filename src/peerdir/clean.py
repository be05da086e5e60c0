"""Text from a file made safe to print: no control, escape or direction character reaches a terminal or a log."""

import re

from peerdir import limits

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)


def clean(text: str) -> str:
    """Show every character that would move, hide or colour text as its number in braces."""
    return UNSAFE.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", text)


def cut(value: str) -> str:
    """Shorten a quoted value, and show line ends as signs, so that a message stays one line."""
    shown = value.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return shown if len(shown) <= limits.QUOTED_VALUE else shown[: limits.QUOTED_VALUE - 1] + "…"
