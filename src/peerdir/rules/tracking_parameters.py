"""A web address must not carry marks that tell somebody else who followed it from where.

They come along when an address is copied from a newsletter or a social network, and they follow our readers.

Bad:

    links: [{title: Our page, url: "https://www.example.org/meetings?utm_source=newsletter"}]

Good:

    links: [{title: Our page, url: "https://www.example.org/meetings"}]
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import ALL_KINDS, Context, Finding

SEVERITY = Severity.WARNING
KINDS = ALL_KINDS
MARK = re.compile(
    r"utm_[a-z]+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ttclid|twclid|li_fat_id|igshid|mc_[ce]id|mkt_tok"
    r"|_hsenc|_hsmi|vero_id|oly_enc_id|oly_anon_id|ml_subscriber(?:_hash)?|ck_subscriber_id|s_kwcid|wickedid"
)


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at what stands behind the question mark of every field called `url`."""
    del context
    for pointer, value in entry.source.texts("url"):
        if "?" in value and (mark := _mark(value)):
            yield pointer, f'"{mark}" tells others who followed this link; delete it and its value from the address'


def _mark(value: str) -> str | None:
    try:
        names = [name.lower() for name, _ in parse_qsl(urlsplit(value).query, keep_blank_values=True)]
    except ValueError:
        return None
    return next((name for name in names if MARK.fullmatch(name)), None)
