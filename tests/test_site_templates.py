"""What makes templates quick changes nothing in what they say."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from peerdir.render.site.templates import SiteError, Templates
from peerdir.render.templates import Compiled, escaped, filled

VALUES = st.one_of(st.text(), st.text("<>&\"'a"), st.text().map(Markup), st.integers(), st.none(), st.booleans())


@given(VALUES)
def test_what_is_escaped_at_once_is_what_is_escaped(value: object) -> None:
    assert str(escaped(value)) == str(escape(value))


@pytest.fixture
def templates(tmp_path: Path) -> Templates:
    (tmp_path / "calls.html").write_text(
        "{% macro twice(text) %}{{ text }}{{ text }}{% endmacro %}"
        '{% block one %}{{ say("<i>", end="&") }}{% endblock %}'
        "{{ twice('<b>') }}{% for letter in 'ab' %}{{ say(letter) }}{% set outer = letter %}"
        "{{ self.one() }}{% endfor %}",
        encoding="utf-8",
    )
    (tmp_path / "many.html").write_text("{% for one in ones %}{{ one }},{% endfor %}", encoding="utf-8")
    (tmp_path / "broken.html").write_text("{% for one in ones %}\n{{ one.no }}{% endfor %}", encoding="utf-8")
    return Templates((tmp_path,))


def say(text: str, end: str = "") -> str:
    return f"{text}{end}"


def test_functions_macros_and_blocks_are_called_as_ever(templates: Templates, tmp_path: Path) -> None:
    plain = Environment(autoescape=True, undefined=StrictUndefined)
    usual = plain.from_string((tmp_path / "calls.html").read_text(encoding="utf-8")).render(say=say)
    assert templates.fill("calls.html", {"say": say}) == usual
    assert usual.startswith("&lt;i&gt;&amp;&lt;b&gt;&lt;b&gt;a")


@given(VALUES)
def test_values_in_words_are_escaped_as_ever(value: object) -> None:
    pattern = "{} of <b>{name}</b>, {name}"
    made = filled(pattern, value, name=value)
    assert made == Markup(pattern).format(value, name=value)  # noqa: S704 - what it is compared with
    assert isinstance(made, Markup)


def test_what_was_compiled_is_used_again_until_the_template_changes(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ 1 + 1 }}", encoding="utf-8")
    compiled = Compiled()
    first = Environment(autoescape=True, loader=FileSystemLoader(tmp_path), bytecode_cache=compiled).get_template(
        "page.html"
    )
    again = Environment(autoescape=True, loader=FileSystemLoader(tmp_path), bytecode_cache=compiled)
    again.compile = None  # type: ignore[assignment, method-assign]
    assert first.render() == again.get_template("page.html").render() == "2"
    (tmp_path / "page.html").write_text("{{ 1 + 2 }}", encoding="utf-8")
    changed = Environment(autoescape=True, loader=FileSystemLoader(tmp_path), bytecode_cache=compiled)
    assert changed.get_template("page.html").render() == "3"


def test_a_long_page_is_whole(templates: Templates) -> None:
    ones = [f"é{number}" for number in range(1_007)]
    context: dict[str, Any] = {"ones": ones}
    assert templates.page("many.html", context) == "".join(f"{one}," for one in ones).encode()
    assert templates.page("many.html", {"ones": []}) == b""


def test_a_template_that_breaks_half_way_is_named_with_its_line(templates: Templates) -> None:
    with pytest.raises(SiteError, match=r"templates/site/broken\.html:2: "):
        templates.page("broken.html", {"ones": ["a"]})
