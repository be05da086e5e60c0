"""Translations of the inclusion policy: who is shown them, and what `lint` says of one that nobody is shown."""

from pathlib import Path

import pytest

from peerdir import stamp
from peerdir.audience import view
from peerdir.folders import policies
from peerdir.policy import tells
from peerdir.reading.collection import load
from peerdir.reading.policies import policy_texts
from tests.conftest import SAMPLE, TODAY
from tests.site_pages import render
from tests.test_site import Page, text_of

SPANISH = "# Cómo se eligen\n\nVersión: 2\n\n## Quién puede\n\nVersión: 3\n"


def slips(root: Path) -> list[tuple[str, str]]:
    return [(one.path, one.message) for one in load(root).diagnostics if one.rule == "policy-form"]


@pytest.mark.parametrize(
    ("head", "is_told"),
    [
        ("Versión: 2", True),
        ("- **版本：2**", True),
        ("Version 2: 2", True),
        ("Versión: 1", False),
        ("Gilt seit: 2026-02-01", False),
        ("## Versión: 2", False),
        ("", False),
    ],
)
def test_a_translation_tells_its_version_in_its_own_words(head: str, is_told: bool) -> None:
    assert tells(f"# Título\n\n{head}\n\n## Versión: 2\n\nVersión: 2\n", "2") is is_told


def test_files_are_told_by_their_names() -> None:
    names = [
        "policy.md",
        "policy.es.md",
        "policy.zh-Hans.md",
        "policy..md",
        "policy-old.md",
        "policy.md.bak",
        "README.md",
    ]
    assert policies(names) == {"": "policy.md", "es": "policy.es.md", "zh-Hans": "policy.zh-Hans.md"}


def test_a_translation_of_another_version_is_not_shown_and_lint_says_how_to_mend_it(toy: Path) -> None:
    file = toy / "policy.es.md"
    file.write_text(SPANISH, encoding="utf-8")
    assert slips(toy) == []
    assert list(policy_texts(toy, ("en", "es"))) == ["en", "es"]
    file.write_text(SPANISH.replace("Versión: 2", "Versión: 1"), encoding="utf-8")
    assert list(policy_texts(toy, ("en", "es"))) == ["en"]
    ((path, message),) = slips(toy)
    assert path == "policy.es.md"
    assert message.startswith("policy.md is version 2, this is not; translate what changed")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("policy.en.md", "policy.md itself is in the first language, en"),
        ("policy.sp.md", '"sp" is not one of the languages in directory.yaml (en, es, '),
    ],
)
def test_a_translation_that_no_page_is_for_is_told(toy: Path, name: str, message: str) -> None:
    (toy / name).write_text(SPANISH, encoding="utf-8")
    assert list(policy_texts(toy, ("en", "es"))) == ["en"]
    ((path, said),) = slips(toy)
    assert path == name
    assert said.startswith(message)


def test_without_a_policy_there_is_nothing_to_translate(toy: Path) -> None:
    (toy / "policy.es.md").write_text(SPANISH, encoding="utf-8")
    (toy / "policy.md").unlink()
    assert policy_texts(toy, ("en", "es")) == {}
    assert slips(toy) == [("policy.es.md", "there is no policy.md with a version that this could be a translation of")]


def test_a_translation_that_is_a_link_is_not_read(toy: Path) -> None:
    (toy / "policy.es.md").symlink_to(SAMPLE / "policy.es.md")
    assert list(policy_texts(toy, ("en", "es"))) == ["en"]
    assert [one.rule for one in load(toy).diagnostics] == ["not-a-file"]


def test_a_change_of_a_translation_is_seen(toy: Path) -> None:
    before = stamp.look(str(toy))
    (toy / "policy.es.md").write_text(SPANISH, encoding="utf-8")
    assert {path for path, _ in set(stamp.look(str(toy))) - set(before)} == {"policy.es.md"}


def test_pages_show_the_policy_in_their_language_and_say_where_they_cannot() -> None:
    seen = view(load(SAMPLE), "public", TODAY)
    made = render(seen, today=TODAY, policies=policy_texts(SAMPLE, seen.directory.languages))
    spanish, french = (Page(text_of(made, f"{language}/policy.html")) for language in ("es", "fr"))
    assert "Cómo se eligen los programas de este directorio" in spanish.text
    assert "Cómo se dirige" in spanish.text
    assert "en inglés." not in spanish.text.partition("Versión: 2")[0]
    assert 'policy-text" lang' not in text_of(made, "es/policy.html")
    assert "How programs are chosen for this directory" in french.text
    assert 'policy-text" lang="en" dir="ltr"' in text_of(made, "fr/policy.html")


def test_the_sample_is_translated_in_full() -> None:
    """As many headings, items and rows in each translation."""

    def shape(text: str) -> list[str]:
        lines = text.partition("-->")[2] or text
        return [line[:2] for line in lines.splitlines() if line.startswith(("##", "- ", "| "))]

    languages = load(SAMPLE).directory.languages
    english, *others = policy_texts(SAMPLE, languages).values()
    assert others
    for text in others:
        assert shape(text) == shape(english)
