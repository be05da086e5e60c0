"""What the booklet says has changed since the last edition, and what it must never say."""

import dataclasses
import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdf

from peerdir.audience import Audience, view
from peerdir.editions import history
from peerdir.reading.collection import Collection, load
from peerdir.records import (
    Capacity,
    Contact,
    Cost,
    Credibility,
    Decision,
    Location,
    Program,
    Publish,
    ReferralContact,
    Slot,
    Verification,
)
from peerdir.render import booklet
from peerdir.render.booklet.document import document
from peerdir.render.booklet.edition import Wishes
from tests.booklet_samples import edition, plain
from tests.conftest import SAMPLE, TODAY
from tests.leaflets import places
from tests.test_booklet import collect, directory, flat, page_of, pages, program
from tests.test_booklet_parts import with_parts


def changes(
    before: list[Program], now: list[Program], *, audience: Audience = "public", **wishes: Any
) -> dict[str, list[str]] | None:
    """What a booklet says has changed: the names that are new and closed, and name and fields of those changed."""
    old = view(collect(*before), audience, TODAY)
    known = collect(*now)
    ids = {"program": frozenset(one.id for one in now)}
    made = edition(dataclasses.replace(known, ids=ids), Wishes(since=old, **wishes), audience=audience)
    said = document(made, {})["changes"]
    return said and {
        "new": [plain(one["name"]) for one in said["new"]],
        "changed": [f"{plain(one['name'])}: {plain(one['fields'])}" for one in said["changed"]],
        "closed": [plain(one["name"]) for one in said["closed"]],
    }


def test_new_changed_and_closed_programs_are_told_apart() -> None:
    same, later = program("same", name="Same"), program("later", name="Later")
    moved = dataclasses.replace(
        later,
        schedule=(Slot(location="hall", freq="daily", start="09:00"),),
        cost=Cost(free=False, description="Two dollars"),
    )
    closing = program("closing", name="Closing")
    found = changes(
        [same, later, closing, program("gone", name="Gone")],
        [same, moved, dataclasses.replace(closing, status="closed"), program("fresh", name="Fresh")],
    )
    assert found == {"new": ["Fresh"], "changed": ["Later: when, cost"], "closed": ["Closing", "Gone"]}


def test_without_another_edition_or_another_word_nothing_has_changed() -> None:
    assert document(edition(collect(program()), Wishes()), {})["changes"] is None
    assert changes([program()], [program()]) is None


def test_a_pause_and_its_end_are_told() -> None:
    open_, paused = program(name="Group"), program(name="Group", status="paused")
    assert changes([open_], [paused]) == {"new": [], "changed": ["Group: paused for now"], "closed": []}
    assert changes([paused], [open_]) == {"new": [], "changed": ["Group: open again"], "closed": []}


def test_a_new_check_and_another_day_s_room_are_no_news() -> None:
    known = program().referral
    assert known is not None
    checked = Verification(verified_on=TODAY, verified_by="desk", method="visit")
    full = dataclasses.replace(known, capacity=Capacity(status="no-capacity", as_of=TODAY))
    assert changes([program()], [program(verification=checked, referral=full)]) is None
    assert changes([program(verification=None)], [program()]) is None


def private_changes() -> list[Program]:
    """The sample program with changes that only staff may see."""
    known = program().referral
    assert known is not None
    night = Contact(role="Night desk", phone="+1-619-555-0199", visibility="staff")
    manager = ReferralContact(role="Manager", name="Other Manager", phone="+1-619-555-0129")
    return [
        program(contacts=(*program().contacts, night)),
        program(referral=dataclasses.replace(known, program_contacts=(manager,))),
        program(extra={"import": {"x": "y"}}),
        program(publish=Publish(reason="because")),
    ]


def test_what_only_staff_may_see_never_shows_as_changed_in_a_booklet_for_the_public() -> None:
    for changed in private_changes():
        assert changes([program()], [changed]) is None
        assert changes([changed], [program()]) is None
    assert changes([program()], private_changes()[:1], audience="staff") == {
        "new": [],
        "changed": ["Sample Program: how to join"],
        "closed": [],
    }


def test_a_confidential_place_that_gets_another_name_has_not_changed() -> None:
    def safe(name: str) -> Program:
        place = Location(key="safe", type="confidential", area="North County", name=name, transportation=f"Bus {name}")
        return program(locations=(place,))

    assert changes([safe("Yellow House")], [safe("Red House")]) is None


def test_programs_that_must_not_be_named_are_not_named_as_gone() -> None:
    listed = program("quiet", name="Quiet")
    unprinted = dataclasses.replace(listed, publish=Publish(print=False, reason="safety"))
    withdrawn = dataclasses.replace(listed, publish=Publish(web=False, print=False, feed=False, reason="safety"))
    closed = dataclasses.replace(unprinted, status="closed")
    taken_off = dataclasses.replace(
        listed, credibility=Credibility(decision=Decision(result="withdrawn", date=TODAY, by="x"))
    )
    for now in (unprinted, withdrawn, closed, taken_off):
        assert changes([listed], [now]) is None


def test_a_program_whose_file_is_broken_is_not_called_gone() -> None:
    old = view(collect(program("broken"), program("whole")), "public", TODAY)
    known = dataclasses.replace(collect(program("whole")), ids={"program": frozenset({"broken", "whole"})})
    assert document(edition(known, Wishes(since=old)), {})["changes"] is None


