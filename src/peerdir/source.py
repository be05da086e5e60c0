"""YAML text to plain data and the place of every value, in one pass over the C parser's events.

YAML 1.2 core rules: `no` is Norwegian and `18:00` is text. What lets one text mean two things or grow without bound
(duplicate keys, anchors, aliases, tags, directives, a second document, hidden characters, sizes beyond `limits.py`)
is a problem with its place. Nothing a user wrote ever raises.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from _ruamel_yaml import CParser
from ruamel.yaml import events as ev
from ruamel.yaml.error import MarkedYAMLError

from peerdir import limits
from peerdir.diagnostic import START, Pointer, Problem, Severity, Span
from peerdir.limits import Size

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)
BRACKETS = re.compile(rf"(?:[\[{{][ \t\r\n]*){{{limits.OPEN_BRACKETS_IN_A_ROW + 1}}}")
INTEGER = re.compile(r"[-+]?[0-9]{1,18}|0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
FLOAT = re.compile(r"[-+]?(\.[0-9]{1,30}|[0-9]{1,30}(\.[0-9]{0,30})?)([eE][-+]?[0-9]{1,2})?")
WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
NULLS = {"", "~", "null", "Null", "NULL"}
MAY_BE_MORE_THAN_TEXT = frozenset("-+.0123456789~nNtTfF")

# What the parser says, in the words of somebody who never saw YAML.
PLAIN_WORDS = (
    (
        "mapping values are not allowed",
        "a colon and a space inside unquoted text; put the whole text in quotes",
    ),
    (
        "cannot start any token",
        "this character cannot stand here; indent with spaces, put text in quotes",
    ),
    ("found a tab", "a tab; use spaces to indent"),
    ("did not find expected key", "this line is indented differently from the lines it belongs to; line them up"),
    ("did not find expected '-'", "this line is indented differently from the list it belongs to; line it up"),
    ("found unexpected ':'", "a colon inside unquoted text; put the text in quotes"),
    (
        "invalid Unicode character escape",
        "a backslash code for no character at all; type the character",
    ),
    ("could not find expected ':'", "a colon is missing, as in `name: value`; or a quote was not closed above"),
    ("did not find expected ',' or", "a comma or a closing bracket is missing"),
    ("while scanning a quoted scalar", "this quote is never closed"),
    ("found unexpected end of stream", "this quote or bracket is never closed"),
    ("block sequence entries are not allowed", "a list cannot begin here; put it on a line of its own, indented"),
    ("invalid leading UTF-8", "this is not UTF-8 text"),
    ("unknown escape character", "a backslash in double quotes that means nothing; use single quotes"),
)


class Refused(Exception):  # noqa: N818 - not an error of ours: it ends the reading of one text
    """Reading goes no further; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(kw_only=True)
