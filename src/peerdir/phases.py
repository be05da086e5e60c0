"""The four phases of starting a program, and how far an entry has come in them.

The list of what to do is in `phases.yaml` beside this file; an entry holds the codes of what is done, with the day.
"""

import datetime as dt
import functools
import typing
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from peerdir import limits
from peerdir.reading.reader import read
from peerdir.records import Phase, Program

PHASES: tuple[Phase, ...] = typing.get_args(Phase)
FILE = Path(__file__).with_suffix(".yaml")
ENGLISH = "en"


class Item(NamedTuple):
    """One thing to do in a phase, in words by language, and the publication it comes from."""

    code: str
    phase: Phase
    words: Mapping[str, str]
    source: str

    def say(self, language: str) -> str:
        """Say it in a language, else in English."""
        return self.words.get(language, self.words[ENGLISH])


class Step(NamedTuple):
    """A phase of one program: what is done in it, with the day, and what is open."""

    phase: Phase
    names: Mapping[str, str]
    done: Mapping[str, dt.date]
    items: tuple[Item, ...]

    @property
    def open(self) -> tuple[Item, ...]:
        """What is not done yet."""
        return tuple(item for item in self.items if item.code not in self.done)

    def name(self, language: str) -> str:
        """Name the phase in a language, else in English."""
        return self.names.get(language, self.names[ENGLISH])


@functools.cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = read(FILE.read_bytes(), limits.SIZES["vocabulary"]).data
    return data


@functools.cache
def items() -> tuple[Item, ...]:
    """Return everything there is to do, phase by phase."""
    sources = _data()["sources"]
    return tuple(
        Item(
            code=item["code"],
            phase=phase["code"],
            words={key: said for key, said in item.items() if key not in ("code", "source")},
            source=sources[item["source"]],
        )
        for phase in _data()["phases"]
        for item in phase["items"]
    )


def languages() -> Sequence[str]:
    """Return the languages that the list is written in."""
    return sorted(_data()["frame"])


def frame(key: str, language: str, /, **values: object) -> str:
    """Return the words around the list called `key`, in a language, with values in the place of their {names}."""
    text: str = _data()["frame"][language][key]
    return text.format(**values)


def phase_of(program: Program) -> Phase:
    """Return the phase a program is in; the first when its entry names none."""
    return program.phase or PHASES[0]


def following(phase: Phase) -> Phase | None:
    """Return the phase behind another; None behind the last."""
    place = PHASES.index(phase) + 1
    return PHASES[place] if place < len(PHASES) else None


def steps(program: Program) -> tuple[Step, ...]:
    """Return the four phases of a program, each with what is done and open in it."""
    names = {phase["code"]: phase["name"] for phase in _data()["phases"]}
    return tuple(_step(program, phase, names[phase]) for phase in PHASES)


def _step(program: Program, phase: Phase, names: Mapping[str, str]) -> Step:
    inside = tuple(item for item in items() if item.phase == phase)
    done = {item.code: program.checklist[item.code] for item in inside if item.code in program.checklist}
    return Step(phase, names, done, inside)


def step(program: Program) -> Step:
    """Return the phase a program is in, with what is done and open in it."""
    return steps(program)[PHASES.index(phase_of(program))]


def gaps(program: Program) -> Sequence[tuple[str, str]]:
    """Return the functions that a proposed program does not have yet, each with what is missing and planned."""
    return [(name, function.gap) for name, function in program.functions if function.gap]
