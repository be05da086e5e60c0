"""`peerdir show`: one program, for the audience that asked."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner, Result

from peerdir.cli import app
from tests.conftest import PROGRAM, SAMPLE

Write = Callable[..., Path]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["show", "-C", str(SAMPLE), "--today", "2026-11-21", *arguments])


def test_an_example_of_the_seeds_shows_its_four_functions_and_source() -> None:
    text = run("puentes-san-diego").stdout
    for part in (
        "An example to learn from",
        "Assistance in daily management",
        "Social and emotional support",
        "Linkage to clinical care and community resources",
        "Ongoing support",
        "Peers for Progress",
    ):
        assert part in text


def test_the_public_sees_no_contact_for_staff() -> None:
    public, staff = run("camina-conmigo").stdout, run("camina-conmigo", "--audience", "staff").stdout
    assert "staff-desk@example.org" not in public
    assert "staff-desk@example.org" in staff
    assert "for staff only" in staff


def test_what_shows_that_a_program_is_credible_is_told_and_that_a_listing_is_no_endorsement() -> None:
    text = run("camina-conmigo").stdout.split("How we know\n")[1]
    assert "Meets the policy of this directory" in text
    assert "not an endorsement" in text.split("Links\n")[0]


def test_what_the_public_may_not_see_is_not_called_broken() -> None:
    hidden = run("bridge-house-evenings")
    assert (hidden.exit_code, hidden.stdout) == (1, "")
    assert hidden.stderr == "peerdir: bridge-house-evenings is not shown to the public; --audience staff shows it\n"
    assert run("bridge-house-evenings", "--audience", "staff").exit_code == 0


def test_the_beginning_of_an_id_is_enough_when_it_is_the_only_one() -> None:
    assert run("puentes").stdout.startswith("Community Based Peer Support in San Diego")
    several = run("ca")
    assert (several.exit_code, several.stdout) == (1, "")
    assert "did you mean cameroon-yaounde, camina-conmigo, caregivers-at-dusk?" in several.stderr


def test_json_and_yaml_hold_the_same() -> None:
    data = json.loads(run("camina-conmigo", "--format", "json").stdout)
    assert data["id"] == "camina-conmigo"
    assert YAML(typ="safe").load(run("camina-conmigo", "--format", "yaml").stdout) == data
    assert "extra" not in data


def test_a_confidential_place_shows_its_area_only() -> None:
    text = run("quiet-harbor").stdout
    assert "Confidential location, San Diego County" in text


def test_a_name_as_people_type_it_finds_the_program() -> None:
    assert run("Camina Conmigo").stdout.startswith("Camina Conmigo")
    assert run("camina").stdout.startswith("Camina Conmigo")
    assert run("!!!").exit_code == 1


def test_show_tells_staff_how_to_refer() -> None:
    text = run("camina-conmigo", "--audience", "staff").stdout
    for part in (
        "Who to call for a referral",
        "The program: Luis R.",
        "Health care: Elena V.",
        "within 3 working days",
    ):
        assert part in text
    assert "Free. Free" not in text


def test_a_slip_of_the_finger_shows_the_program_and_says_so() -> None:
    slip = run("puentez-san-diego")
    assert slip.exit_code == 0
    assert slip.stdout.startswith("Community Based Peer Support in San Diego")
    assert 'there is no program "puentez-san-diego"; this is puentes-san-diego' in slip.stderr
    slip = run("mi-sunrise")
    assert slip.stdout.startswith("MS Sunrise")
    far = run("puentos-diego")
    assert (far.exit_code, far.stdout) == (1, "")
    assert "did you mean puentes-san-diego" in far.stderr
    assert "`peerdir search` finds programs by any words" in run("xyz").stderr


def test_of_two_that_are_as_near_neither_is_shown(toy: Path, write: Write) -> None:
    write("circle-one", name="name: Circle One")
    write("circle-ona", name="name: Circle Ona")
    slip = in_toy(toy, "show", "circle-onx")
    assert (slip.exit_code, slip.stdout) == (1, "")
    assert "circle-ona" in slip.stderr
    assert "circle-one" in slip.stderr


def in_toy(toy: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [arguments[0], "-C", str(toy), "--today", "2026-11-21", *arguments[1:]])


def test_a_number_shows_that_result_of_the_last_search(toy: Path, write: Write) -> None:
    write("one", name="name: Circle of Ones")
    write("two", name="name: Circle of Twos", status="status: paused")
    (toy / "programs" / "example.yaml").unlink()
    before = in_toy(toy, "show", "1")
    assert before.exit_code == 1
    assert "search first" in before.stderr
    found = in_toy(toy, "search", "--format", "cards")
    names = [line.partition(". ")[2] for line in found.stdout.splitlines() if line[:1].isdigit()]
    assert len(names) == 2
    for number, name in enumerate(names, 1):
        assert in_toy(toy, "show", str(number)).stdout.startswith(name.removesuffix(" (paused)"))
    for outside in ("0", "3", "99999999999999999999"):
        result = in_toy(toy, "show", outside)
        assert result.exit_code == 1
        assert "showed 2 programs" in result.stderr
    (toy / "programs" / "one.yaml").unlink()
    (toy / "programs" / "two.yaml").unlink()
    assert "no longer in the directory" in in_toy(toy, "show", "1").stderr


def test_another_directory_has_its_own_last_search(toy: Path) -> None:
    assert in_toy(toy, "search").exit_code == 0
    assert "search first" in run("1").stderr


def test_an_id_that_is_a_number_is_an_id(toy: Path, write: Write) -> None:
    write("2", name="name: Two by Two")
    assert in_toy(toy, "search").exit_code == 0
    assert in_toy(toy, "show", "2").stdout.startswith("Two by Two")


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"../../etc/passwd\n\x1b[31m\n"])
def test_a_damaged_list_of_the_last_search_is_no_way_in(
    damage: bytes, toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEERDIR_CACHE", str(tmp_path / "own"))
    assert in_toy(toy, "search").exit_code == 0
    (kept,) = (tmp_path / "own").glob("*.found")
    kept.write_bytes(damage)
    for number in ("1", "2"):
        result = in_toy(toy, "show", number)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "\x1b" not in result.stderr


def test_a_phone_number_in_arabic_text_is_closed_off(toy: Path) -> None:
    text = PROGRAM.replace("name: Example", "name: نور").replace(
        'phone: "+1-619-555-0150"', 'phone: "+1-619-555-0150", name: مكتب نور'
    )
    (toy / "programs" / "example.yaml").write_text(text, encoding="utf-8")
    shown = in_toy(toy, "show", "example").stdout
    assert "\u2066+1-619-555-0150\u2069" in shown
    assert "\u2066" not in in_toy(toy, "show", "example", "--format", "json").stdout
