"""What the panels of a brochure are made from, and what a panel is."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from peerdir.records import Program
from peerdir.render.booklet.passages import Passage
from peerdir.render.leaflets.issue import Issue
from peerdir.render.leaflets.tally import Tally, tally
from peerdir.render.leaflets.wording import wording

# How long lists are, in the first telling of a panel and in each that follows.
LENGTHS = (40, 32, 26, 20, 15, 11, 8, 5, 3)
Block = dict[str, Any]
Panel = Callable[[str, int, "Contents"], Iterator[Block]]


class Contents:
    """What the panels of one brochure are made from: the programs it tells of, and counts of the whole directory."""

    def __init__(self, programs: Sequence[Program], issue: Issue) -> None:
        """Take the programs to tell of, all of them open to people."""
        self.programs = programs
        self.issue = issue
        self.tally: Tally = tally(issue.programs, issue)
        self.values = {key: str(value) for key, value in self.tally._asdict().items()}
        self.values["count"] = self.values["programs"]
        self.values["days"] = str(issue.collection.directory.verification_interval_days)

    def say(self, name: str) -> Passage:
        """Return fixed words with the counts in their places."""
        return self.issue.words.say(f"brochure.{name}", **self.values)

    def lines(self, name: str) -> list[Passage]:
        """Return the fixed words of a list."""
        return self.issue.words.lines(f"brochure.{name}", **self.values)

    def names(self, name: str) -> list[str]:
        """Return the names of the parts of a list."""
        return [one.removeprefix("brochure.") for one in self.issue.words.names(f"brochure.{name}")]

    def role(self, name: str) -> tuple[Passage, list[Passage]]:
        """Return what somebody in a role can do with the directory, as web pages say it: the heading, and the lines."""
        own = self.issue.words
        words = wording(self.issue.templates, own.language, "site", mark=own.mark, alone=False)
        return words.say("roles.title"), words.lines(f"roles.{name}.can")
