"""Every kind of page keeps the rules of WCAG 2.2, level AA, that a program can check, in light and in dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.test_site_browser import REQUIRED, browser, collection, pytestmark, site  # noqa: F401 - fixtures

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What stands in a folder is made by one template; these programs use parts of it that others do not.
PROGRAMS = ("camina-conmigo", "noor-womens-circle", "quit-together-text", "cameroon-yaounde")


def kinds(site: Path) -> Iterator[Path]:  # noqa: F811
    """Yield pages of every kind: all at the top, the list and one page of each folder, some programs; all but the list
    of folders in one language more, and two from right to left.

    The page for addresses that are wrong takes its style from a server, so it is not looked at here.
    """
    yield from (path for path in sorted(site.glob("*.html")) if path.name != "404.html")
    for folder in sorted(path for path in site.iterdir() if (path / "index.html").exists() and len(path.name) > 2):
        yield from {min(path for path in folder.glob("*.html") if path.name != "index.html"), folder / "index.html"}
        yield from sorted(folder.glob("*/*.html"))[:1]
    yield from (site / version / f"{name}.html" for version in ("programs", "es/programs") for name in PROGRAMS)
    yield from (
        site / "es" / "index.html",
        site / "ar" / "index.html",
        site / "ar" / "programs" / "camina-conmigo.html",
    )
    yield site / "sheets" / "camina-conmigo.html"


@pytest.fixture(scope="module", params=["light", pytest.param("dark", marks=pytest.mark.exhaustive)])
def free_page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:  # noqa: F811
    """Yield a page in one color scheme. The checker is a script of somebody else, which our pages would not run."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True, color_scheme=request.param)
    yield context.new_page()
    context.close()


def test_no_kind_of_page_breaks_a_rule(free_page: Page, site: Path, request: pytest.FixtureRequest) -> None:  # noqa: F811
    broken = {}
    # In the dark only colors are others, and two pages of a kind have the same.
    is_dark = "dark" in request.node.name
    pages = [page for page in kinds(site) if not is_dark or "programs" not in page.parts]
    for path in pages:
        free_page.goto(path.as_uri())
        found = Axe().run(free_page, options=RULES)
        if found.violations_count:
            name = path.relative_to(site).as_posix()
            broken[name] = [(one["id"], one["nodes"][0]["html"][:200]) for one in found.response["violations"]]
    assert len(pages) > (12 if is_dark else 20)
    assert broken == {}
