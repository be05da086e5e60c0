"""Reading: values by YAML 1.2, places, and refusal of what is not plain data. Nothing may raise."""

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerdir import limits
from peerdir.diagnostic import Severity, Span
from peerdir.reading.reader import read
from peerdir.reading.source import Source

SIZE = limits.SIZES["program"]


def source(text: str | bytes) -> Source:
    return read(text.encode() if isinstance(text, str) else text, SIZE)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("18:00", "18:00"),
        ("2026-01-31", "2026-01-31"),
        ("'12'", "12"),
        ("12", 12),
        ("-1.5", -1.5),
        ("0o17", 15),
        ("true", True),
        ("yes", "yes"),
        ("null", None),
        ("", None),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        ("9" * 400, "9" * 400),
        ("1e400", "1e400"),
        ("|\n  two\n  lines\n", "two\nlines\n"),
    ],
)
def test_values_follow_yaml_1_2(text: str, value: object) -> None:
    read_value = source(f"a: {text}").data["a"]
    assert read_value == value
    assert type(read_value) is type(value)


def test_places_count_from_one_in_characters() -> None:
    found = source("name: Éé\nlist:\n  - {k: 糖尿病, m: x}\n")
    assert found.locate(("name",)) == Span(1, 7, 1, 9)
    assert found.locate(("list", 0, "m")) == Span(3, 17, 3, 18)
    assert found.locate(("list", 0, "gone")) == Span(3, 5, 3, 6)
    assert found.locate(("nowhere", "at", "all")) == Span(1, 1, 1, 1)
    assert found.locate(("list",)) == Span(2, 1, 2, 5)


REFUSED = [
    ("a: &x 1", "yaml-feature", 1, 4),
    ("a: 1\nb: *x", "yaml-feature", 2, 4),
    ("a: !!python/object/apply:os.system [x]", "yaml-feature", 1, 4),
    ("a: !x 1", "yaml-feature", 1, 4),
    ("<<: {a: 1}\n---\nb: 1", "yaml-feature", 2, 1),
    ("%YAML 1.1\n---\na: 1", "yaml-feature", 1, 1),
    ("? [a]\n: 1", "yaml-feature", 1, 3),
    ("a: 1\n\na: 2", "duplicate-key", 3, 1),
    ("a: b: c", "yaml-syntax", 1, 5),
    ("a:\n\t- 1", "yaml-syntax", 2, 1),
    ("a: 'x", "yaml-syntax", 1, 4),
    ("a: [18:00]", "yaml-syntax", 1, 7),
    ('a: "\\UFFFFFFFF"', "yaml-syntax", 1, 7),
    ("a: 1\nb: \u202e", "hidden-character", 2, 4),
    ('a: "\\u202e"', "hidden-character", 1, 4),
    ('a: "\\e[31m"', "hidden-character", 1, 4),
    ("a: \x00", "hidden-character", 1, 4),
    ("a: x\u200by", "hidden-character", 1, 5),
    ("[" * 1000, "too-large", 1, 1),
    ("- " * 1000, "too-large", 1, 33),
    ("x" * 9000, "too-large", 1, 8193),
    ("k" * 200 + ": 1", "too-large", 1, 1),
    ("\n".join(f"k{i}: 1" for i in range(5500)), "too-large", 2500, 8),
    ("a: |\n" + "  x\n" * 9000, "too-large", 1, 4),
]


@pytest.mark.parametrize(("text", "rule", "line", "column"), REFUSED)
def test_what_is_not_plain_data_is_refused_with_its_place(text: str, rule: str, line: int, column: int) -> None:
    problems = source(text).problems
    assert [(p.rule, p.severity, p.span.line, p.span.column) for p in problems] == [
        (rule, Severity.ERROR, line, column)
    ]


def test_bytes_that_are_no_text() -> None:
    (problem,) = source(b"name: ok\nsummary: caf\xe9").problems
    assert (problem.rule, problem.span) == ("invalid-encoding", Span(2, 13, 2, 14))
    (problem,) = source(b"x" * (64 * 1024 + 1)).problems
    assert problem.rule == "too-large"
    assert "65,536" in problem.message


def test_windows_files_are_read_and_reported() -> None:
    found = source(b"\xef\xbb\xbfname: x\r\nb: 1\r\n")
    assert found.data == {"name": "x", "b": 1}
    assert [(p.rule, p.severity) for p in found.problems] == [
        ("byte-order-mark", Severity.WARNING),
        ("windows-line-ends", Severity.WARNING),
    ]


@pytest.mark.parametrize("text", ["مرحبا", "שלום", "می‌خواهم", "क्‍ष", "สวัสดี", "👩‍👧", "Đái tháo đường", "é"])
def test_honest_scripts_are_read(text: str) -> None:
    found = source(f"name: {text}")
    assert found.problems == []
    assert found.data == {"name": text}


def test_a_repeated_key_keeps_the_first_value_and_names_both_lines() -> None:
    found = source("a: {x: 1}\nb: 2\na: {x: 3}\n")
    assert found.data == {"a": {"x": 1}, "b": 2}
    assert "first is on line 1" in found.problems[0].message


YAMLISH = st.text(
    alphabet=string.ascii_letters + string.digits + " \n:-[]{}#&*!|>'\"%@`?,~\t\\é糖\u202e\x07", max_size=200
)


@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(YAMLISH, st.text(max_size=100)).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.binary(max_size=200)
)
def test_any_text_is_read_or_refused(raw: bytes) -> None:
    found = read(raw, SIZE)
    refused = any(problem.severity is Severity.ERROR for problem in found.problems)
    assert found.data is not None or refused or not found.plain or found.plain.get(()) is not None
    for problem in found.problems:
        assert problem.span.line >= 1
        assert problem.span.column >= 1
        assert problem.message
