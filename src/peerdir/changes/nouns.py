"""What people call the fields of a program, for sentences about what changed in them."""

from collections.abc import Mapping
from typing import NamedTuple


class Noun(NamedTuple):
    """A field in words. What it was before is repeated of facts only: an old text may have gone for a reason."""

    words: str
    fact: bool = True
    quoted: bool = True


class Items(NamedTuple):
    """How items of a list come and go; `ordered` when their order tells something."""

    added: str
    removed: str
    some: str
    ordered: bool = False


def _text(words: str) -> Noun:
    return Noun(words, fact=False)


FUNCTION_NAMES = {
    "daily_management": "daily management",
    "social_emotional": "social and emotional support",
    "linkage": "linkage to care",
    "ongoing": "ongoing support",
}
CONTACT: Mapping[str, Noun] = {
    "name": _text("the name"),
    "phone": Noun("the phone number"),
    "email": Noun("the e-mail address"),
    "url": Noun("the web address"),
    "hours": Noun("the hours"),
    "backup": _text("whom to ask when nobody answers"),
    "visibility": Noun("who may see it"),
    "confirmed_on": Noun("the day it was last confirmed"),
    "organization": Noun("the organization"),
}
NOUNS: Mapping[str, Noun] = {
    "name": Noun("the name"),
    "summary": _text("the summary"),
    "description": Noun("the description", fact=False, quoted=False),
    "phase": Noun("the phase"),
    "started": Noun("when it began"),
    "languages.note": _text("what to know about a language"),
    "eligibility.description": _text("who can join"),
    "eligibility.minimum_age": Noun("the lowest age"),
    "eligibility.maximum_age": Noun("the highest age"),
    "eligibility.residency": _text("where people must live"),
    "eligibility.diagnosis_required": Noun("a diagnosis is needed"),
    "eligibility.referral_required": Noun("a referral is needed"),
    **{f"functions.{key}.gap": _text(f"what is missing for {words}") for key, words in FUNCTION_NAMES.items()},
    **{f"functions.{key}.frequency": Noun(f"how often there is {words}") for key, words in FUNCTION_NAMES.items()},
    **{f"functions.{key}.by": _text(f"who gives {words}") for key, words in FUNCTION_NAMES.items()},
    "functions.ongoing.duration": Noun("how long it goes on"),
    "peer_supporters.lived_experience": _text("what the peers have lived through"),
    "peer_supporters.training_hours": Noun("the peers' hours of training"),
    "peer_supporters.curriculum": Noun("the peers' training"),
    "peer_supporters.certification": _text("the peers' certificate"),
    "peer_supporters.supervision": _text("who supports the peers"),
    "peer_supporters.compensation": Noun("how the peers are paid"),
    "peer_supporters.background_check": Noun("a background check is done"),
    "peer_supporters.ethics_code": _text("the peers' code of ethics"),
    "locations.name": Noun("what the place is called"),
    "locations.area": Noun("the area"),
    "locations.url": Noun("the place's web address"),
    "locations.transportation": _text("how to get there"),
    "schedule.title": Noun("what the meeting is called"),
    "schedule.dtstart": Noun("the first day"),
    "schedule.online.url": Noun("the page where people join"),
    "schedule.online.phone": Noun("the number to join by phone"),
    "cost.description": Noun("what it costs"),
    "referral.consent": _text("how people agree to a referral"),
    "referral.response_days": Noun("within how many working days the program answers"),
    "referral.escalation": _text("what peers do in a crisis"),
    "referral.feedback": _text("how the health care side hears back"),
    "referral.capacity.note": _text("what to know about free places"),
    "referral.capacity.as_of": Noun("the day when that was true"),
    "referral.agreement.kind": Noun("the agreement"),
    "referral.agreement.signed_on": Noun("the day the agreement was signed"),
    "referral.agreement.review_by": Noun("the day by which the agreement is looked at again"),
    "credibility.decision.result": Noun("the decision to list it"),
    "credibility.decision.policy": Noun("the policy behind the decision"),
    "credibility.decision.date": Noun("the day of the decision"),
    "credibility.decision.by": _text("who decided"),
    "verification.verified_by": _text("who checked it"),
    "verification.method": Noun("how it was checked"),
    "verification.interval_days": Noun("after how many days it is checked again"),
    "verification.informant.name": _text("who confirmed it"),
    "verification.informant.title": _text("the role of whoever confirmed it"),
    "publish.web": Noun("it is on the web pages"),
    "publish.print": Noun("it is in the booklet"),
    "publish.feed": Noun("it is in exports and feeds"),
    "publish.reason": _text("why it is not published everywhere"),
    "alert.text": _text("the notice"),
    "alert.from": Noun("the first day of the notice"),
    "alert.until": Noun("the last day of the notice"),
}
VOCABULARIES = {
    "conditions": "conditions",
    "populations": "populations",
    "needs": "needs",
    "modalities": "modalities",
    "accessibility": "accessibility",
    "languages": "languages",
}
ITEMS: Mapping[str, Items] = {
    "also_known_as": Items("also known as {}", "no longer called {}", "another name"),
    "conditions": Items("now also for {}", "no longer for {}", "a condition"),
    "populations": Items("now also for {}", "no longer for {}", "a group of people"),
    "needs": Items("now also helps with {}", "no longer helps with {}", "a need"),
    "modalities": Items("now also offered: {}", "no longer offered: {}", "a way of support"),
    "eligibility.excludes": Items("now not for {}", "no longer said: not for {}", "whom it is not for"),
    **{
        f"functions.{key}.activities": Items(f"new in {words}: {{}}", f"no longer in {words}: {{}}", f"part of {words}")
        for key, words in FUNCTION_NAMES.items()
    },
    **{
        f"functions.{key}.modalities": Items(
            f"{words}, now also: {{}}", f"{words}, no longer: {{}}", f"a way of {words}"
        )
        for key, words in FUNCTION_NAMES.items()
    },
    "functions.linkage.links_to": Items("now also links to {}", "no longer links to {}", "a link"),
    "locations.accessibility": Items("the place now has: {}", "the place no longer has: {}", "what the place has"),
    "schedule.except": Items("no meeting on {}", "the meeting on {} is not left out any more", "a day without meeting"),
    "contacts.languages": Items("now answers in {}", "no longer answers in {}", "a language"),
    "referral.methods": Items("people can now be referred: {}", "people can no longer be referred: {}", "a way"),
    "referral.steps": Items(
        "new step to refer somebody: {}", "no longer a step: {}", "a step to refer somebody", ordered=True
    ),
    "referral.required_documents": Items("a paper that is needed now: {}", "no longer needed: {}", "a paper"),
    "funding": Items("now paid for by {}", "no longer paid for by {}", "who pays"),
}
"""Lists of codes and lists of texts, by their path."""

VALUES: Mapping[str, Mapping[str, str]] = {
    "functions.ongoing.duration": {"open-ended": "as long as people want", "fixed-term": "for a set time"},
    "functions.linkage.links_to": {"clinical-care": "clinical care", "community-resources": "community resources"},
    "peer_supporters.compensation": {
        "volunteer": "volunteers",
        "stipend": "with a stipend",
        "hourly": "by the hour",
        "salaried": "with a salary",
    },
    "contacts.visibility": {"public": "everybody", "staff": "staff only"},
    "referral.program_contacts.visibility": {"public": "everybody", "staff": "staff only"},
    "referral.health_care_contacts.visibility": {"public": "everybody", "staff": "staff only"},
}
# What is not told in a sentence, only named.
OTHERS = {
    "id": "the id",
    "taxonomy": "codes from other lists",
    "sources": "where the facts come from",
    "extra": "what an import left over",
    "links": "pages about the program",
    "checklist": "what is done on the way to starting",
    "service_area": "the areas people can come from",
    "credibility.evidence": "what shows that it is credible",
}