class Source:
    """One file as it was read.

    `data` is plain (dict, list, str, int, float, bool, None), or None when the text could not be read. `values` and
    `keys` tell where each value and its key stand; `scalars` are the pointers of texts and numbers, and `plain` holds
    the text of every one that is not quoted.
    """

    text: str = ""
    data: Any = None
    values: dict[Pointer, Span] = field(default_factory=dict)
    keys: dict[Pointer, Span] = field(default_factory=dict)
    plain: dict[Pointer, str] = field(default_factory=dict)
    scalars: dict[Pointer, None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def locate(self, pointer: Pointer) -> Span:
        """Tell where `pointer` stands: a scalar's own place, else its key's, else that of what it is part of."""
        while pointer:
            if pointer in self.scalars:
                return self.values[pointer]
            if pointer in self.keys:
                return self.keys[pointer]
            if pointer in self.values:
                return self.values[pointer]
            pointer = pointer[:-1]
        return self.values.get((), START)

    def texts(self, name: str) -> Iterator[tuple[Pointer, str]]:
        """Yield every text in a field called `name`, wherever it is."""
        for pointer in self.scalars:
            if pointer and pointer[-1] == name:
                value = functools.reduce(lambda part, key: part[key], pointer, self.data)
                if isinstance(value, str):
                    yield pointer, value

    def excerpt(self, line: int) -> str:
        """Return line number `line` (from 1), without its line end."""
        lines = self.text.split("\n")
        return lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else ""


def read(raw: bytes, size: Size) -> Source:
    """Read one YAML text; whatever is wrong with it is in `problems`."""
    source = Source()
    try:
        source.text = _decode(raw, size, source.problems)
        _look(source.text)
        _Builder(source, size).build()
    except Refused as refused:
        source.problems.append(refused.problem)
        source.data = None
    except MarkedYAMLError as error:
        source.problems.append(_syntax(error))
        source.data = None
    except Exception as error:
        source.problems.append(_problem(START, "yaml-syntax", f"this cannot be read as YAML ({type(error).__name__})"))
        source.data = None
    return source


def _problem(
    span: Span, rule: str, message: str, pointer: Pointer = (), severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(span, pointer, rule, severity, message)


def _decode(raw: bytes, size: Size, problems: list[Problem]) -> str:
    """Turn bytes into text; a byte order mark and Windows line ends are read and reported."""
    if len(raw) > size.bytes:
        raise Refused(_problem(START, "too-large", f"the file has {len(raw):,} bytes; the limit is {size.bytes:,}"))
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
        message = "the file begins with an invisible byte order mark; save it as UTF-8 without BOM"
        problems.append(_problem(START, "byte-order-mark", message, severity=Severity.WARNING))
    if b"\r\n" in raw:
        message = "the file has Windows line ends (CRLF); save it with Unix line ends (LF)"
        problems.append(_problem(START, "windows-line-ends", message, severity=Severity.WARNING))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8", "replace")
        span = _span_at(good, len(good))
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8 text; save the file as UTF-8"
        raise Refused(_problem(span, "invalid-encoding", message)) from error


def _look(text: str) -> None:
    """Refuse hidden characters, endless lines and runs of brackets before the parser sees them."""
    if found := HIDDEN.search(text):
        raise Refused(_problem(_span_at(text, found.start()), "hidden-character", _hidden(found[0])))
    if max(map(len, text.split("\n"))) > limits.LINE_LENGTH:
        line = next(i for i, row in enumerate(text.split("\n"), 1) if len(row) > limits.LINE_LENGTH)
        span = Span(line, limits.LINE_LENGTH + 1, line, limits.LINE_LENGTH + 2)
        raise Refused(_problem(span, "too-large", f"the line has more than {limits.LINE_LENGTH:,} characters"))
    if found := BRACKETS.search(text):
        message = f"more than {limits.OPEN_BRACKETS_IN_A_ROW} opening brackets in a row"
        raise Refused(_problem(_span_at(text, found.start()), "too-large", message))


def _hidden(character: str) -> str:
    return f"the hidden character U+{ord(character):04X}; delete it (retyping the text is the surest way)"


def _span_at(text: str, index: int) -> Span:
    line = text.count("\n", 0, index) + 1
    column = index - (text.rfind("\n", 0, index) + 1) + 1
    return Span(line, column, line, column + 1)


def _syntax(error: MarkedYAMLError) -> Problem:
    """Say what the parser found, in plain words, where it found it."""
    said = f"{error.context or ''} {error.problem or ''}".strip()
    mark = error.problem_mark or error.context_mark
    span = Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2) if mark else START
    words = next((words for sign, words in PLAIN_WORDS if sign in said), said)
    return _problem(span, "yaml-syntax", words)


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


class _Builder:
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
                raise Refused(_problem(_span(event), "yaml-feature", "an alias (`*`); write it out, or use quotes"))
            elif kind is ev.StreamEndEvent:
                return

    def _count(self, event: Any) -> None:
        self.events += 1
        if self.events > self.size.events:
            message = f"the file has more than {self.size.events:,} values, the limit"
            raise Refused(_problem(_span(event), "too-large", message))
        if event.anchor is not None:
            raise _feature(event, "an anchor (`&`); write the value out, or put the text in quotes")
        if event.tag is not None:
            raise Refused(
                _problem(_span(event), "yaml-feature", "a tag (`!`); leave it out, or put the text in quotes")
            )

    def _document(self, event: Any, count: int) -> None:
        if count > 1:
            raise _feature(event, "a second document begins here (`---`); one file holds one entry")
        if event.version is not None or event.tags:
            raise _feature(event, "a directive (`%`); leave the line out")

    def _scalar(self, event: Any) -> None:
        text, span = event.value, _span(event)
        if len(text) > limits.SCALAR:
            message = f"the text has {len(text):,} characters; the limit is {limits.SCALAR:,}"
            raise Refused(_problem(span, "too-large", message))
        # An escape such as "\u202e" hides a character from the text; only double quotes have them.
        if event.style == '"' and (found := HIDDEN.search(text)):
            raise Refused(_problem(span, "hidden-character", _hidden(found[0])))
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
            raise Refused(_problem(span, "too-large", f"the name of a field has more than {limits.KEY} characters"))
        top.key, top.repeated = text, text in top.container
        pointer = (*top.pointer, text)
        if top.repeated:
            first = self.source.keys[pointer]
            message = f'"{text}" stands here a second time; the first is on line {first.line}. Keep one of them'
            self.source.problems.append(_problem(span, "duplicate-key", message, pointer))
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
                _problem(span, "yaml-feature", "a list or map cannot be the name of a field; put the text in quotes")
            )
        if len(self.stack) >= limits.DEPTH:
            raise Refused(_problem(span, "too-large", f"more than {limits.DEPTH} levels inside one another"))
        pointer = self._place()
        self.source.values[pointer] = span
        self._put(container)
        self.stack.append(_Open(container, pointer))


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _feature(event: Any, message: str) -> Refused:
    return Refused(_problem(_span(event), "yaml-feature", message))
