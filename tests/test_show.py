"""`peerdir show`: one program, for the audience that asked."""

import json

from ruamel.yaml import YAML
from typer.testing import CliRunner, Result

from peerdir.cli import app
from tests.conftest import SAMPLE


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


def test_the_beginning_of_an_id_is_enough_when_it_is_the_only_one() -> None:
    assert run("puentes").stdout.startswith("Community Based Peer Support in San Diego")
    unknown = run("puentez-san-diego")
    assert unknown.exit_code == 1
    assert "did you mean puentes-san-diego" in unknown.stderr


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