def test_a_program_with_another_id_is_neither_gone_nor_new() -> None:
    old = program("old", name="Walkers")
    now = dataclasses.replace(old, id="new", former_ids=("old",))
    assert changes([old], [now]) is None
    again = dataclasses.replace(now, name="Night Walkers", summary="People who walk by the sea at night.")
    found = changes([old], [again, program("other", name="Other")])
    assert found == {"new": ["Other"], "changed": ["Night Walkers: name, what it is"], "closed": []}


def test_a_selection_tells_only_of_its_own_programs() -> None:
    before = [program("a", name="A"), program("b", name="B")]
    now = [program("c", name="C"), program("d", name="D")]
    found = changes(before, now, only=frozenset({"a", "c"}))
    assert found == {"new": ["C"], "changed": [], "closed": ["A"]}


def test_other_words_for_a_code_change_no_program() -> None:
    known = collect(program(needs=("food",)))
    entries = tuple(one for one in known.entries if one.kind != "vocabulary")
    old = view(Collection(entries=entries), "public", TODAY)
    assert document(edition(known, Wishes(since=old)), {})["changes"] is None


def test_the_page_says_since_when_and_gives_the_pages() -> None:
    old = view(collect(program(name="First"), settings=directory(edition="Spring 2026")), "public", TODAY)
    now = view(collect(program(name="First"), program("new", name="Second")), "public", TODAY)
    texts = pages(pypdf.PdfReader(io.BytesIO(booklet.make(now, today=TODAY, wishes=Wishes(since=old)).pdf)))
    page = next(text for text in texts if "What has changed" in text and "Contents" not in text)
    entry = page_of("Second\nExample Runner", texts)
    assert "Since the edition Spring 2026." in page
    assert f"Second {entry}" in flat(page)
    assert "First" not in page


def test_what_has_changed_stands_in_columns_of_the_same_height() -> None:
    old = view(collect(program()), "public", TODAY)
    new = [program(f"new-{number}", name=f"Walk {number}") for number in range(101, 109)]
    made = booklet.make(view(collect(program(), *new), "public", TODAY), today=TODAY, wishes=Wishes(since=old)).pdf
    reader = pypdf.PdfReader(io.BytesIO(made))
    page = next(page for page in reader.pages if "New programs" in page.extract_text())
    found = [(text, x, y) for text, x, y, _ in places(page) if re.match(r"Walk 10\d", text)]
    columns = [sorted(text for text, x, _ in found if round(x) == begin) for begin in {round(x) for _, x, _ in found}]
    assert sorted(columns) == [[f"Walk {n}" for n in range(101, 105)], [f"Walk {n}" for n in range(105, 109)]]
    assert len({round(y) for _, _, y in found}) == 4


def test_what_has_changed_fills_one_page_before_the_next_and_divides_the_last() -> None:
    before = [program(f"c-{number}", name=f"Walk {number}") for number in range(101, 141)]
    now = [dataclasses.replace(one, cost=Cost(free=False)) for one in before]
    settings = with_parts("changes", "programs")
    old, seen = (view(collect(*some, settings=settings), "public", TODAY) for some in (before, now))
    reader = pypdf.PdfReader(io.BytesIO(booklet.make(seen, today=TODAY, wishes=Wishes(since=old)).pdf))
    texts = [page.extract_text() for page in reader.pages]
    first = texts.index(next(text for text in texts if "Programs with new details" in text))
    on = [sorted(re.findall(r"Walk 1\d\d(?= *\.* *\d|$)", text, re.MULTILINE)) for text in texts[first : first + 2]]
    assert len(on[0]) > len(on[1]) > 1
    assert [*on[0], *on[1]] == [one.name for one in before]
    lines = [(round(x), round(y)) for text, x, y, _ in places(reader.pages[first + 1]) if re.match(r"Walk 1\d\d", text)]
    heights = [sum(1 for x, _ in lines if x == begin) for begin in {x for x, _ in lines}]
    assert max(heights) - min(heights) <= 1


def test_what_git_knows_becomes_the_page_in_either_language(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SAMPLE, tmp_path / "directory"))

    def git(*words: str) -> None:
        name = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *name, *words], cwd=root, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "Fall")
    edit(root / "programs" / "camina-conmigo.yaml", 'start: "18:00"', 'start: "17:30"')
    edit(root / "programs" / "camina-conmigo.yaml", "staff-desk@example.org", "other-desk@example.org")
    edit(root / "programs" / "tb-companions.yaml", "status: active", "status: closed")
    edit(root / "directory.yaml", "edition: Fall 2026", "edition: Winter 2026")
    before = load(root, texts=history.changes_since(root, "HEAD").before)
    for language, words in {
        "en": ("Since the edition Fall 2026.", "when", "TB Companions"),
        "es": ("Desde la edición Otoño de 2026.", "cuándo", "TB Companions"),
    }.items():
        wishes = Wishes(since=view(before, "public", TODAY), language=language)
        said = document(edition(load(root), wishes), {})["changes"]
        assert plain(said["since"]) == words[0]
        assert [plain(one["fields"]) for one in said["changed"]] == [words[1]]
        assert [plain(one["name"]) for one in said["closed"]] == [words[2]]
        assert said["new"] == []


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
