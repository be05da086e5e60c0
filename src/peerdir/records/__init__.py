"""The records: thin, frozen and valid. A record exists only when its file keeps the contract in schemas/.

Field names are those of the schema; a name that Python reserves has an underscore behind it (`except_`). There is a
module for each kind of file, `common` for what several hold, and one for each large part of a program. All that others
use is named here. `tests/test_records.py` fails when a record and its schema drift apart.
"""

from peerdir.records.common import Address, Codes, Contact, Visibility
from peerdir.records.credibility import (
    Check,
    Credibility,
    Criterion,
    Decision,
    Evidence,
    EvidenceType,
    Informant,
    Method,
    Result,
    Verification,
)
from peerdir.records.directory import (
    BOOKLET_PARTS,
    BookletPart,
    BookletSettings,
    Coordinator,
    Directory,
    EmergencyLine,
    EmergencyText,
    Published,
    SettingsText,
)
from peerdir.records.functions import FUNCTIONS, Function, Functions, Linkage, Ongoing, TranslatedFunctions
from peerdir.records.meetings import Area, Location, Online, Slot
from peerdir.records.organization import Organization
from peerdir.records.program import (
    Alert,
    Cost,
    Eligibility,
    LanguageOffer,
    Link,
    PeerSupporters,
    Phase,
    Program,
    Publish,
    Taxonomy,
    Translation,
)
from peerdir.records.referral import Agreement, Capacity, Referral, ReferralContact
from peerdir.records.structure import Record, structure
from peerdir.records.vocabulary import Term, Vocabulary

__all__ = [
    "BOOKLET_PARTS",
    "FUNCTIONS",
    "Address",
    "Agreement",
    "Alert",
    "Area",
    "BookletPart",
    "BookletSettings",
    "Capacity",
    "Check",
    "Codes",
    "Contact",
    "Coordinator",
    "Cost",
    "Credibility",
    "Criterion",
    "Decision",
    "Directory",
    "Eligibility",
    "EmergencyLine",
    "EmergencyText",
    "Evidence",
    "EvidenceType",
    "Function",
    "Functions",
    "Informant",
    "LanguageOffer",
    "Link",
    "Linkage",
    "Location",
    "Method",
    "Ongoing",
    "Online",
    "Organization",
    "PeerSupporters",
    "Phase",
    "Program",
    "Publish",
    "Published",
    "Record",
    "Referral",
    "ReferralContact",
    "Result",
    "SettingsText",
    "Slot",
    "Taxonomy",
    "Term",
    "TranslatedFunctions",
    "Translation",
    "Verification",
    "Visibility",
    "Vocabulary",
    "structure",
]
