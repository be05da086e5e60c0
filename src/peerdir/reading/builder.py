"""YAML events to plain data and places, without recursion and within the limits.

Values follow the YAML 1.2 core rules: `no` is Norwegian and `18:00` is text. What lets one text mean two things
(anchors, aliases, tags, directives, a second document) is refused; a duplicate key is a problem with both its lines.
"""

import re
from typing import Any

from _ruamel_yaml import CParser
from ruamel.yaml import events as ev

from peerdir import limits
from peerdir.diagnostic import Pointer, Problem, Severity, Span
from peerdir.limits import Size
from peerdir.reading.source import Source

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]|\r(?!\n)"
)
INTEGER = re.compile(r"[-+]?[0-9]{1,18}|0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
FLOAT = re.compile(r"[-+]?(\.[0-9]{1,30}|[0-9]{1,30}(\.[0-9]{0,30})?)([eE][-+]?[0-9]{1,2})?")
WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
NULLS = {"", "~", "null", "Null", "NULL"}
MAY_BE_MORE_THAN_TEXT = frozenset("-+.0123456789~nNtTfF")


class Refused(Exception):  # noqa: N818 - not an error of ours: it ends the reading of one text
    """Reading goes no further; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def problem(span: Span, rule: str, message: str, pointer: Pointer = (), severity: Severity = Severity.ERROR) -> Problem:
    """Make a problem; an error unless it says otherwise."""
    return Problem(span, pointer, rule, severity, message)


def hidden(character: str) -> str:
    """Say which hidden character stands in a text, and how to get rid of it."""
    return f"the hidden character U+{ord(character):04X}; delete it (retyping the text is the surest way)"


def _resolve(text: str) -> Any:
    """Give an unquoted scalar its value by the YAML 1.2 core rules."""
    if text and text[0] not in MAY_BE_MORE_THAN_TEXT:
        return text
    if text in NULLS:
        return None
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    if FLOAT.fullmatch(text):
        return float(text)
    return text


class _Open:
    """A list or map that is being read: what it holds, where it is, and the key that waits for its value."""

    __slots__ = ("container", "key", "pointer", "repeated")

    def __init__(self, container: dict[str, Any] | list[Any], pointer: Pointer) -> None:
        self.container, self.pointer = container, pointer
        self.key: str | None = None
        self.repeated = False


class Builder:
    """Turns events into data without recursion, and keeps the limits while it does."""

    def __init__(self, source: Source, size: Size) -> None:
        self.source, self.size = source, size
        self.stack: list[_Open] = []
        self.events = 0

    def build(self) -> None:
        """Read the whole text into the source."""
        parser, documents = CParser(self.source.text), 0
        while True:
            event = parser.get_event()
            kind = type(event)
            if kind is ev.ScalarEvent:
                self._count(event)
                self._scalar(event)
            elif kind is ev.MappingStartEvent or kind is ev.SequenceStartEvent:
                self._count(event)
                self._open(event, {} if kind is ev.MappingStartEvent else [])
            elif kind is ev.MappingEndEvent or kind is ev.SequenceEndEvent:
                self.stack.pop()
            elif kind is ev.DocumentStartEvent:
                documents += 1
                self._document(event, documents)
            elif kind is ev.AliasEvent:
                raise Refused(problem(_span(event), "yaml-feature", "an alias (`*`); write it out, or use quotes"))
            elif kind is ev.StreamEndEvent:
                return

    def _count(self, event: Any) -> None:
        self.events += 1
        if self.events > self.size.events:
            message = f"the file has more than {self.size.events:,} values, the limit"
            raise Refused(problem(_span(event), "too-large", message))
        if event.anchor is not None:
            raise _feature(event, "an anchor (`&`); write the value out, or put the text in quotes")
        if event.tag is not None:
            raise Refused(problem(_span(event), "yaml-feature", "a tag (`!`); leave it out, or put the text in quotes"))

    def _document(self, event: Any, count: int) -> None:
        if count > 1:
            raise _feature(event, "a second document begins here (`---`); one file holds one entry")
        if event.version is not None or event.tags:
            raise _feature(event, "a directive (`%`); leave the line out")

    def _scalar(self, event: Any) -> None:
        text, span = event.value, _span(event)
        if len(text) > limits.SCALAR:
            message = f"the text has {len(text):,} characters; the limit is {limits.SCALAR:,}"
            raise Refused(problem(span, "too-large", message))
        # An escape such as "\u202e" hides a character from the text; only double quotes have them.
        if event.style == '"' and (found := HIDDEN.search(text)):
            raise Refused(problem(span, "hidden-character", hidden(found[0])))
        if self._waits_for_key():
            self._key(text, span)
            return
        pointer = self._place()
        is_plain = event.style is None or event.style == ""
        if is_plain:
            self.source.plain[pointer] = text
        self.source.values[pointer] = span
        self.source.scalars[pointer] = None
        self._put(_resolve(text) if is_plain else text)

    def _waits_for_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].container, dict) and self.stack[-1].key is None

    def _key(self, text: str, span: Span) -> None:
        top = self.stack[-1]
        if len(text) > limits.KEY:
            raise Refused(problem(span, "too-large", f"the name of a field has more than {limits.KEY} characters"))
        top.key, top.repeated = text, text in top.container
        pointer = (*top.pointer, text)
        if top.repeated:
            first = self.source.keys[pointer]
            message = f'"{text}" stands here a second time; the first is on line {first.line}. Keep one of them'
            self.source.problems.append(problem(span, "duplicate-key", message, pointer))
        else:
            self.source.keys[pointer] = span

    def _place(self) -> Pointer:
        """The pointer of the value that comes next. A repeated key's value gets one that no schema or rule visits."""
        if not self.stack:
            return ()
        top = self.stack[-1]
        if isinstance(top.container, list):
            return (*top.pointer, len(top.container))
        return (*top.pointer, f"{top.key} (again)" if top.repeated else str(top.key))

    def _put(self, value: Any) -> None:
        if not self.stack:
            self.source.data = value
            return
        top = self.stack[-1]
        if isinstance(top.container, list):
            top.container.append(value)
            return
        if not top.repeated and top.key is not None:
            top.container[top.key] = value
        top.key, top.repeated = None, False

    def _open(self, event: Any, container: dict[str, Any] | list[Any]) -> None:
        span = _span(event)
        if self._waits_for_key():
            raise Refused(
                problem(span, "yaml-feature", "a list or map cannot be the name of a field; put the text in quotes")
            )
        if len(self.stack) >= limits.DEPTH:
            raise Refused(problem(span, "too-large", f"more than {limits.DEPTH} levels inside one another"))
        pointer = self._place()
        self.source.values[pointer] = span
        self._put(container)
        self.stack.append(_Open(container, pointer))


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _feature(event: Any, message: str) -> Refused:
    return Refused(problem(_span(event), "yaml-feature", message))
