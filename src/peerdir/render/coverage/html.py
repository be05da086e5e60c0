"""One web page that needs no other file: every picture with its table, for light and dark, screen and paper."""

import datetime as dt
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from peerdir.assets import assets
from peerdir.clean import clean
from peerdir.render.coverage import CoverageError, Survey, bars, heading, heat, left_out, programs, summary
from peerdir.render.coverage.drawing import STYLE, written
from peerdir.words import date

# What an overview shows; what somebody asks for is shown whole.
MOST_BARS, MOST_ROWS, MOST_COLUMNS = 12, 60, 24


def render(survey: Survey) -> str:
    """Return the page. Raises CoverageError when its template is broken."""
    coverage = survey.coverage
    try:
        return (
            _environment()
            .get_template("page.html")
            .render(
                title=coverage.title,
                today=coverage.today,
                day=date(dt.date.fromisoformat(coverage.today)),
                sentences=summary(coverage),
                style=STYLE,
                tables=[*_tables(survey)],
                matrices=[*_matrices(survey)],
            )
        )
    except TemplateError as error:
        raise CoverageError(f"templates/coverage/page.html cannot be used: {error.message}") from error


def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(assets("templates") / "coverage"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["clean"] = clean
    return environment


def _tables(survey: Survey) -> Iterator[Mapping[str, Any]]:
    """Yield each table with its picture, and of how many programs it is."""
    most = None if survey.by else MOST_BARS
    for one in survey.tables:
        yield {"table": one, "picture": _drawn(bars.chart(one, most, titled=False)), "total": programs(one.total)}


def _matrices(survey: Survey) -> Iterator[Mapping[str, Any]]:
    """Yield each table by two dimensions with its title, its picture, and what it leaves out."""
    for whole in survey.matrices:
        one = whole if survey.by else whole.first(MOST_ROWS, MOST_COLUMNS)
        total = f"{programs(one.total)}. {left_out(one)}".strip()
        yield {"matrix": one, "title": heading(one), "picture": _drawn(heat.chart(one, titled=False)), "total": total}


def _drawn(picture: ET.Element) -> Markup:
    """Write a picture to stand in the page; what it says is escaped where it is written."""
    return Markup(written(picture))  # noqa: S704 - written as XML
