"""The filters of a search: each option is declared here, once, for every command that takes them."""

import functools
import inspect
from collections.abc import Callable
from itertools import starmap
from typing import TYPE_CHECKING, Annotated, Any, TypedDict, get_type_hints

import typer

if TYPE_CHECKING:
    from peerdir.query import Query

Many = list[str] | None


class Filters(TypedDict, total=False):
    """What was asked for, by the names that `searching.query` gives its arguments."""

    condition: Many
    population: Many
    need: Many
    language: Many
    modality: Many
    function: Many
    accessibility: Many
    organization: Many
    day: Many
    near: str | None
    within: str | None
    free: bool
    has_room: bool


NONE = Filters()


def option(name: str, text: str, metavar: str = "CODE") -> typer.models.OptionInfo:
    """Declare an option of a search."""
    made: typer.models.OptionInfo = typer.Option(f"--{name}", metavar=metavar, help=text)
    return made


Words = Annotated[list[str] | None, typer.Argument(metavar="[WORDS…]", help="What the person said: diabetes spanish.")]
Condition = Annotated[Many, option("condition", "A condition, for example stroke.")]
Population = Annotated[Many, option("population", "For whom: veterans, parents, older-adults…")]
Need = Annotated[Many, option("need", "Help with: healthy-eating, transport, housing…")]
Language = Annotated[Many, option("language", "A language, by code or name: es, Spanish.")]
# Where --language is the language to print in.
Offered = Annotated[Many, option("language-offered", "A language the program is given in, by code or name.")]
Modality = Annotated[Many, option("modality", "How: group, phone, home-visit…")]
Function = Annotated[Many, option("function", "daily_management, social_emotional, linkage or ongoing.")]
Accessibility = Annotated[Many, option("accessibility", "What makes it easy to use: wheelchair, quiet-room…")]
Organization = Annotated[Many, option("organization", "Who runs it, by id.", "ID")]
Day = Annotated[Many, option("day", "A day it meets: mon, tue…", "DAY")]
Near = Annotated[str | None, option("near", "A postal code, city or region. Nearer programs come first.", "PLACE")]
Within = Annotated[
    str | None,
    option(
        "within", "How far from there: 20km, 10mi, or a number in the country's unit. 25km if left out.", "DISTANCE"
    ),
]
Free = Annotated[bool, typer.Option("--free", help="Costs nothing.")]
Room = Annotated[bool, typer.Option("--has-room", help="Said that it has room.")]
Status = Annotated[Many, option("status", "active and paused if left out.", "STATUS")]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, help="Show at most so many.")]
OFFERED = "language_offered"
OPTIONS = {
    "condition": Condition,
    "population": Population,
    "need": Need,
    "language": Language,
    "modality": Modality,
    "function": Function,
    "accessibility": Accessibility,
    "organization": Organization,
    "day": Day,
    "near": Near,
    "within": Within,
    "free": Free,
    "has_room": Room,
}


def query_of(**given: Any) -> "Query":
    """Make a query of options, as `searching.query` does. Exits with 2 for one that says something that cannot be."""
    from peerdir import searching

    try:
        return searching.query(**given)
    except searching.UsageError as error:
        raise typer.BadParameter(str(error), param_hint=error.option) from None


def filtering(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a search in the place of its argument `filters`.

    A command with a `language` of its own, to print in, gets that of the programs as `--language-offered`.
    """
    own = inspect.signature(command)
    options = {
        (OFFERED if name == "language" and name in own.parameters else name): kind for name, kind in OPTIONS.items()
    }
    if OFFERED in options:
        options[OFFERED] = Offered

    @functools.wraps(command)
    def run(**given: Any) -> None:
        filters = {"language" if name == OFFERED else name: given.pop(name) for name in options}
        command(filters=filters, **given)

    expanded: list[inspect.Parameter] = []
    for parameter in own.parameters.values():
        expanded += starmap(_parameter, options.items()) if parameter.name == "filters" else [parameter]
    hints = {name: hint for name, hint in get_type_hints(command, include_extras=True).items() if name != "filters"}
    run.__annotations__ = {**options, **hints}
    run.__signature__ = own.replace(parameters=expanded)  # type: ignore[attr-defined]
    return run


def _parameter(name: str, kind: Any) -> inspect.Parameter:
    nothing = False if kind in (Free, Room) else None
    return inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=nothing, annotation=kind)
