"""What is free has no price: people who cannot pay stay away when the text names one, or come and are asked to pay.

Bad:

    cost: {free: true, description: $5 per session}

Good:

    cost: {free: true, description: Free. Bus tickets worth $5 are given.}
"""

import re
from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
MONEY = r"(?:[$€£¥]|USD|EUR|CHF|F ?CFA|XAF|[Dd]ollars?|[Ee]uros?)"
AMOUNT = rf"(?:{MONEY} ?[0-9]+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)? ?{MONEY})"
# An amount for each time or person is a price; an amount alone may be what people get.
PRICE = re.compile(
    rf"{AMOUNT},? (?:a|an|per|each|every|for each|for every|pro|je|par|por|cada|la)"
    r" ?(?:session|meeting|class|visit|time|week|month|year|day|person|family|evening|course"
    r"|Treffen|Monat|Woche|Person|Abend|séance|mois|semaine|personne|sesión|mes|semana|persona|reunión)\b"
)
NOT_ASKED = re.compile(
    r"\b(?:free|no|not|nobody|never|without|instead|optional|voluntar\w+|donat\w+|gift\w*|giv\w+|worth|receiv\w+|gets?"
    r"|paid|we pay|pays|stipends?|refund\w*|reimburs\w+|cover\w*|vouchers?|lunch|meal|parking|childcare|if you|others"
    r"|frei\w*|gratis|kostenlos|ohne|Spende\w*|gratuit\w*|sans|dons?|libre\w*|sin|donaci\w+|don|used to|until)\b",
    re.IGNORECASE,
)


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Read each sentence about the cost of a free program, unless it tells that the money is not asked for."""
    del context
    cost = entry.program.cost
    for sentence in re.split(r"(?<=[.;!?]) ", (cost.description if cost and cost.free else None) or ""):
        found = PRICE.search(sentence)
        if found and not NOT_ASKED.search(sentence):
            message = f'"{found[0]}" is a price, but `free` says true; change one of the two'
            yield ("cost", "description"), message
