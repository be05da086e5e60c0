"""Every code a program uses, with its place and the vocabulary it is from."""

from collections.abc import Iterator

from peerdir.diagnostic import Pointer
from peerdir.records import FUNCTIONS, Program

CODES = ("conditions", "populations", "needs", "modalities")


def codes(program: Program) -> Iterator[tuple[Pointer, str, str]]:
    """Yield every code of a program, where it stands and in which vocabulary it is."""
    for name in CODES:
        for index, code in enumerate(getattr(program, name)):
            yield (name, index), name, code
    for index, offer in enumerate(program.languages):
        yield ("languages", index, "code"), "languages", offer.code
    for name in FUNCTIONS:
        for index, code in enumerate(getattr(program.functions, name).modalities):
            yield ("functions", name, "modalities", index), "modalities", code
    for place, location in enumerate(program.locations):
        for index, code in enumerate(location.accessibility):
            yield ("locations", place, "accessibility", index), "accessibility", code
