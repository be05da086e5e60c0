"""Who runs programs or refers people to them, the record of a file in organizations/."""

from dataclasses import dataclass
from typing import Literal

from peerdir.records.common import Address, Codes, Contact


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
