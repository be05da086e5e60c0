"""The workflows and the action give a stranger's pull request no rights, and are pinned."""

import re
import shutil
import subprocess

import pytest

from tests.conftest import ROOT

FILES = sorted([*(ROOT / ".github" / "workflows").glob("*.yml"), ROOT / "action.yml"])


def test_zizmor_finds_nothing() -> None:
    zizmor = shutil.which("zizmor") or str(ROOT / ".venv" / "bin" / "zizmor")
    if not shutil.which(zizmor):
        pytest.skip("zizmor is not installed")
    done = subprocess.run(
        [zizmor, "--offline", "--persona", "auditor", "--no-progress", *map(str, FILES)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_action_is_pinned_by_hash_with_its_version(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    for line in re.findall(r"uses: .*", text):
        assert re.fullmatch(r"uses: [\w./-]+@[0-9a-f]{40} # v[0-9.]+", line), line


def test_the_check_of_pull_requests_runs_nothing_of_theirs() -> None:
    text = (ROOT / ".github" / "workflows" / "directory.yml").read_text(encoding="utf-8")
    assert "pull_request_target" not in text
    assert "secrets." not in text
    assert "permissions: {}" in text
    runs = re.findall(r"run: (.*)", text)
    assert any("python -I -m peerdir lint" in run for run in runs)
    assert not any("pip" in run and "pr/" in run for run in runs)


def test_packages_of_the_check_are_pinned_by_hash() -> None:
    text = (ROOT / ".github" / "requirements.txt").read_text(encoding="utf-8")
    assert "http" not in text
    packages = re.findall(r"^([a-z0-9.-]+)==\S+", text, re.MULTILINE)
    assert {"typer", "jsonschema-rs", "typst", "hatchling", "ruamel-yaml-clib"} <= set(packages)
    assert text.count("--hash=sha256:") >= len(packages)
