"""The questions whose answers make a new entry, asked on a terminal and in the issue form, in the same words.

What may be answered comes from the schema and the vocabulary; here are only the words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from peerdir.edit.contract import Part, is_list_of_words, part
from peerdir.edit.paths import PathError, pointer
from peerdir.edit.said import vocabulary_of
from peerdir.words import DAYS, REFERRAL_METHODS

RUNNER_TYPE = "organization/type"
"""The one answer that belongs to another file: what kind of organization a new one is."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. `path` is where the answer goes (see `paths`).

    It is `needed` unless one of the paths in `either` is answered, and only asked when the path in `only` holds one of
    the values behind it. `words` say the values that may be chosen; `usual` is taken for no answer. Only people who
    refer will see an answer that `is_private`, unless it was written in a form that everybody can read.
    """

    path: str
    ask: str
    example: str = ""
    needed: bool = False
    either: tuple[str, ...] = ()
    only: tuple[str, tuple[str, ...]] = ("", ())
    words: Mapping[str, str] = field(default_factory=dict)
    usual: str = ""
    several: bool = False
    is_private: bool = False

    @property
    def part(self) -> Part:
        """What the contract says of the answer."""
        kind, _, path = self.path.rpartition("/")
        where = path if kind else self.path
        found = part(kind or "program", pointer(kind or "program", where, None))
        if found is None:
            raise PathError(self.path)
        return found

    @property
    def vocabulary(self) -> str | None:
        """The vocabulary the answer is from, if it is a code."""
        return None if "/" in self.path else vocabulary_of(pointer("program", self.path, None))

    @property
    def is_lines(self) -> bool:
        """Whether each line of the answer is a sentence of its own."""
        return self.part.type == "array" and not is_list_of_words(self.part) and not self.vocabulary

    @property
    def choices(self) -> Mapping[str, str]:
        """The values there are, with their words; none when anything can be said."""
        if self.part.type == "boolean":
            return {"true": "Yes", "false": "No"}
        return self.words


PHYSICAL, VIRTUAL, CONFIDENTIAL = ("physical",), ("virtual",), ("confidential",)
PLACE = "locations.1.type"
CONTACT = "contacts.1"
PROGRAM_SIDE, CLINIC_SIDE = "referral.program_contacts.1", "referral.health_care_contacts.1"
QUESTIONS: Sequence[Question] = (
    Question(path="name", ask="What is the program called?", example="Puentes Peer Support", needed=True),
    Question(
        path="summary",
        ask="Who helps whom with what? One plain sentence",
        example="Adults with diabetes in El Cajon cook, walk and talk together, in English and Spanish.",
        needed=True,
    ),
    Question(
        path="status",
        ask="Does it take people now?",
        words={
            "active": "Yes, it takes people now",
            "paused": "It is paused and will be back",
            "proposed": "It is planned",
        },
        usual="active",
        needed=True,
    ),
    Question(path="organization", ask="Which organization runs it?", example="Example Neighbors Center", needed=True),
    Question(
        path=RUNNER_TYPE,
        ask="If that organization is new to us: what kind is it?",
        words={
            "community-organization": "Community organization",
            "patient-organization": "Patient organization",
            "faith-organization": "Church, mosque, temple or other faith group",
            "clinic": "Clinic",
            "hospital": "Hospital",
            "health-department": "Health department",
            "university": "School or university",
            "government": "Government",
            "other": "Something else",
        },
    ),
    Question(
        path="conditions",
        ask="Which health conditions do people share?",
        example="diabetes, high blood pressure",
        needed=True,
        several=True,
    ),
    Question(path="populations", ask="For whom is it?", example="adults, veterans", needed=True, several=True),
    Question(path="needs", ask="What does it help with day by day?", example="healthy eating, transport", several=True),
    Question(
        path="languages", ask="In which languages is it given?", example="English, Spanish", needed=True, several=True
    ),
    Question(path="modalities", ask="How is support given?", example="group, phone", needed=True, several=True),
    Question(
        path="functions.daily_management.activities",
        ask="What do you do to help with daily life: eating, moving, medicines, stress?",
        example="We cook together and talk about what our sugar does.",
        needed=True,
    ),
    Question(
        path="functions.social_emotional.activities",
        ask="What do you do to be there for one another and listen?",
        example="A circle where everybody may speak and nobody must.",
        needed=True,
    ),
    Question(
        path="functions.linkage.activities",
        ask="What do you do to link people to clinics and other services?",
        example="A peer goes along to the clinic.",
        needed=True,
    ),
    Question(
        path="functions.ongoing.activities",
        ask="What do you do so that support goes on for as long as people need it?",
        example="Old members come back whenever they want.",
        needed=True,
    ),
    Question(path="eligibility.description", ask="Who can join?", example="Adults with diabetes, and their families."),
    Question(path="eligibility.excludes", ask="Who is it not for?", example="Children under 12."),
    Question(
        path=PLACE,
        ask="Where does it take place?",
        words={
            "physical": "At a place with an address",
            "virtual": "Online",
            "phone": "By phone",
            "confidential": "At a place that must stay private, such as homes or a shelter",
        },
        usual="physical",
        needed=True,
    ),
    Question(
        path="locations.1.name",
        ask="What is the place called?",
        example="Example Library, room 2",
        only=(PLACE, PHYSICAL),
    ),
    Question(
        path="locations.1.address.line1", ask="Street and number?", example="100 Example Ave", only=(PLACE, PHYSICAL)
    ),
    Question(
        path="locations.1.address.city", ask="City or town?", example="San Diego", needed=True, only=(PLACE, PHYSICAL)
    ),
    Question(path="locations.1.address.state", ask="State or province?", example="CA", only=(PLACE, PHYSICAL)),
    Question(path="locations.1.address.postal_code", ask="Postal code?", example="92101", only=(PLACE, PHYSICAL)),
    Question(path="locations.1.address.country", ask="Country?", example="US", only=(PLACE, PHYSICAL)),
    Question(
        path="locations.1.area",
        ask="In which area? For a private place only the area is published",
        example="San Diego County",
        needed=True,
        only=(PLACE, CONFIDENTIAL),
    ),
    Question(
        path="locations.1.url",
        ask="On which web page do people join?",
        example="https://example.org/join",
        only=(PLACE, VIRTUAL),
    ),
    Question(
        path="schedule.1.byday",
        ask="On which days of the week does it meet?",
        words=DAYS,
        example="Tuesday",
        several=True,
    ),
    Question(path="schedule.1.start", ask="When does it begin? Use the 24-hour clock", example="18:00"),
    Question(path="schedule.1.end", ask="When does it end?", example="19:30"),
    Question(path="cost.free", ask="Is it free?", needed=True),
    Question(path="cost.description", ask="Is there anything to say about the cost?", example="Two dollars for tea."),
    Question(
        path=f"{CONTACT}.phone",
        ask="Which phone number can everybody call? Begin with the country code",
        example="+1-619-555-0100",
        needed=True,
        either=(f"{CONTACT}.email", f"{CONTACT}.url"),
    ),
    Question(path=f"{CONTACT}.email", ask="To which e-mail address can everybody write?", example="hello@example.org"),
    Question(path=f"{CONTACT}.url", ask="Does the program have a web page?", example="https://example.org/circle"),
    Question(
        path="referral.methods",
        ask="How can a clinic send somebody?",
        words=REFERRAL_METHODS,
        usual="self",
        needed=True,
        several=True,
    ),
    Question(
        path=f"{PROGRAM_SIDE}.role",
        ask="Who at the program takes referrals? A desk or a role",
        example="Program manager",
        needed=True,
    ),
    Question(
        path=f"{PROGRAM_SIDE}.phone",
        ask="Their phone number?",
        example="+1-619-555-0120",
        needed=True,
        either=(f"{PROGRAM_SIDE}.email", f"{PROGRAM_SIDE}.organization"),
        is_private=True,
    ),
    Question(path=f"{PROGRAM_SIDE}.email", ask="Their e-mail address?", example="manager@example.org", is_private=True),
    Question(
        path=f"{CLINIC_SIDE}.organization",
        ask="Which clinic or hospital refers people, and hears how it went?",
        example="Example Clinic",
    ),
    Question(
        path=f"{CLINIC_SIDE}.role",
        ask="Who is the contact there? A desk or a role",
        example="Referral coordinator",
        needed=True,
    ),
    Question(
        path=f"{CLINIC_SIDE}.phone",
        ask="The phone number there?",
        example="+1-619-555-0121",
        needed=True,
        either=(f"{CLINIC_SIDE}.organization", f"{CLINIC_SIDE}.email"),
        is_private=True,
    ),
    Question(
        path=f"{CLINIC_SIDE}.email", ask="The e-mail address there?", example="referrals@example.org", is_private=True
    ),
    Question(
        path="referral.escalation",
        ask="What do peers do when somebody is in danger?",
        example="We call the nurse line of the clinic; 911 or 988 in an emergency.",
    ),
    Question(
        path="verification.method",
        ask="How do you know all this?",
        words={
            "self-report": "I work or volunteer at the program",
            "phone": "I called the program",
            "visit": "I visited the program",
            "email": "The program wrote to me",
            "website": "It stands on its web page",
        },
        needed=True,
    ),
)
BY_PATH: Mapping[str, Question] = {one.path: one for one in QUESTIONS}


def value_of(data: Any, path: str) -> Any:
    """Return what is answered at `path` so far; None when nothing is."""
    if "/" in path:
        return data.get(path)
    for step in pointer("program", path, data):
        if isinstance(step, int):
            data = data[step] if isinstance(data, list) and step < len(data) else None
        else:
            data = data.get(step) if isinstance(data, Mapping) else None
    return data


def applies(question: Question, data: Any) -> bool:
    """Tell whether a question is to be asked, by what is known so far and else is usual."""
    path, values = question.only
    return not path or (value_of(data, path) or BY_PATH[path].usual) in values


def missing(data: Any) -> Sequence[Question]:
    """Return the questions that must still be answered; a stated gap answers for the activities of a function."""
    return [
        one
        for one in QUESTIONS
        if one.needed
        and applies(one, data)
        and all(
            value_of(data, path) in (None, "", [])
            for path in (one.path, one.path.replace(".activities", ".gap"), *one.either)
        )
    ]
