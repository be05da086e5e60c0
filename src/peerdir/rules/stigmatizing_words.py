"""Words that name people by an illness or blame them keep people away; there are words they use for themselves.

Proper names and words in quotation marks are left alone. Sources: the U.S. National Institute on Drug Abuse, "Words
Matter"; the CDC's "Preferred Terms"; the Associated Press on disability and suicide.

Bad:

    summary: Neighbors help recovering addicts and people suffering from depression.

Good:

    summary: Neighbors in recovery from addiction, and people who live with depression, help one another.
"""

from collections.abc import Iterator, Mapping

from peerdir.diagnostic import Severity
from peerdir.prose import first_said, original, translated
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
ILL = r"(?:AIDS|aids|brain injury|burn|cancer|COVID|covid|depression|diabetes|HIV|hiv|stroke)"
END = r"(?=[.,;:!?)]|$| (?:and|in|of|or|who|with)\b)"
ENGLISH: Mapping[str, str] = {
    r"(?:drug |recovering )?addicts?": "people with a substance use disorder",
    r"(?:alcohol|drug|substance) abusers?|junkies|druggies": "people who use drugs",
    r"(?:alcohol|drug|substance) abuse": "substance use",
    r"alcoholics": "people with alcohol use disorder",
    r"(?:clean|dirty) (?:drug tests?|urines?)": "a negative or positive drug test",
    r"suffer(?:s|ed|ing)? from|sufferers?": "people who have, or live with",
    rf"victims? of (?:an? )?{ILL}|{ILL} victims?": "people who had, or live with",
    r"commit(?:s|ted|ting)? suicide": "died by suicide",
    r"wheelchair[- ]bound|confined to (?:a|her|his|their) wheelchairs?": "people who use a wheelchair",
    r"handicapped": "with a disability, or accessible",
    rf"the (?:disabled|mentally ill){END}": "people with a disability, or a mental illness",
    r"mentally retarded|mental retardation": "people with an intellectual disability",
    r"deaf[- ]mutes?|deaf and dumb": "Deaf people",
    r"lunatics?|(?:crazy|insane) (?:patients?|people|persons?)": "people with a mental illness",
    r"schizophrenics": "people with schizophrenia",
    r"diabetics": "people with diabetes",
    r"epileptics": "people with epilepsy",
    r"lepers": "people with leprosy",
    r"(?:AIDS|aids|HIV|hiv)[- ]infected": "people with HIV",
    r"illegal (?:aliens?|immigrants?)": "people without papers",
    r"ex-cons?|ex-convicts?|ex-offenders?": "people coming home from prison",
    r"non-?compliant": "people who have trouble with a treatment",
    r"transgendered|transgenders": "transgender people",
    r"unwed mothers?": "single mothers",
}
SPANISH: Mapping[str, str] = {
    r"drogadict[oa]s?": "personas con trastorno por consumo de sustancias",
    r"enferm[oa]s mentales": "personas con una enfermedad mental",
    r"minusv[áa]lid[oa]s?": "personas con discapacidad",
    r"sidos[oa]s?": "personas con VIH",
}


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Look at what was written in English, and at the Spanish texts."""
    for pointer, text in (*original(entry, context, "en"), *translated(entry, "en")):
        for said, better in first_said(ENGLISH, text):
            yield pointer, f'"{said}" hurts some readers; write "{better}"'
    for pointer, text in (*original(entry, context, "es"), *translated(entry, "es")):
        for said, better in first_said(SPANISH, text):
            yield pointer, f'"{said}" hurts some readers; write "{better}"'
