"""What must be read before anything else on a sheet: do not send anybody now, or call first."""

from collections.abc import Iterator

from peerdir import freshness, words
from peerdir.records import Capacity, Program, Referral
from peerdir.render.booklet.passages import Passage
from peerdir.render.leaflets import Issue


def warnings(program: Program, protocol: Referral, issue: Issue) -> Iterator[Passage]:
    """Yield the warnings of a program for the day of the issue, the gravest first."""
    if program.status in ("closed", "paused"):
        yield issue.words.say(f"sheet.warnings.{program.status}")
    if program.status != "closed":
        yield from _room(protocol.capacity, issue)
        yield from _checked(program, issue)
    if program.listed and not program.publish.print:
        yield issue.words.say("sheet.warnings.keep")
    if notice := issue.edition.record(freshness.alert_text(program, issue.today)):
        yield issue.words.say("sheet.warnings.notice", text=notice)


def _room(capacity: Capacity | None, issue: Issue) -> Iterator[Passage]:
    """Warn when the program was full, or when nobody has said for too long whether there is room."""
    age = freshness.age_of_capacity(capacity, issue.today)
    # An answer from a day that is still to come is as good as none.
    if capacity is None or age == "unknown":
        return
    day = words.date(capacity.as_of, issue.edition.wording)
    if age == "old":
        yield issue.words.say("sheet.warnings.capacity_old", date=day)
    elif capacity.status == "no-capacity":
        yield issue.words.say("sheet.warnings.full", date=day)


def _checked(program: Program, issue: Issue) -> Iterator[Passage]:
    if not freshness.is_stale(program, issue.collection.directory, issue.today):
        return
    if program.verification is None:
        yield issue.words.say("sheet.warnings.never_verified")
    else:
        day = words.date(program.verification.verified_on, issue.edition.wording)
        yield issue.words.say("sheet.warnings.not_verified", date=day)
