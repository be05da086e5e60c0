"""What became of one web address: plain frozen data that every module of this folder may use."""

import enum
from dataclasses import dataclass


class Kind(enum.StrEnum):
    """How a link fared; `closed` answers people, but shows its page to no program."""

    OK = "ok"
    CLOSED = "closed"
    MOVED = "moved"
    DEAD = "dead"
    UNREACHABLE = "unreachable"
    TAKEN_OVER = "taken-over"
    SKIPPED = "skipped"


GOOD = (Kind.OK, Kind.CLOSED)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How one link fared, why in our own words, and the address it has moved to.

    `whole_site` means that nothing else of this site needs to be asked; `no_network` that the fault may be ours.
    """

    kind: Kind
    reason: str = ""
    to: str | None = None
    whole_site: bool = False
    no_network: bool = False


class FailureError(Exception):
    """A request that got no answer; `outcome` says why."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome
