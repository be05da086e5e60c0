"""Needs without an answer, for people and programs: one module a format, named as `--format` names it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module

from peerdir import phases
from peerdir.needs import Need, Needs, Similar
from peerdir.places.distance import MILE

FORMATS = ("table", "csv", "json", "markdown")
FUNCTIONS = 4
ASK_FIRST = (
    "Ask first: the health department, patient organizations and professional associations may know of a program that "
    "is not listed here. A program nearby may be able to grow."
)
BEGIN = 'peerdir new "Name" --set status=proposed'
GO_ON = "peerdir phase ID"
EXAMPLES = "What all four kinds of help looked like in real projects, each with its source"


def checklist() -> Iterator[tuple[str, Sequence[phases.Item]]]:
    """Yield the four phases of starting a program, each with what is to be done in it."""
    for phase in phases.PHASES:
        yield phase, [item for item in phases.items() if item.phase == phase]


@dataclass(frozen=True, kw_only=True)
class Report:
    """What to show: the needs, distances in miles or kilometers, and how wide (None: a pipe, nothing wraps)."""

    needs: Needs
    miles: bool = False
    width: int | None = None


def render(report: Report, format: str) -> str:  # noqa: A002 - the option's name
    """Write the needs in one of FORMATS."""
    shown: str = import_module(f"peerdir.render.needs.{format}").render(report)
    return shown


def distance(km: float, miles: bool) -> str:
    """Say how far: "40 km", "25 mi", "less than 1 km"."""
    number, unit = (km / MILE, "mi") if miles else (km, "km")
    return f"{number:,.0f} {unit}" if number >= 1 else f"less than 1 {unit}"


def sentence(need: Need, report: Report) -> str:
    """Say what is missing: "Ongoing support for heart failure in Spanish: no program within 40 km of El Cajon, CA"."""
    condition = ", ".join(need.condition.values())
    languages = either([*need.languages.values()])
    how_far = distance(report.needs.within_km, report.miles)
    there = f"within {how_far} of {need.place}, nor by phone or online"
    if need.lack == "room":
        return f"{condition} in {languages}: no program with room {there}"
    named = [_inside(label) for label in need.functions.values()]
    functions = f" with {either(named)}" if len(named) < FUNCTIONS else ""
    if need.lack == "program":
        return f"{condition}: no program{functions} in any language {there}"
    return f"{condition} in {languages}: no program{functions} {there}"


def either(words: Sequence[str]) -> str:
    """Join words: "a, b or c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def similar(one: Similar, miles: bool) -> str:
    """Say what a program does that is like it, and where."""
    way = one.reach or ("" if one.km is None else distance(one.km, miles))
    state = {"full": "full or with a waitlist"}.get(one.state, one.state)
    languages = f" in {', '.join(one.languages)}" if one.languages else ""
    shared = f"helps with {', '.join(map(_inside, one.shared))} too" if one.shared else ""
    parts = (f"{', '.join(one.conditions)}{languages}", shared, way, state)
    return f"{one.name} ({one.id}): {'; '.join(part for part in parts if part)}"


def _inside(label: str) -> str:
    """Write a label as it stands inside a sentence; what begins with two capitals stays as it is."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def remarks(needs: Needs) -> Iterator[str]:
    """Yield what is to be said beside the needs: how many more there are, and what was not looked at."""
    if needs.total > len(needs.needs):
        yield f"The greatest {len(needs.needs)} of {needs.total:,} needs; --limit {needs.total} shows all."
    if needs.nowhere:
        yield f"No program anywhere in the directory: {', '.join(needs.nowhere)}."
    if needs.places_left:
        yield f"Places with fewer programs that were not looked at: {needs.places_left:,}; --near PLACE looks at one."
    if needs.not_understood:
        yield f"Searches that found nothing and name no condition: {needs.not_understood:,}; see peerdir vocab gaps."
