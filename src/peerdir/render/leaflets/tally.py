"""What a brochure and a poster say about a directory as a whole: how many, for whom, where, in which languages."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from peerdir import freshness
from peerdir.records import Program
from peerdir.render.booklet.passages import Passage, base, passage
from peerdir.render.collation import folded
from peerdir.render.leaflets.issue import Issue

ANY = "any"


class Tally(NamedTuple):
    """Counts over the programs that people can be sent to; `starting` are those being planned."""

    programs: int
    free: int
    alone: int
    room: int
    languages: int
    organizations: int
    starting: int


def tally(programs: Sequence[Program], issue: Issue) -> Tally:
    """Count."""
    capacities = [program.referral.capacity for program in programs if program.referral and program.referral.capacity]
    return Tally(
        programs=len(programs),
        free=sum(1 for program in programs if program.cost and program.cost.free),
        alone=sum(1 for program in programs if program.referral and "self" in program.referral.methods),
        room=sum(1 for one in capacities if one.status == "capacity" and freshness.is_current(one, issue.today)),
        languages=len(_languages(programs)),
        organizations=len({program.organization for program in programs}),
        starting=sum(1 for one in issue.collection.programs if one.status == "proposed" and one.publish.print),
    )


def share(part: int, of: int) -> str:
    """Return how many of the programs that is: "all", "none" or "some"."""
    return "none" if not part else "all" if part == of else "some"


def conditions(programs: Iterable[Program], issue: Issue) -> list[Passage]:
    """Return the words for what programs are about, those of most programs first."""
    found = Counter(code for program in programs for code in program.conditions if code != ANY)
    return [issue.edition.labelled("conditions", code) for code in _ordered(found, issue, "conditions")]


def languages(programs: Iterable[Program], issue: Issue) -> list[Passage]:
    """Return what the languages of programs call themselves, those of most programs first."""
    found = _languages(programs)
    return [
        issue.edition.own_name(code) or issue.edition.labelled("languages", code)
        for code in _ordered(found, issue, "languages")
    ]


def places(programs: Iterable[Program], issue: Issue) -> list[Passage]:
    """Return the cities in which programs meet, those of most programs first."""
    found = Counter(city for program in programs for city in _cities(program))
    return [
        passage(city, issue.edition.written_in) for city in sorted(found, key=lambda city: (-found[city], folded(city)))
    ]


def _languages(programs: Iterable[Program]) -> Counter[str]:
    offers = (program.languages for program in programs)
    return Counter(code for own in offers for code in {base(one.code) for one in own if one.level == "program"})


def _cities(program: Program) -> set[str]:
    return {one.address.city for one in program.locations if one.type == "physical" and one.address}


def _ordered(found: Counter[str], issue: Issue, vocabulary: str) -> list[str]:
    labels = {code: issue.collection.label(vocabulary, code, issue.edition.language) for code in found}
    return sorted(found, key=lambda code: (-found[code], folded(labels[code])))
