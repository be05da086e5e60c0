"""The records: thin, frozen and valid. A record exists only when its file keeps the contract in schemas/.

Field names are those of the schema; a name that Python reserves has an underscore behind it (`except_`).
`tests/test_records.py` fails when a record and its schema drift apart.
"""

import dataclasses
import datetime as dt
import functools
import types
import typing
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Visibility = Literal["public", "staff"]
Codes = tuple[str, ...]
FUNCTIONS = ("daily_management", "social_emotional", "linkage", "ongoing")


@dataclass(frozen=True, kw_only=True)
class Contact:
    """How to reach a desk or a role; public unless it says staff."""

    role: str
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    url: str | None = None
    hours: str | None = None
    languages: Codes = ()
    visibility: Visibility = "public"


@dataclass(frozen=True, kw_only=True)
class Address:
    """A postal address; state and postal code do not exist everywhere."""

    line1: str | None = None
    line2: str | None = None
    city: str
    region: str | None = None
    state: str | None = None
    postal_code: str | None = None
    country: str


@dataclass(frozen=True, kw_only=True)
class LanguageOffer:
    """A language in which the program is given."""

    code: str
    level: Literal["program", "interpreter"] = "program"
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Eligibility:
    """Who can join, and who the program is not for."""

    description: str | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    residency: str | None = None
    diagnosis_required: bool | None = None
    referral_required: bool | None = None
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Function:
    """One of the four key functions; a proposed program may state a gap instead of activities."""

    activities: tuple[str, ...] = ()
    gap: str | None = None
    modalities: Codes = ()
    frequency: str | None = None
    by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Linkage(Function):
    """Linkage to clinical care and community resources."""

    links_to: tuple[Literal["clinical-care", "community-resources"], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ongoing(Function):
    """Ongoing support."""

    duration: Literal["open-ended", "fixed-term"] | None = None


@dataclass(frozen=True, kw_only=True)
class Functions:
    """The four key functions (Peers for Progress, Program Development Guide)."""

    daily_management: Function
    social_emotional: Function
    linkage: Linkage
    ongoing: Ongoing

    def __iter__(self) -> typing.Iterator[tuple[str, Function]]:
        """Yield name and function in the order of the guide."""
        return ((name, getattr(self, name)) for name in FUNCTIONS)


@dataclass(frozen=True, kw_only=True)
class PeerSupporters:
    """Who the peer supporters are, and how they are trained and supported."""

    lived_experience: str | None = None
    training_hours: float | None = None
    curriculum: str | None = None
    certification: str | None = None
    supervision: str | None = None
    compensation: Literal["volunteer", "stipend", "hourly", "salaried"] | None = None
    background_check: bool | None = None
    ethics_code: str | None = None


@dataclass(frozen=True, kw_only=True)
class Location:
    """A place where the program meets; a confidential one has an area and no address."""

    key: str
    type: Literal["physical", "virtual", "phone", "confidential"]
    name: str | None = None
    address: Address | None = None
    area: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    url: str | None = None
    accessibility: Codes = ()
    transportation: str | None = None


@dataclass(frozen=True, kw_only=True)
class Online:
    """How to join a meeting from elsewhere."""

    url: str | None = None
    phone: str | None = None


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One regular meeting, a subset of RFC 5545's recurrence rule, or "by appointment"."""

    location: str
    title: str | None = None
    freq: Literal["weekly", "monthly", "daily"] | None = None
    interval: int = 1
    byday: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    timezone: str | None = None
    dtstart: dt.date | None = None
    until: dt.date | None = None
    except_: tuple[dt.date, ...] = ()
    by_appointment: bool = False
    online: Online | None = None


@dataclass(frozen=True, kw_only=True)
class Area:
    """An area from which people can come."""

    name: str
    type: Literal["city", "county", "state", "country", "postal-code", "other"] | None = None
    code: str | None = None


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What the program costs."""

    free: bool
    description: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReferralContact:
    """A point of contact for referrals; for staff only unless it says public."""

    role: str
    organization: str | None = None
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    hours: str | None = None
    backup: str | None = None
    visibility: Visibility = "staff"
    confirmed_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """Whether there is room (HL7 SDOH Clinical Care codes), and on which day that was true."""

    status: Literal["capacity", "waitlist", "no-capacity", "additional-assessment-required"]
    note: str | None = None
    as_of: dt.date


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """The agreement between both sides of a referral."""

    kind: str
    signed_on: dt.date | None = None
    review_by: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Referral:
    """The referral protocol, with a point of contact on both sides."""

    methods: tuple[Literal["self", "phone", "fax", "email", "web-form", "ehr", "in-person"], ...]
    steps: tuple[str, ...] = ()
    required_documents: tuple[str, ...] = ()
    consent: str | None = None
    response_days: int | None = None
    program_contacts: tuple[ReferralContact, ...]
    health_care_contacts: tuple[ReferralContact, ...]
    escalation: str | None = None
    feedback: str | None = None
    capacity: Capacity | None = None
    agreement: Agreement | None = None


Criterion = Literal[
    "four-functions",
    "lived-experience",
    "training",
    "supervision",
    "ethics-confidentiality",
    "boundaries-crisis",
    "linkage",
    "governance",
    "experience",
    "accreditation",
    "outcomes",
    "participant-voice",
]
EvidenceType = Literal[
    "accreditation",
    "certificate",
    "evaluation",
    "publication",
    "site-visit",
    "policy",
    "curriculum",
    "membership",
    "reference",
    "self-report",
]


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One piece of evidence that a program is credible."""

    criterion: Criterion
    type: EvidenceType
    title: str | None = None
    issuer: str
    url: str | None = None
    issued: dt.date
    expires: dt.date | None = None
    checked_on: dt.date | None = None
    checked_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The decision to include a program, against the inclusion policy."""

    result: Literal["included", "provisional", "withdrawn"]
    policy: str | None = None
    date: dt.date
    by: str


@dataclass(frozen=True, kw_only=True)
class Credibility:
    """Evidence and decision."""

    evidence: tuple[Evidence, ...] = ()
    decision: Decision | None = None


Method = Literal["phone", "email", "visit", "website", "self-report"]


@dataclass(frozen=True, kw_only=True)
class Informant:
    """Who at the program confirmed the entry; never published."""

    name: str | None = None
    title: str | None = None


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check of the entry, or one try."""

    date: dt.date
    by: str
    method: Method
    result: Literal["confirmed", "changed", "no-answer", "closed", "refused"]
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Verification:
    """When and how the entry was last checked with a person."""

    verified_on: dt.date
    verified_by: str
    method: Method
    informant: Informant | None = None
    interval_days: int | None = None
    history: tuple[Check, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Publish:
    """Where the entry is published; false needs a reason."""

    web: bool = True
    print: bool = True
    feed: bool = True
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Alert:
    """A notice for a limited time."""

    text: str
    from_: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Link:
    """A page about the program."""

    title: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Taxonomy:
    """A code from another list."""

    scheme: str
    code: str
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class TranslatedFunctions:
    """The activities of the four functions in another language."""

    daily_management: tuple[str, ...] = ()
    social_emotional: tuple[str, ...] = ()
    linkage: tuple[str, ...] = ()
    ongoing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Translation:
    """The texts of an entry in another language."""

    name: str | None = None
    summary: str | None = None
    description: str | None = None
    functions: TranslatedFunctions | None = None
    translated_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Program:
    """One peer support offer a person can be referred to. `id` is the file name."""

    id: str
    name: str
    also_known_as: tuple[str, ...] = ()
    former_ids: Codes = ()
    summary: str
    description: str | None = None
    status: Literal["proposed", "active", "paused", "closed", "historical"]
    phase: Literal["readiness", "development", "implementation", "evaluation"] | None = None
    checklist: Mapping[str, dt.date] = field(default_factory=dict)
    started: int | str | None = None
    organization: str
    conditions: Codes
    populations: Codes = ()
    needs: Codes = ()
    languages: tuple[LanguageOffer, ...] = ()
    modalities: Codes = ()
    eligibility: Eligibility | None = None
    functions: Functions
    peer_supporters: PeerSupporters | None = None
    locations: tuple[Location, ...] = ()
    schedule: tuple[Slot, ...] = ()
    service_area: tuple[Area, ...] = ()
    cost: Cost | None = None
    contacts: tuple[Contact, ...] = ()
    referral: Referral | None = None
    credibility: Credibility | None = None
    verification: Verification | None = None
    publish: Publish = Publish()
    alert: Alert | None = None
    links: tuple[Link, ...] = ()
    funding: tuple[str, ...] = ()
    taxonomy: tuple[Taxonomy, ...] = ()
    sources: tuple[str, ...] = ()
    translations: Mapping[str, Translation] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def listed(self) -> bool:
        """Whether people can be referred to it: active or paused, and its inclusion not withdrawn."""
        decision = self.credibility.decision if self.credibility else None
        return self.status in ("active", "paused") and not (decision and decision.result == "withdrawn")


@dataclass(frozen=True, kw_only=True)
class Organization:
    """Who runs programs, or refers people to them. `id` is the file name."""

    id: str
    name: str
    also_known_as: tuple[str, ...] = ()
    former_ids: Codes = ()
    type: Literal[
        "clinic",
        "hospital",
        "health-department",
        "patient-organization",
        "community-organization",
        "faith-organization",
        "university",
        "government",
        "other",
    ]
    description: str | None = None
    url: str | None = None
    address: Address | None = None
    contacts: tuple[Contact, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EmergencyLine:
    """An emergency or crisis line; `phone` as people dial it, short numbers included."""

    name: str
    phone: str
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class EmergencyText:
    """What an emergency line is called in another language; `phone` says which line."""

    phone: str
    name: str
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class SettingsText:
    """The texts of the settings in another language."""

    title: str | None = None
    subtitle: str | None = None
    edition: str | None = None
    emergency: tuple[EmergencyText, ...] = ()
    inclusion_policy: str | None = None
    disclaimer: str | None = None


BookletPart = Literal[
    "cover",
    "emergency",
    "how-to-use",
    "legend",
    "contents",
    "changes",
    "examples",
    "programs",
    "condition-index",
    "place-index",
    "language-index",
    "program-index",
    "how-to-refer",
    "policy",
    "notes",
    "back-cover",
]
BOOKLET_PARTS: tuple[BookletPart, ...] = typing.get_args(BookletPart)


@dataclass(frozen=True, kw_only=True)
class BookletSettings:
    """What is in the printed booklet, in which order, and what its pages say in other languages."""

    parts: tuple[BookletPart, ...] = BOOKLET_PARTS
    translations: Mapping[str, SettingsText] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Coordinator:
    """Who keeps which entries current. Of several that an entry fits the last one counts; never published."""

    name: str
    phone: str | None = None
    email: str | None = None
    programs: tuple[str, ...] = ()
    organizations: Codes = ()


@dataclass(frozen=True, kw_only=True)
class Published:
    """An edition that was published: its day, and what git knows it by."""

    name: str
    date: dt.date
    revision: str | None = None
    tag: str | None = None


@dataclass(frozen=True, kw_only=True)
class Directory:
    """The settings: everything a page needs that is no program."""

    title: str
    subtitle: str | None = None
    publisher: str
    edition: str | None = None
    editions: tuple[Published, ...] = ()
    contact: Contact
    country: str
    time_zone: str
    languages: Codes
    base_url: str | None = None
    corrections_url: str | None = None
    emergency: tuple[EmergencyLine, ...]
    inclusion_policy: str
    disclaimer: str | None = None
    verification_interval_days: int = 365
    hide_unverified_after_days: int | None = None
    coordinators: tuple[Coordinator, ...] = ()
    keep_unanswered_searches: bool = False
    booklet: BookletSettings = BookletSettings()


@dataclass(frozen=True, kw_only=True)
class Term:
    """One code with the words people read and say for it, by language."""

    code: str
    label: str
    labels: Mapping[str, str] = field(default_factory=dict)
    description: str | None = None
    descriptions: Mapping[str, str] = field(default_factory=dict)
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moved_to: str | None = None


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The terms of one kind. `id` is the file name: conditions, languages…"""

    id: str
    title: str
    titles: Mapping[str, str] = field(default_factory=dict)
    description: str | None = None
    terms: tuple[Term, ...]

    @functools.cached_property
    def by_code(self) -> Mapping[str, Term]:
        """The terms by their code."""
        return {term.code: term for term in self.terms}


Record = Program | Organization | Directory | Vocabulary


def structure(kind: type[Record], data: Mapping[str, Any]) -> Record:
    """Build a record from data that is valid against its schema."""
    convert: Callable[[Any], Record] = _converter(typing.cast("Hashable", kind))
    return convert(data)


@functools.cache
def _converter(kind: Any) -> Callable[[Any], Any]:
    """Return the function that turns plain data into `kind`; made once for each type."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        kinds = [arg for arg in args if arg is not types.NoneType]
        return _converter(kinds[0]) if len(kinds) == 1 else _same
    if origin is tuple:
        item = _converter(args[0])
        return tuple if item is _same else lambda values: tuple(map(item, values))
    if origin is Mapping:
        value = _converter(args[1])
        return lambda values: {key: value(entry) for key, entry in values.items()}
    if kind is dt.date:
        return dt.date.fromisoformat
    if kind is int:
        return int  # JSON Schema takes 2.0 for a whole number
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        fields = {f.name.rstrip("_"): (f.name, _converter(hints[f.name])) for f in dataclasses.fields(kind)}
        return lambda values: _build(kind, fields, values)
    return _same


def _build(kind: Any, fields: Mapping[str, tuple[str, Callable[[Any], Any]]], values: Mapping[str, Any]) -> Any:
    arguments = {}
    for key, value in values.items():
        name, convert = fields[key]
        arguments[name] = convert(value)
    return kind(**arguments)


def _same(value: Any) -> Any:
    return value
