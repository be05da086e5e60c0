"""How credible a program is, and what there is to see to: one module a format, named as `--format` names it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from peerdir import credibility
from peerdir.credibility import Standing, Summary, ToDo
from peerdir.policy import Policy
from peerdir.records import Program
from peerdir.render.credibility.wording import Words

FORMATS = ("table", "json", "csv")
REVIEW_FORMATS = (*FORMATS, "markdown")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One program against the policy, on a day. `width` is that of the terminal, None for a pipe."""

    program: Program
    policy: Policy | None
    today: dt.date
    words: Words
    width: int | None = None

    @property
    def standings(self) -> tuple[Standing, ...]:
        """How each criterion stands."""
        return credibility.standings(self.program, self.policy, self.today)

    @property
    def summary(self) -> Summary:
        """What the public page can say."""
        return credibility.summary(self.program, self.policy, self.today)

    @property
    def to_do(self) -> Sequence[ToDo]:
        """What there is to see to about this program."""
        return credibility.review([self.program], self.policy, self.today)


@dataclass(frozen=True, kw_only=True)
class Review:
    """What there is to see to in a whole directory with so many listed programs, the most urgent first."""

    to_do: Sequence[ToDo]
    listed: int
    policy: Policy | None
    today: dt.date
    words: Words
    width: int | None = None


def render(sheet: Sheet, format: str) -> str:  # noqa: A002 - the option's name
    """Write one program in one of FORMATS."""
    shown: str = import_module(f"peerdir.render.credibility.{format}").one(sheet)
    return shown


def render_review(review: Review, format: str) -> str:  # noqa: A002
    """Write a review in one of REVIEW_FORMATS."""
    shown: str = import_module(f"peerdir.render.credibility.{format}").review(review)
    return shown
