"""Findings that are right but wanted are silenced on their line, with a reason."""

from collections.abc import Callable
from pathlib import Path

import pytest

from peerdir.limits import SIZES
from peerdir.lint.allowances import find
from peerdir.lint.check import lint
from peerdir.lint.reading_rules import TEXTS
from peerdir.reading.collection import load
from peerdir.reading.reader import read
from peerdir.rule import Context
from peerdir.rules import all_rules
from tests.conftest import PROGRAM, TODAY, overlay, split

Write = Callable[..., Path]
STALE = "verification: {verified_on: 2020-01-01, verified_by: desk, method: phone}"


def rules(toy: Path) -> list[str]:
    return [one.rule for one in lint(Context(collection=load(toy), today=TODAY), all_rules())]


@pytest.mark.parametrize(
    "text",
    [
        f"{STALE}  # peerdir: allow verification-stale — closed until the harvest is in\n",
        f"{STALE}  #peerdir:allow verification-stale: they are at sea\n",
        f"# peerdir: allow verification-stale -- they are at sea\n{STALE}\n",
    ],
)
def test_a_finding_is_silenced_with_a_reason(text: str, toy: Path, write: Write) -> None:
    write(verification=text)
    assert rules(toy) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{STALE}  # peerdir: allow verification-stale\n", ["verification-stale", "allowance-without-reason"]),
        (f"{STALE}  # peerdir: allow\n", ["verification-stale", "allowance-without-reason"]),
        (f"{STALE}  # peerdir: allow age-limits — another rule\n", ["verification-stale", "unused-allowance"]),
        (
            f"\n# peerdir: allow verification-stale — too far away\n\n{STALE}\n",
            ["unused-allowance", "verification-stale"],
        ),
    ],
)
def test_anything_less_silences_nothing(text: str, expected: list[str], toy: Path, write: Write) -> None:
    write(verification=text)
    assert rules(toy) == expected


def test_a_finding_between_files_is_silenced_where_it_stands(toy: Path, write: Write) -> None:
    allowed = "name: Example  # peerdir: allow duplicate-program — two chapters, one phone\n"
    write(name=allowed)
    write("zz", name=allowed)
    assert rules(toy) == []


def test_a_text_that_reads_like_an_allowance_is_none() -> None:
    text = 'name: "a # peerdir: allow age-limits — no"\nsummary: |\n  x # peerdir: allow age-limits — no\n'
    assert list(find(read(text.encode(), SIZES["program"]))) == []


@pytest.mark.parametrize(
    "name", [name for name, text in TEXTS.items() if "Bad:" in text and not name.startswith("link-")]
)
def test_examples_of_what_reading_reports(name: str, toy: Path) -> None:
    """Bad makes it speak, Good keeps everything silent, as for the rules."""
    bad, _, good = TEXTS[name].partition("Bad:\n\n")[2].partition("\n\nGood:\n\n")
    for example, expected in ((bad, {name}), (good, set())):
        fields = split("\n".join(line[4:] for line in example.splitlines()) + "\n")
        (toy / "programs" / "example.yaml").write_text(overlay(PROGRAM, fields), encoding="utf-8")
        assert set(rules(toy)) == expected
