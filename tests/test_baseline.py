"""`lint --baseline`: a directory with old findings begins today."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from peerdir.cli import app

Write = Callable[..., Path]
STALE = "verification: {verified_on: 2020-01-01, verified_by: desk, method: phone}\n"


def lint(root: Path, file: Path, *arguments: str, today: str = "2026-11-21") -> Result:
    return CliRunner().invoke(app, ["lint", "-C", str(root), "--baseline", str(file), "--today", today, *arguments])


@pytest.fixture
def file(toy: Path, write: Write, tmp_path: Path) -> Path:
    """The old findings of a directory with two of them: one error, one warning."""
    write(status="status: activ\n")
    write("old", name="name: Old\n", contacts='contacts: [{role: x, phone: "+1-619-555-0199"}]\n', verification=STALE)
    target = tmp_path / "baseline.json"
    first = lint(toy, target)
    assert first.exit_code == 0
    assert "2 findings are in" in first.stderr
    return target


def test_old_findings_are_counted_and_new_ones_fail(toy: Path, write: Write, file: Path) -> None:
    again = lint(toy, file, today="2027-01-01")
    assert (again.exit_code, again.stdout) == (0, "13 files checked: everything is fine\n")
    assert "2 old findings are not shown" in again.stderr
    write("new", name="name: New\n", status="status: activ\n")
    new = lint(toy, file)
    assert new.exit_code == 1
    assert "programs/new.yaml" in new.stdout
    assert "programs/example.yaml" not in new.stdout


def test_mended_findings_leave_the_file_by_themselves(toy: Path, write: Write, file: Path) -> None:
    write()
    before = file.read_bytes()
    assert "1 old findings were mended" in lint(toy, file).stderr
    assert file.read_bytes() != before
    write(status="status: activ\n")
    assert lint(toy, file).exit_code == 1


def test_a_look_at_one_file_forgets_nothing(toy: Path, file: Path) -> None:
    before = file.read_bytes()
    lint(toy, file, str(toy / "programs" / "old.yaml"))
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", ["", "[]", '{"findings": 5}', '{"findings": [[1, 2, 3]]}', "[" * 100_000])
def test_a_file_with_something_else_is_refused_and_kept(content: str, toy: Path, tmp_path: Path) -> None:
    target = tmp_path / "other.json"
    target.write_text(content, encoding="utf-8")
    result = lint(toy, target)
    assert result.exit_code == 3
    assert "delete it to begin anew" in result.stderr
    assert target.read_text(encoding="utf-8") == content
