"""What a rule is: a module in rules/ that yields findings, and the context it may ask.

A rule's name is its file's, its text the docstring, with one *Bad* and one *Good* example that are also its test.
It offers a function to look at entries one by one, or two to compare them:

    check(entry, context)    looks at one entry, of the kinds in KINDS (programs unless it says more). It may ask the
                             context for settings, organizations and vocabularies, never for another program
    facts(entry)             says what must be known of one entry to compare it, of any kind; None for nothing
    compare(known)           gets the facts of all files and yields the path of one beside each finding

Facts are plain JSON data, so that they can be kept and a file that has not changed need not be read again.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from peerdir.diagnostic import Edit, Pointer, Severity
from peerdir.reading.collection import KINDS, Collection, Entry

Finding = tuple[Pointer, str] | tuple[Pointer, str, tuple[Edit, ...]]
"""Where in the entry, and what is wrong: the value, what is allowed, how to mend it.

The edits that mend it come third, if there is exactly one right answer.
"""

Fact = Any
"""What a rule must know of one entry to compare it: JSON data, None for nothing."""

Known = Mapping[str, Fact]
"""The facts of one rule by path, for every file; None for a file that cannot be read, too."""

ALL_KINDS = tuple(KINDS)


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
    facts: Callable[[Entry], Fact] | None = None
    compare: Callable[[Known], Iterable[tuple[str, Finding]]] | None = None


def told(known: Known) -> Iterator[tuple[str, Fact]]:
    """Yield path and facts of the files of which there are any."""
    return ((path, fact) for path, fact in known.items() if fact is not None)
