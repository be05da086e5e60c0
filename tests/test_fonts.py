"""The fonts that ship: small enough, licensed, and their characters read right."""

from pathlib import Path

import pytest

from peerdir.assets import assets
from peerdir.render import fonts

FOLDER = assets("templates") / "booklet" / "fonts"
FILES = sorted(FOLDER.rglob("*.ttf"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_characters_are_those_fonttools_finds(file: Path) -> None:
    ttlib = pytest.importorskip("fontTools.ttLib")
    assert set(fonts.characters(file.read_bytes())) == set(ttlib.TTFont(file).getBestCmap())


WORDS = ["Aé–“”…", "Nhữngđượcƀ", "Привет", "Ομάδα", "น้ำชา", "مرحبا،", "糖尿病，。", "0123456789", "€£·•", "♡★✓→①"]


@pytest.mark.parametrize("words", WORDS)
def test_all_scripts_are_there(words: str) -> None:
    assert fonts.missing(words, fonts.printable(FOLDER)) == ""


def test_what_is_not_there_is_found() -> None:
    known = fonts.printable(FOLDER)
    assert fonts.missing("ok \u2066\u200d\n \u00a0", known) == ""
    assert fonts.missing("smile \U0001f600!", known) == "\U0001f600"
    assert fonts.missing("שלום", known) == "ש"


def test_every_family_has_its_licence_and_all_stay_small() -> None:
    assert FILES
    for file in FILES:
        assert "SIL Open Font License" in (file.parent / "LICENSE.txt").read_text(encoding="utf-8")
    assert sum(file.stat().st_size for file in FILES) < 4_000_000
