"""The vocabulary is data: it is listed, searched for gaps, and grown without touching a byte that is not new."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from peerdir import limits, output
from peerdir.cli import app
from peerdir.edit.writing import scalar
from peerdir.reading.reader import read
from peerdir.vocabulary import unanswered
from peerdir.vocabulary.add import Addition, NotAddedError, add
from tests.conftest import ROOT, SAMPLE

Write = Callable[..., Path]


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["vocab", arguments[0], "-C", str(root), *arguments[1:]])


def test_list_counts_terms_and_the_programs_that_use_them() -> None:
    names = run(SAMPLE, "list").stdout.splitlines()
    assert names[0].split() == ["Name", "What", "Terms", "In", "use"]
    assert [line.split()[0] for line in names[1:]] == sorted(path.stem for path in (SAMPLE / "vocabulary").iterdir())
    terms = json.loads(run(SAMPLE, "list", "needs", "--format", "json").stdout)
    using = sum("smoking" in path.read_text(encoding="utf-8") for path in (SAMPLE / "programs").iterdir())
    (smoking,) = [term for term in terms if term["code"] == "smoking"]
    assert 0 < smoking["programs"] <= using
    assert f"{smoking['label']}  " in run(SAMPLE, "list", "needs").stdout


def test_show_tells_labels_words_and_programs() -> None:
    shown = run(SAMPLE, "show", "stroke").stdout
    for part in (
        "Stroke (conditions/stroke)",
        "es: Accidente cerebrovascular",
        "brain attack",
        "second-wind-stroke-club",
    ):
        assert part in shown
    assert run(SAMPLE, "show", "any").stdout.count("/any)") == 2
    assert run(SAMPLE, "show", "conditions/any").stdout.count("/any)") == 1
    assert [one["code"] for one in json.loads(run(SAMPLE, "show", "stroke", "--format", "json").stdout)] == ["stroke"]


def test_what_there_is_not_is_named_with_what_is_near(toy: Path) -> None:
    for arguments, near in ((("show", "strok"), "stroke"), (("list", "condition"), "conditions")):
        result = run(toy, *arguments)
        assert (result.exit_code, result.stdout) == (1, "")
        assert f"did you mean {near}" in result.stderr
    (toy / "vocabulary" / "needs.yaml").write_text("title: 5\n", encoding="utf-8")
    assert "vocabulary/needs.yaml has errors" in run(toy, "list", "needs").stderr
    assert run(toy, "list", "--format", "csv").exit_code == 2


def changed(before: bytes, after: bytes) -> tuple[list[bytes], list[bytes]]:
    """The lines that are gone, and those that are new."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_a_synonym_is_added_to_its_line_and_found_by_the_next_search(toy: Path) -> None:
    path = toy / "vocabulary" / "conditions.yaml"
    before = path.read_bytes()
    search = ["search", "-C", str(toy), "--today", "2026-11-21", "sonkor"]
    assert CliRunner().invoke(app, search).exit_code == 1
    result = run(toy, "add", "conditions", "diabetes-type-2", "--synonym", "so: sonkor, cudurka sonkorta")
    assert (result.exit_code, result.stdout) == (0, "")
    assert 'added "sonkor" (so), "cudurka sonkorta" (so)' in result.stderr
    assert changed(before, path.read_bytes()) == ([], [b"      so: [sonkor, cudurka sonkorta]\n"])
    assert CliRunner().invoke(app, search).exit_code == 0
    again = run(toy, "add", "conditions", "diabetes-type-2", "--synonym", "so: Sonkor", "--synonym", "type 2 diabetes")
    assert again.exit_code == 0
    assert "all of it is there already" in again.stderr


