"""No patient belongs in a directory: a birth date, a record number, an insurance or Social Security number must go.

What git has once recorded stays in its history, so this must be found before it is committed.

Bad:

    description: "First member, DOB 03/04/1960, comes on Tuesdays."

Good:

    description: Bring your Medi-Cal ID and tell the desk your date of birth. The group was born on 3/4/2010.
"""

import re
from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.prose import texts
from peerdir.reading.collection import Entry
from peerdir.rule import ALL_KINDS, Context, Finding

SEVERITY = Severity.ERROR
KINDS = ALL_KINDS
DATE = r"(?:[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{2,4}|[0-9]{1,2}\.? \w+ [12][0-9]{3}|\w+ [0-9]{1,2}, [12][0-9]{3})"
GAP = r"[ :#=(]{0,3}(?:(?:is|no\.?|number|nº)[ :#]{1,2})?"
# A number of at least five digits that is no toll-free telephone.
NUMBER = r"(?!1?-?8[0-9]{2}-)[A-Z]{0,3}-?[0-9]{2}[-0-9]{3}"
PATTERNS = {
    "birth date": rf"\b(?:DOB|D\.O\.B\.|date of birth|birth ?date|fecha de nacimiento|date de naissance){GAP}{DATE}"
    rf"|\b(?-i:[A-Z]\w+ [A-Z])\.?,? \(?(?:was )?(?:born|nacid[oa]|née?|geb\.)(?: on| el| le| am)? {DATE}",
    "record number": rf"\b(?:MRN|medical record|patient ID|expediente clínico|historia clínica){GAP}{NUMBER}",
    "insurance number": rf"\b(?:health insurance|Medicare|Medicaid|Medi-Cal) (?:ID|number|no\.){GAP}{NUMBER}",
    "Social Security number": r"(?<![\w+-])(?<!\+[0-9] )(?<!\+[0-9]{2} )(?<!\+[0-9]{3} )"
    r"(?!000|666|9)[0-9]{3}-[0-9]{2}-[0-9]{4}(?![\w-])"
    rf"|\b(?:SSN|social security (?:number|no\.)){GAP}[0-9]{{3}}[- ]?[0-9]{{2}}[- ]?[0-9]{{4}}\b",
}
PATIENT = {what: re.compile(pattern, re.IGNORECASE) for what, pattern in PATTERNS.items()}
DIGITS = re.compile(r"[0-9]{2}")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look for the data of a patient in every text of the file; what was found is never repeated."""
    del context
    for pointer, text in texts(entry):
        if not DIGITS.search(text):
            continue
        for what, pattern in PATIENT.items():
            if pattern.search(text):
                yield pointer, f"this reads like the {what} of a person; delete it, from the repository's history too"
