"""Words of the trade shut out the people a program is for; plain ones say the same.

Source: the CDC's "Everyday Words for Public Health Communication". Proper names and quotations are left alone.

Bad:

    summary: Peers utilize psychoeducation to help with diabetes and comorbidities.

Good:

    summary: Peers teach one another about diabetes and other health problems.
"""

from collections.abc import Iterator, Mapping

from peerdir.diagnostic import Severity
from peerdir.prose import first_said, original, translated
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
PLAIN: Mapping[str, str] = {
    r"utili[sz](?:e|es|ed|ing|ation)": "use",
    r"facilitat(?:e|es)": "help with, or lead",
    r"psycho-?education(?:al)?": "learning about mental health",
    r"comorbid(?:ity|ities)?|co-morbid(?:ity|ities)?": "other health problems",
    r"(?:medication|treatment) (?:adherence|compliance)|adherence to (?:medication|treatment)": "taking medicine",
    r"ambulatory": "able to walk, or without a stay in hospital",
    r"modalit(?:y|ies)": "way, or kind of support",
    r"self-efficacy": "confidence",
    r"biopsychosocial": "body, mind and daily life",
    r"glyc(?:a)?emic control": "blood sugar",
    r"myocardial infarctions?": "heart attack",
    r"cerebrovascular accidents?": "stroke",
    r"hyperlipid(?:a)?emia": "high cholesterol",
    r"dyspn(?:o)?ea": "shortness of breath",
    r"sequelae": "what stays after an illness",
    r"(?:a)?etiology": "cause",
}


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at what was written in English, but not at names."""
    for pointer, text in (*original(entry, context, "en"), *translated(entry, "en")):
        if pointer[-1] != "name":
            for said, plain in first_said(PLAIN, text):
                yield pointer, f'"{said}" is a word of the trade; plain words are "{plain}"'