def test_a_new_term_stands_at_the_end_and_can_be_used_at_once(toy: Path, write: Write) -> None:
    path = toy / "vocabulary" / "conditions.yaml"
    before = path.read_bytes()
    result = run(
        toy, "add", "conditions", "restless-legs", "--label", "Restless legs", "--label", "es: Piernas inquietas",
        "--synonym", "jumpy legs", "--synonym", "en: legs that twitch",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert path.read_bytes() == before + (
        b"  - code: restless-legs\n    label: Restless legs\n    labels:\n      es: Piernas inquietas\n"
        b"    synonyms:\n      en: [jumpy legs, legs that twitch]\n"
    )
    write(conditions="conditions: [restless-legs]")
    lint = CliRunner().invoke(app, ["lint", "-C", str(toy), "--today", "2026-11-21"])
    assert lint.exit_code == 0, lint.stdout


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("needs", "x"), "needs a label"),
        (("needs", "smoking", "--label", "Tobacco"), "has the label"),
        (("needs", "smoking", "--label", "es: Otra cosa"), "has the label"),
        (("needs", "not a code", "--label", "X"), "cannot be added"),
        (("needs", "x", "--label", "X", "--synonym", "en: a\u202eb"), "hidden character"),
        (("needs", "smoking", "--synonym", "en-x: y"), "cannot be added"),
        (("need", "x", "--label", "X"), "did you mean needs"),
    ],
)
def test_what_cannot_be_added_changes_nothing(arguments: tuple[str, ...], why: str, toy: Path) -> None:
    before = {path: path.read_bytes() for path in toy.rglob("*.yaml")}
    result = run(toy, "add", *arguments)
    assert result.exit_code == 1, result.stderr
    assert why in result.stderr
    assert {path: path.read_bytes() for path in toy.rglob("*.yaml")} == before


