"""What several kinds of file hold: codes, contacts and addresses."""

from dataclasses import dataclass
from typing import Literal

Visibility = Literal["public", "staff"]
Codes = tuple[str, ...]


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
