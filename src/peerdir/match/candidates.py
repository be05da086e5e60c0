"""Who is looked for programs for, and which there are: plain frozen data between matching and what shows it."""

from dataclasses import dataclass

from peerdir.query import Answer, Result


@dataclass(frozen=True, kw_only=True)
class Person:
    """What is known of the person beside words and wishes; None for what is not known. `age` is in years."""

    age: float | None = None
    has_referral: bool | None = None
    has_diagnosis: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One program: what fits, what speaks against it, what must be asked; how well it fits, and why it ranks there."""

    result: Result
    fits: tuple[str, ...]
    against: tuple[str, ...]
    ask: tuple[str, ...]
    weight: float
    rank: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Matches:
    """The candidates, those that fit first; how words were understood beside `answer`; what nobody knows or can use."""

    candidates: tuple[Candidate, ...]
    answer: Answer
    unknown: tuple[str, ...] = ()
    understood: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    in_danger: bool = False

    @property
    def fitting(self) -> int:
        """How many candidates nothing speaks against."""
        return sum(not one.against for one in self.candidates)
