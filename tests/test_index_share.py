"""An index is the same, however many processes read the programs, and whatever becomes of them."""

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from peerdir import apart, stamp
from peerdir.index import share
from peerdir.index.store import Index, open_index
from peerdir.reading import files

SAMPLE = Path(__file__).parents[1] / "directory"
DAY = dt.date(2026, 11, 21)


def contents(index: Index) -> str:
    return "\n".join(index.iterdump())


@pytest.mark.skipif(not apart.CAN_FORK, reason="this system has no fork")
@pytest.mark.parametrize("number", [2, 3])
def test_several_processes_make_what_one_makes(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = contents(open_index(SAMPLE, None, DAY))
    monkeypatch.setattr(share, "MANY", 10)
    monkeypatch.setattr(share, "BATCH", 7)
    monkeypatch.setattr(share, "workers", lambda: number)
    assert contents(open_index(SAMPLE, None, DAY)) == alone
    assert alone.count('INSERT INTO "card"') > 40


@pytest.mark.skipif(not apart.CAN_FORK, reason="this system has no fork")
def test_what_a_process_that_dies_should_have_read_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = contents(open_index(SAMPLE, None, DAY))
    here, raw = os.getpid(), files.raw

    def deadly(*given: object) -> object:
        if os.getpid() != here:
            os._exit(1)
        return raw(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(share, "MANY", 10)
    monkeypatch.setattr(share, "workers", lambda: 2)
    monkeypatch.setattr(share, "raw", deadly)
    assert contents(open_index(SAMPLE, None, DAY)) == alone


def test_programs_come_as_text_in_the_order_of_the_index_and_broken_files_not_at_all(toy: Path) -> None:
    (toy / "programs" / "broken.yaml").write_text("name: [\n", encoding="utf-8")
    index = open_index(toy, None, DAY)
    sources = dict(index.execute("SELECT path, row FROM source"))
    assert sources.keys() == {path for path, _ in stamp.look(str(toy))}
    assert sources["programs/broken.yaml"] is None
    names: Sequence[str] = [name for (name,) in index.execute("SELECT name FROM card ORDER BY row")]
    assert names == sorted(names, key=str.casefold)
    assert names