def test_somebody_elses_change_is_not_overwritten(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = toy / "vocabulary" / "needs.yaml"
    real = output.replace_file

    def late(target: Path, before: bytes, after: bytes) -> None:
        target.write_bytes(before + b"# saved meanwhile\n")
        real(target, before, after)

    monkeypatch.setattr(output, "replace_file", late)
    result = run(toy, "add", "needs", "smoking", "--synonym", "en: cigs")
    assert result.exit_code == 3
    assert "changed by somebody else" in result.stderr
    assert path.read_bytes().endswith(b"# saved meanwhile\n")


# A vocabulary, an addition, a piece of the text, and what stands there afterwards.
LAYOUTS = {
    "a list in brackets": (
        "title: T\nterms:\n  - {code: a, label: A, synonyms: {en: [x, y]}} # keep\n",
        Addition(code="a", synonyms={"en": ("z z",)}),
        ("y]", "y, z z]"),
    ),
    "a language in brackets": (
        "title: T\nterms:\n  - {code: a, label: A, synonyms: {en: [x]}}\n",
        Addition(code="a", synonyms={"es": ("equis",)}),
        ("[x]", "[x], es: [equis]"),
    ),
    "no synonyms yet, in brackets": (
        "title: T\nterms: [{code: a, label: A,}, {code: b, label: B}] # end",
        Addition(code="a", labels={"es": "Á"}, synonyms={"en": ("x",)}),
        ("A,}", "A, labels: {es: Á}, synonyms: {en: [x]},}"),
    ),
    "a term in brackets": (
        "title: T\nterms: [{code: a, label: A}, {code: b, label: B}, ]\n",
        Addition(code="c", label="C: the third", synonyms={"en": ("yes", "x")}),
        ("B}", 'B}, {code: c, label: "C: the third", synonyms: {en: ["yes", x]}}'),
    ),
    "a list in lines": (
        "title: T\nterms:\n- code: a\n  label: A\n  synonyms:\n    en:\n    - x # first\n    # about a\n- {code: b}\n",
        Addition(code="a", synonyms={"en": ("sweet blood",)}),
        ("# first\n", "# first\n    - sweet blood\n"),
    ),
    "Windows line ends and no last one": (
        "title: T\r\nterms:\r\n    - code: a\r\n      label: A",
        Addition(code="b", label="B", synonyms={"no": ("x",)}),
        ("l: A", 'l: A\r\n    - code: b\r\n      label: B\r\n      synonyms:\r\n        "no": [x]'),
    ),
    "a text in a block at the end": (
        "title: T\nterms:\n  - code: a\n    label: A\n    description: |\n      One.\n\n      Two.\n",
        Addition(code="a", synonyms={"en": ("x",)}),
        ("Two.\n", "Two.\n    synonyms:\n      en: [x]\n"),
    ),
    "a byte order mark": (
        "\ufefftitle: T\nterms:\n  - {code: a, label: A}\n",
        Addition(code="a", synonyms={"zh": ("糖",)}),
        ("label: A", "label: A, synonyms: {zh: [糖]}"),
    ),
    "a title behind the terms": (
        "terms:\n  - code: a\n    label: A\n# the title\ntitle: T\n",
        Addition(code="b", label="B"),
        ("label: A\n", "label: A\n  - code: b\n    label: B\n"),
    ),
    "a list over several lines": (
        "title: T\nterms:\n  - code: a\n    label: A\n    synonyms:\n      en: [x,\n        y # the last\n      ]\n",
        Addition(code="a", synonyms={"en": ("z",)}),
        ("y #", "y, z #"),
    ),
}


@pytest.mark.parametrize("case", LAYOUTS)
def test_every_layout_grows_in_its_own_way(case: str) -> None:
    before, addition, (old, new) = LAYOUTS[case]
    after, done = add(read(before.encode(), limits.SIZES["vocabulary"]), addition)
    assert after.decode() == before.replace(old, new, 1)
    assert done


def test_a_layout_that_cannot_be_spliced_is_left_to_a_person() -> None:
    source = read(b"title: T\nterms:\n  - ? code\n    : a\n    ? label\n    : A\n", limits.SIZES["vocabulary"])
    assert source.data["terms"] == [{"code": "a", "label": "A"}]
    with pytest.raises(NotAddedError, match="add it by hand near line"):
        add(source, Addition(code="a", synonyms={"en": ("x",)}))


@given(st.text(min_size=1, max_size=40))
def test_any_text_is_added_as_it_is_or_not_at_all(text: str) -> None:
    source = read(b"title: T\nterms:\n  - code: a\n    label: A\n    synonyms: {en: [x]}\n", limits.SIZES["vocabulary"])
    try:
        new, done = add(source, Addition(code="a", synonyms={"en": (text,), "es": (text,)}))
    except NotAddedError:
        return
    said = read(new, limits.SIZES["vocabulary"]).data["terms"][0]["synonyms"]
    assert said["en"] in (["x", text], ["x"])
    assert bool(done) is (said != {"en": ["x"]})


@pytest.mark.parametrize("text", ["yes", "No", "null", "~", "1", "1.5", "a: b", "a #b", "- a", "'a", "[a", "a,b", ""])
def test_what_other_programs_would_misread_is_quoted(text: str) -> None:
    assert scalar(text, in_brackets=True) == f'"{text}"'


def test_check_finds_what_lint_does_not_say(toy: Path) -> None:
    assert CliRunner().invoke(app, ["lint", "-C", str(toy), "--today", "2026-11-21"]).exit_code == 0
    assert run(toy, "check").exit_code == 0
    (toy / "vocabulary" / "needs.yaml").write_text(
        "title: Needs\nterms:\n"
        "  - code: a\n    label: A\n    labels: {es: A, vi: A, ar: A, zh: A, th: A, fr: A}\n"
        "    synonyms: {en: [the, same thing]}\n"
        "  - {code: b, label: B, synonyms: {en: [same thing, Same Thing!, '...']}}\n"
        "  - {code: c, label: C, moved_to: a}\n",
        encoding="utf-8",
    )
    result = run(toy, "check", "--format", "json")
    assert result.exit_code == 1
    found = {(one["kind"], tuple(one["codes"]), one["fault"]) for one in json.loads(result.stdout)}
    assert ("missing-label", ("b",), True) in found
    assert ("never-understood", ("a",), True) in found
    assert ("never-understood", ("b",), True) in found
    assert ("said-twice", ("b",), False) in found
    assert ("shared", ("a", "b"), False) in found
    assert ("unused", ("a", "b"), False) in found
    assert not any("c" in codes for _, codes, _ in found)
    text = run(toy, "check")
    assert 'needs: "the" (en) says nothing by itself' in text.stdout
    assert "8 to mend" in text.stderr


WISH = "keep_unanswered_searches: true\n"


@pytest.fixture
def keeping(toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory whose settings ask to keep the words of searches that find nothing; a cache of its own."""
    settings = toy / "directory.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + WISH, encoding="utf-8")
    monkeypatch.setenv("PEERDIR_CACHE", str(tmp_path / "cache"))
    return toy


def search(root: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["search", "-C", str(root), "--today", "2026-11-21", *words])


def test_words_that_found_nothing_are_counted_if_the_settings_ask(keeping: Path) -> None:
    assert CliRunner().invoke(app, ["lint", "-C", str(keeping), "--today", "2026-11-21"]).exit_code == 0
    assert "no search has found nothing" in run(keeping, "gaps").stderr
    for words in (
        ("xylophobia",),
        ("Xylophobia!",),
        ("zzyzx", "糖尿病人怕琴"),
        ("diabetes",),
        ("yodel", "--day", "sun"),
    ):
        search(keeping, *words)
    shown = run(keeping, "gaps")
    assert shown.stdout.splitlines()[0].split() == ["Times", "Words"]
    assert shown.stdout.splitlines()[1].split() == ["2", "xylophobia"]
    assert "diabetes" not in shown.stdout
    assert "yodel" not in shown.stdout, "the day may be what found nothing"
    kept = json.loads(run(keeping, "gaps", "--format", "json").stdout)
    assert kept[0] == {"words": "xylophobia", "times": 2}
    assert run(keeping, "gaps", "--forget").exit_code == 0
    assert run(keeping, "gaps").stdout == ""


@pytest.mark.parametrize("settings", ["", "keep_unanswered_searches: false\n", "# keep_unanswered_searches: true\n"])
def test_nothing_is_kept_unless_the_settings_ask(
    settings: str, toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEERDIR_CACHE", str(tmp_path / "cache"))
    path = toy / "directory.yaml"
    path.write_text(path.read_text(encoding="utf-8") + settings, encoding="utf-8")
    assert search(toy, "xylophobia").exit_code == 1
    assert not any(b"xylophobia" in one.read_bytes() for one in (tmp_path / "cache").iterdir())
    assert "nothing is kept; write `keep_unanswered_searches: true`" in run(toy, "gaps").stderr


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("stroke near 92101", True),
        ("糖尿病", True),
        ("help after 2 strokes", True),
        ("call 619-555-0101", False),
        ("call +1 (619) 555 0101", False),
        ("maria@example.org stroke", False),
        ("patient 123456", False),
        ("patient 12 34 56", False),
        ("room 99999", False),  # five digits, but no postal code
        ("٦١٩٥٥٥٠١٠١", False),
        ("born 3/4/1961", False),
        ("born 3/4/61", False),
        ("born 1961-03-04", False),
        ("x" * 200, False),
    ],
)
def test_words_that_may_be_about_a_person_are_not_kept(text: str, kept: bool) -> None:
    assert unanswered.may_be_kept(text) is kept


def test_what_is_kept_stays_small_private_and_survives_damage(tmp_path: Path) -> None:
    for number in range(unanswered.MOST + 30):
        unanswered.keep(tmp_path, SAMPLE, f"word {chr(97 + number // 26)}{chr(97 + number % 26)}")
    unanswered.keep(tmp_path, SAMPLE, "the newest")
    (file,) = tmp_path.iterdir()
    assert len(unanswered.known(tmp_path, SAMPLE)) == unanswered.MOST
    assert unanswered.Gap("the newest", 1) in unanswered.known(tmp_path, SAMPLE)
    assert file.stat().st_mode & 0o077 == 0 or os.name == "nt"
    file.write_bytes(b"\xff\n3\tgood words\nno number\t\n-1\tx\n\t\n")
    assert unanswered.known(tmp_path, SAMPLE) == [unanswered.Gap("good words", 3)]


def test_the_installed_command_adds_a_word(tmp_path: Path) -> None:
    root = tmp_path / "directory"
    shutil.copytree(SAMPLE, root)
    command = [
        sys.executable,
        "-m",
        "peerdir",
        "-C",
        str(root),
        "vocab",
        "add",
        "needs",
        "smoking",
        "--synonym",
        "cigs",
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == 'peerdir: vocabulary/needs.yaml: added "cigs" (en)\n'
    assert "cigs" in (root / "vocabulary" / "needs.yaml").read_text(encoding="utf-8")
