"""What is found without a rule of its own: names, why they matter, and examples where one can be shown.

Reading and the contract speak before any rule runs, because a rule speaks of a file only once its shape is right. The
four that begin with "link" are found by `peerdir links`, which asks the web sites.
"""

from peerdir.diagnostic import Severity
from peerdir.rule import Rule

TEXTS = {
    "byte-order-mark": "The file begins with an invisible mark that some editors add; save it as UTF-8 without BOM.",
    "windows-line-ends": "Lines end as on Windows (CRLF); save the file with Unix line ends (LF).",
    "empty-file": "The file holds nothing; it should hold one entry.",
    "hidden-character": """\
A character that cannot be seen, or that turns text round, stands in the file.

It can make a reviewer read something else than a computer does. Delete it; retyping the text is the surest way.""",
    "invalid-encoding": "The file is not UTF-8 text; save it as UTF-8, so that every letter means the same everywhere.",
    "missing-settings": "There is no directory.yaml, so the title, the country and the emergency lines are not known.",
    "not-an-entry": "Something that does not end in .yaml stands among the entries; it would never be shown.",
    "policy-form": """\
A line of policy.md that the program reads cannot be understood, so decisions are not compared with it.

The text is for people. Of it the line `Version:` is read, `In use since:` and `Trial time:` if they are there, the
table whose first column is called Criterion, and the table whose first column is called Version.

A translation, such as policy.es.md, is shown on the pages in its language. It must be of the same version as policy.md,
and say so in a line like `Versión: 2` at its top, so that nobody reads what is no longer so.""",
    "not-a-file": "A link or something else that is no regular file stands here; put the file itself there.",
    "too-large": "More than the limits allow: file, line, text, list or depth. No honest entry comes near.",
    "unreadable": "The file cannot be opened; look at who may read it.",
    "unused-allowance": """\
A comment silences a finding that is not there (any more); delete it, so that it hides nothing later.

Bad:

    cost: {free: true}  # peerdir: allow age-limits — no longer needed

Good:

    cost: {free: true}""",
    "allowance-without-reason": """\
A comment that silences a finding must say why, for the next reader; without a reason it silences nothing.

Bad:

    cost: {free: true}  # peerdir: allow age-limits

Good:

    cost: {free: true}""",
    "duplicate-key": """\
A field stands twice in one group; readers would silently take one of the two.

Bad:

    cost: {free: true, free: false}

Good:

    cost: {free: true}""",
    "link-dead": """\
The page is gone, or its site is: people who follow the link find nothing. Found by `peerdir links`.

Look for the new address, ask the program, or delete the link.

Bad:

    links: [{title: Our page, url: "https://www.example.org/page-that-is-gone"}]

Good:

    links: [{title: Our page, url: "https://www.example.org/"}]""",
    "link-moved": """\
The page has moved for good; its old address works until somebody stops forwarding. Found by `peerdir links`.

Bad:

    links: [{title: Our page, url: "http://example.org/old"}]

Good:

    links: [{title: Our page, url: "https://www.example.org/new"}]""",
    "link-taken-over": """\
The page answers, but no longer mentions the program or its organization. Found by `peerdir links`.

A name that is no longer paid for is often bought by others, who sell, bet or deceive where people look for help. Open
the page: delete the link if it is no longer theirs. If it is, add the name it uses to `also_known_as`.""",
    "link-unreachable": """\
The page could not be checked today: no answer in time, a fault, or a place that is not asked. Found by `peerdir links`.

That may pass by itself: look again on another day. Private networks, and ports other than 80 and 443, are never asked.
""",
    "missing-field": """\
A field that every entry needs is not there.

Bad:

    contacts: [{phone: "+1-619-555-0150"}]

Good:

    contacts: [{role: public, phone: "+1-619-555-0150"}]""",
    "no-public-contact": """\
At least one contact must be public: an entry nobody can reach helps nobody.

Bad:

    contacts: [{role: Desk, phone: "+1-619-555-0150", visibility: staff}]

Good:

    contacts: [{role: Desk, phone: "+1-619-555-0150"}]""",
    "not-allowed": """\
The value is not one of those that are allowed, or the field may not stand there.

Bad:

    status: activ

Good:

    status: active""",
    "unknown-field": """\
There is no field of this name; what stands there would never be shown.

Bad:

    cost: {free: true, prize: none}

Good:

    cost: {free: true, description: none}""",
    "wrong-form": """\
The value does not look as it must: a date, a time, a code.

Bad:

    verification: {verified_on: 1 May 2026, verified_by: desk, method: phone}

Good:

    verification: {verified_on: 2026-05-01, verified_by: desk, method: phone}""",
    "wrong-size": """\
The value is too short, too long, too small or too large.

Bad:

    summary: Help

Good:

    summary: Neighbors with diabetes help one another day by day.""",
    "wrong-type": """\
A text stands where a list must be, a number where text must be, and the like.

Bad:

    conditions: diabetes-type-2

Good:

    conditions: [diabetes-type-2]""",
    "yaml-feature": """\
Anchors, aliases, tags, directives and second documents are refused: they let one text mean two things.

Bad:

    summary: &text Neighbors with diabetes help one another day by day.

Good:

    summary: Neighbors with diabetes help one another day by day.""",
    "yaml-syntax": """\
The text cannot be read: the indentation, a quote, a colon or a tab is in the way.

Bad:

    summary: Sugar talk: neighbors help one another day by day.

Good:

    summary: "Sugar talk: neighbors help one another day by day."
""",
}
WARNINGS = (
    "byte-order-mark",
    "windows-line-ends",
    "unused-allowance",
    "link-moved",
    "link-taken-over",
    "link-unreachable",
    "policy-form",
)


def reading_rules() -> tuple[Rule, ...]:
    """Return what reading and the contract report, as rules that have no check of their own."""
    severities = {name: Severity.WARNING if name in WARNINGS else Severity.ERROR for name in TEXTS}
    return tuple(Rule(name=name, severity=severities[name], text=TEXTS[name]) for name in sorted(TEXTS))
