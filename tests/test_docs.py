"""The generated pages are as new as what they are made from, and what the README promises is there."""

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest
from cogapp import Cog
from typer.testing import CliRunner

from peerdir.cli import COMMANDS, app
from tests.conftest import ROOT, SAMPLE

PAGES = ("rules", "fields", "cli")


@pytest.mark.parametrize("page", PAGES)
def test_generated_pages_are_current(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """If this fails: `make docs`, and look at the difference."""
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    monkeypatch.delitem(sys.modules, "docs", raising=False)
    assert Cog().main(["cog", "--check", f"docs/{page}.md"]) == 0


def test_every_command_is_documented() -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"## peerdir {name}" in text


def test_every_rule_that_reading_reports_is_documented() -> None:
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    sources = "".join(
        (ROOT / "src" / "peerdir" / "reading" / f"{n}.py").read_text("utf-8")
        for n in ("reader", "builder", "schema", "collection")
    )
    named = set(re.findall(r'"([a-z]+(?:-[a-z0-9]+)+)"', sources)) - {"utf-8"}
    assert len(named) > 12
    assert {name for name in named if f"## {name}\n" not in text} == set()


def test_links_between_pages_lead_somewhere() -> None:
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")):
        for target in re.findall(r"\]\((?!http|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


# These ask a person, the history of a repository, or go on until they are stopped; their own tests answer them.
ASKING = {"new", "verify", "diff", "edition", "serve", "preview"}
# These find something in the sample, and say so.
FINDING = {"gaps", "referral"}


def test_the_commands_of_the_readme_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SAMPLE, tmp_path / "directory")
    monkeypatch.chdir(tmp_path)
    use = (ROOT / "README.md").read_text(encoding="utf-8").split("## Use it")[1].split("\n## ")[0]
    lines = [line for block in re.findall(r"```sh\n(.*?)```", use, re.DOTALL) for line in block.strip().splitlines()]
    commands = [shlex.split(line, comments=True)[1:] for line in lines]
    assert len(commands) >= 15
    for command in commands:
        day = [] if command[0] in ("explain", "set", "vocab") else ["--today", "2026-11-21"]
        if command[0] not in ASKING:
            result = CliRunner().invoke(app, [*command, *day])
            assert result.exit_code == (command[0] in FINDING), (command, result.output)
