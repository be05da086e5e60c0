"""What a rule is: a module in rules/ that yields findings, and the context it may ask.

A rule's name is its file's, its text the docstring, with one *Bad* and one *Good* example that are also its test.
It offers one of two functions:

    check(entry, context)        looks at one entry, of the kinds in KINDS (programs unless it says more)
    check_collection(context)    compares entries; yields the entry beside the finding
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from peerdir.collection import Collection, Entry
from peerdir.diagnostic import Edit, Pointer, Severity

Finding = tuple[Pointer, str] | tuple[Pointer, str, tuple[Edit, ...]]
"""Where in the entry, and what is wrong: the value, what is allowed, how to mend it.

The edits that mend it come third, if there is exactly one right answer.
"""

ALL_KINDS = ("program", "organization", "directory", "vocabulary")


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a rule may ask besides the entry: all entries, and which day it is."""

    collection: Collection
    today: dt.date


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule, as found in its module. An entry with a finding of a rule that `withholds` is not published."""

    name: str
    severity: Severity
    text: str
    kinds: tuple[str, ...] = ("program",)
    withholds: bool = False
    check: Callable[[Entry, Context], Iterable[Finding]] | None = None
    check_collection: Callable[[Context], Iterable[tuple[Entry, Finding]]] | None = None
