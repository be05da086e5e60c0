"""YAML text to a source: guards on the bytes, then the events; nothing a user wrote ever raises."""

import re

from ruamel.yaml.error import MarkedYAMLError

from peerdir import limits
from peerdir.diagnostic import START, Problem, Severity, Span
from peerdir.limits import Size
from peerdir.reading.builder import HIDDEN, Builder, Refused, hidden, problem
from peerdir.reading.source import Source

BRACKETS = re.compile(rf"(?:[\[{{][ \t\r\n]*){{{limits.OPEN_BRACKETS_IN_A_ROW + 1}}}")
# A quote at the beginning of a value, and what closes each kind: not an escaped one, not a doubled one.
QUOTE = re.compile(r"(?:: |- |[\[{,] ?)([\"'])")
ENDS = {'"': re.compile(r'(?<!\\)"'), "'": re.compile(r"(?<!')'(?!')")}
FIELD = re.compile(r"[ -]*[A-Za-z_]+")

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


def read(raw: bytes, size: Size) -> Source:
    """Read one YAML text; whatever is wrong with it is in `problems`."""
    source = Source()
    try:
        source.text = _decode(raw, size, source.problems)
        _look(source.text)
        Builder(source, size).build()
    except Refused as refused:
        source.problems.append(refused.problem)
        source.data = None
    except MarkedYAMLError as error:
        source.problems.append(_syntax(error, source))
        source.data = None
    except Exception as error:
        source.problems.append(problem(START, "yaml-syntax", f"this cannot be read as YAML ({type(error).__name__})"))
        source.data = None
    return source


def _decode(raw: bytes, size: Size, problems: list[Problem]) -> str:
    """Turn bytes into text; a byte order mark and Windows line ends are read and reported."""
    if len(raw) > size.bytes:
        raise Refused(problem(START, "too-large", f"the file has {len(raw):,} bytes; the limit is {size.bytes:,}"))
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
        message = "the file begins with an invisible byte order mark; save it as UTF-8 without BOM"
        problems.append(problem(START, "byte-order-mark", message, severity=Severity.WARNING))
    if b"\r\n" in raw:
        message = "the file has Windows line ends (CRLF); save it with Unix line ends (LF)"
        problems.append(problem(START, "windows-line-ends", message, severity=Severity.WARNING))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8", "replace")
        span = _span_at(good, len(good))
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8 text; save the file as UTF-8"
        raise Refused(problem(span, "invalid-encoding", message)) from error


def _look(text: str) -> None:
    """Refuse hidden characters, endless lines and runs of brackets before the parser sees them."""
    if found := HIDDEN.search(text):
        raise Refused(problem(_span_at(text, found.start()), "hidden-character", hidden(found[0])))
    if max(map(len, text.split("\n"))) > limits.LINE_LENGTH:
        line = next(i for i, row in enumerate(text.split("\n"), 1) if len(row) > limits.LINE_LENGTH)
        span = Span(line, limits.LINE_LENGTH + 1, line, limits.LINE_LENGTH + 2)
        raise Refused(problem(span, "too-large", f"the line has more than {limits.LINE_LENGTH:,} characters"))
    if found := BRACKETS.search(text):
        message = f"more than {limits.OPEN_BRACKETS_IN_A_ROW} opening brackets in a row"
        raise Refused(problem(_span_at(text, found.start()), "too-large", message))


def _span_at(text: str, index: int) -> Span:
    line = text.count("\n", 0, index) + 1
    column = index - (text.rfind("\n", 0, index) + 1) + 1
    return Span(line, column, line, column + 1)


def _syntax(error: MarkedYAMLError, source: Source) -> Problem:
    """Say what the parser found, in plain words, where it found it."""
    said = f"{error.context or ''} {error.problem or ''}".strip()
    mark = error.problem_mark or error.context_mark
    span = Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2) if mark else START
    words = next((words for sign, words in PLAIN_WORDS if sign in said), said)
    # The parser says the same of a second colon on a line and of a field that stands too far to the right.
    if "mapping values" in said and FIELD.fullmatch(source.excerpt(span.line)[: span.column - 1]):
        words = "this field is indented further than the one above it; line them up"
    if opened := _never_closed(source, span.line):
        return problem(opened, "yaml-syntax", "the quote that opens here is not closed on this line")
    return problem(span, "yaml-syntax", words)


def _never_closed(source: Source, line: int) -> Span | None:
    """Find a value up to `line` that begins with a quote and has no other one: most likely where the trouble began."""
    for number, text in enumerate(source.text.split("\n")[:line], 1):
        for found in QUOTE.finditer(text):
            rest = text[found.end() :]
            closed = ENDS[found[1]].search(rest)
            if not closed:
                return Span(number, found.start(1) + 1, number, found.end(1) + 1)
    return None
