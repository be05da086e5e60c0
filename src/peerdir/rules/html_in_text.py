"""HTML and pictures are not shown: readers, print and other programs see the signs, or nothing.

Texts are plain words; a description may use Markdown for lists and emphasis.

Bad:

    description: We meet on <b>Tuesdays</b>&nbsp;at six.

Good:

    description: We meet on **Tuesdays** at six, Q&A included; coffee costs < $1.
"""

import html.entities
import re
from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.prose import texts
from peerdir.reading.collection import Entry
from peerdir.rule import ALL_KINDS, Context, Finding

SEVERITY = Severity.WARNING
KINDS = ALL_KINDS
TAGS = (
    "a|abbr|article|b|blockquote|body|br|button|center|code|div|em|font|form|h[1-6]|head|hr|html|i|iframe|img|input|li"
    "|link|meta|object|ol|p|pre|s|script|section|small|span|strong|style|sub|sup|svg|table|tbody|td|th|tr|u|ul|video"
)
HTML = re.compile(rf"</?(?:{TAGS})(?:\s[^<>]{{0,2000}})?/?>|<!--|&#?\w{{2,31}};|!\[[^\[\]]{{0,300}}\]\(", re.IGNORECASE)
# Without one of these in the file there is nothing to look for.
SIGNS = ("<", "&", "![")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look for a tag, an entity or a picture in every text of the file."""
    del context
    for pointer, text in texts(entry) if any(sign in entry.source.text for sign in SIGNS) else ():
        found = next((one[0] for one in HTML.finditer(text) if _means_something(one[0])), "")
        if found:
            shown = "![…](…)" if found.startswith("!") else re.sub(r"\s[^<>]*", " …", found)
            yield pointer, f'"{shown}" is shown as it is; delete it, or use plain words and Markdown'


def _means_something(found: str) -> bool:
    """Entities that do not exist, as in "Smith&Jones; and others", mean what they say."""
    return not found.startswith("&") or found.startswith("&#") or found[1:] in html.entities.html5
