"""How far a program has come in the four phases: a checklist for people, or data for a program."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from peerdir import phases
from peerdir.cards.columns import pad, readable, width, wrap
from peerdir.clean import clean
from peerdir.needs import Example
from peerdir.phases import Step
from peerdir.records import Program

FORMATS = ("text", "json")
Label = Callable[[str, str], str]
"""Names a key function in a language."""
DONE, OPEN = "[x]", "[ ]"
INDENT = "  "
MARK = len("[x] 2026-01-31")
NARROWEST = 24


def as_json(program: Program, label: Label, language: str) -> str:
    """Write all four phases with every item, and the gaps."""
    found = {
        "id": program.id,
        "name": program.name,
        "status": program.status,
        "phase": phases.phase_of(program),
        "phases": [_step(step, language) for step in phases.steps(program)],
        "gaps": [{"function": name, "label": label(name, language), "gap": gap} for name, gap in phases.gaps(program)],
    }
    return json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False, default=str) + "\n"


def _step(step: Step, language: str) -> Mapping[str, Any]:
    return {
        "code": step.phase,
        "name": step.name(language),
        "done": len(step.done),
        "of": len(step.items),
        "items": [
            {
                "code": item.code,
                "text": item.say(language),
                "done_on": step.done.get(item.code),
                "source": item.source,
            }
            for item in step.items
        ],
    }


def as_text(
    program: Program,
    label: Label,
    language: str,
    *,
    every: bool = False,
    columns: int | None = None,
    examples: Sequence[Example] = (),
) -> str:
    """Write the phase a program is in with its items, and how many are done in the others; `every` item if wished.

    `columns` is the width of the terminal, None for a pipe. Of an example to learn from it writes what each function
    looked like, and the source; of any other program that has not ended it names the `examples`.
    """
    lines = [f"{program.name} ({program.id}), {program.status}", ""]
    if program.status == "historical":
        lines += _example(program, label, language)
    else:
        lines += _list(program, label, language, every=every, columns=columns)
        lines += _examples(program, examples, language)
    return "".join(f"{part}\n" for line in lines for part in _fitted(clean(line), columns))


def _list(program: Program, label: Label, language: str, *, every: bool, columns: int | None) -> Iterator[str]:
    """Yield the phases, what a plan lacks, what to do next, and where the list comes from."""
    steps, here = phases.steps(program), phases.phase_of(program)
    shown = [step for step in steps if every or step.phase == here]
    codes = max(width(item.code) for step in shown for item in step.items)
    for number, step in enumerate(steps, 1):
        yield _heading(number, step, language, is_here=step.phase == here)
        yield from _items(step, language, codes, columns) if step in shown else ()
        yield ""
    if gaps := phases.gaps(program):
        told = (f"{INDENT}{label(name, language)}: {gap}" for name, gap in gaps)
        yield from (phases.frame("gaps", language), *told, "")
    yield from (_next(program, language), "", phases.frame("sources", language), *_sources(shown))


def _example(program: Program, label: Label, language: str) -> Iterator[str]:
    """Yield what each function of an example looked like, and where that is told."""
    yield phases.frame("example", language)
    for name, function in program.functions:
        yield f"{INDENT}{label(name, language)}: {'; '.join(function.activities)}"
    yield from ("", phases.frame("source", language), *(f"{INDENT}{source}" for source in program.sources))


def _examples(program: Program, examples: Sequence[Example], language: str) -> Iterator[str]:
    """Yield where to see the four functions at work; nobody starts a program that has ended."""
    if examples and program.status != "closed":
        yield from ("", phases.frame("examples", language))
        yield from (f"{INDENT}{one.name}: peerdir show {one.id}" for one in examples)


def _heading(number: int, step: Step, language: str, *, is_here: bool) -> str:
    name, done = step.name(language), len(step.done)
    told = phases.frame("step", language, number=number, name=name, done=done, all=len(step.items))
    return phases.frame("here", language, step=told) if is_here else told


def _items(step: Step, language: str, codes: int, columns: int | None) -> Iterator[str]:
    """Yield the lines of each item: mark, day and code, and the words beside them or, where it is narrow, below."""
    for item in step.items:
        day = step.done.get(item.code)
        head = f"{INDENT}{pad(f'{DONE} {day}' if day else OPEN, MARK)}  {pad(item.code, codes)}  "
        room = None if columns is None else columns - len(head)
        if room is not None and room < NARROWEST:
            yield from (head.rstrip(), f"{INDENT * 3}{item.say(language)}")
            continue
        first, *rest = wrap(item.say(language), room) if room else [item.say(language)]
        yield from (head + first, *(" " * len(head) + part for part in rest))


def _next(program: Program, language: str) -> str:
    if program.status == "closed":
        return phases.frame("ended", language)
    step = phases.step(program)
    if step.open:
        return phases.frame("open", language, id=program.id, code=step.open[0].code)
    return phases.frame("advance" if phases.following(step.phase) else "last", language, id=program.id)


def _sources(shown: Sequence[Step]) -> Iterator[str]:
    yield from (f"{INDENT}{source}" for source in dict.fromkeys(item.source for step in shown for item in step.items))


def _fitted(line: str, columns: int | None) -> list[str]:
    """Break a line for a terminal; all parts of it stand as far in as its first."""
    bare = line.lstrip(" ")
    if columns is None or width(line) <= columns:
        return readable([line])
    indent = len(line) - len(bare)
    parts = wrap(bare, max(NARROWEST, columns - indent))
    return [f"{' ' * indent}{part}" for part in readable(parts)]
