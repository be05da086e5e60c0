"""What an audience may see of a directory is the same, however many processes read it and whatever becomes of them."""

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest

from peerdir import apart, publishing
from peerdir.audience import Audience, view
from peerdir.publishing import publishable, seen
from peerdir.reading.collection import load
from peerdir.reading.files import raw

SAMPLE = Path(__file__).parents[1] / "directory"
DAY = dt.date(2026, 11, 21)
BROKEN, TELLING, LINK = "programs/broken.yaml", "programs/telling.yaml", "programs/link.yaml"
PLACE = 'locations: [{key: home, type: confidential, area: "12 Example Street, San Diego"}]\n'


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """The sample directory with files that are left out: two that cannot be read, one that gives its place away."""
    root = tmp_path / "sample"
    shutil.copytree(SAMPLE, root)
    (root / BROKEN).write_text("name: [\n", encoding="utf-8")
    (root / LINK).symlink_to("broken.yaml")
    program = next((root / "programs").glob("*.yaml")).read_text(encoding="utf-8")
    kept = [line for line in program.splitlines(keepends=True) if not line.startswith("id:")]
    start = next(at for at, line in enumerate(kept) if line.startswith("locations:"))
    end = next(at for at, line in enumerate(kept[start + 1 :], start + 1) if line[:1].isalpha())
    (root / TELLING).write_text("".join([*kept[:start], PLACE, *kept[end:]]), encoding="utf-8")
    return root


@pytest.mark.parametrize("audience", ["public", "staff"])
@pytest.mark.parametrize("number", [1, 3])
def test_what_is_read_in_parts_is_what_is_read_at_once(
    number: int, audience: Audience, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if number > 1 and not apart.CAN_FORK:
        pytest.skip("this system has no fork")
    monkeypatch.setattr(publishing, "MANY", 1)
    monkeypatch.setattr(publishing, "BATCH", 7)
    monkeypatch.setattr(publishing, "workers", lambda: number)
    loaded = load(directory)
    kept, withheld = publishable(loaded, DAY)
    found = seen(directory, audience, DAY)
    assert found.collection == view(kept, audience, DAY)
    assert [*found.withheld] == [*withheld] == [TELLING]
    assert [*found.broken] == [BROKEN, LINK]
    assert not any(entry.source.text or entry.source.values for entry in found.collection.entries)


def test_of_some_programs_nothing_else_is_read(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = view(load(SAMPLE), "public", DAY).programs[3].id
    (directory / BROKEN).unlink()
    monkeypatch.setattr(publishing, "raw", lambda root, file: raw(root, file) if file.id == wanted else 1 / 0)
    found = seen(directory, "public", DAY, [wanted])
    assert [program.id for program in found.collection.programs] == [wanted]
    assert [*found.broken] == []


@pytest.mark.skipif(not apart.CAN_FORK, reason="this system has no fork")
def test_what_a_process_that_dies_should_have_read_is_read_again(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, alone = os.getpid(), seen(directory, "public", DAY)

    def deadly(*given: object) -> object:
        if os.getpid() != here:
            os._exit(1)
        return raw(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(publishing, "MANY", 1)
    monkeypatch.setattr(publishing, "workers", lambda: 2)
    monkeypatch.setattr(publishing, "raw", deadly)
    assert seen(directory, "public", DAY) == alone
