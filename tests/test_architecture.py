"""Arrows point down only: a module imports modules of lower layers, and a library only where it lives."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "peerdir"
# From the bottom up. Modules of one layer do not import one another, but a folder's modules may; where one line lists
# several names, the order within the line is the order of building and later ones may use earlier ones.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("folders",),
    ("stamp", "apart"),
    ("limits", "diagnostic", "records", "assets", "query", "analyse", "wording"),
    ("clean", "freshness", "reach", "words", "spoken_hours"),
    ("places",),
    ("cards", "danger", "fillers", "everyday", "policy"),
    ("match",),
    ("reading",),
    ("audience", "rule", "references", "credibility"),
    ("prose", "readiness"),
    ("rules",),
    ("publishing",),
    ("changes", "due", "phases", "coverage", "needs"),
    ("index",),
    ("lint", "render", "output"),
    ("report",),
    ("links", "output_folder", "edit"),
    ("verify", "editions", "vocabulary"),
    ("due_dates",),
    ("search",),
    ("survey",),
    ("searching",),
    ("environment", "progress", "serving"),
    ("linting",),
    ("cli",),
    ("quick",),
    ("__main__",),
)
LIBRARIES = {
    "ruamel": ("reading.builder", "reading.reader", "render.one"),
    "_ruamel_yaml": ("reading.builder",),
    "jsonschema": ("reading.schema",),
    "jsonschema_rs": ("reading.schema",),
    "referencing": ("reading.schema",),
    "typer": ("cli",),
    "rich": ("progress",),
    "jinja2": ("render",),
    "markupsafe": ("render",),
    "rcssmin": ("render.site.templates",),
    "rjsmin": ("render.site.templates",),
    "typst": ("render",),
    "fontTools": ("render",),
    "zxingcpp": ("render",),
    "phonenumbers": ("rules.phone_form",),
    "sqlite3": ("lint.verdicts", "index"),
    # The network: nothing but link checking reaches it.
    "socket": ("links",),
    "ssl": ("links",),
    "http": ("links", "serving"),
}
MODULES = sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


def imports(text: str) -> Iterator[str]:
    """Yield every module a text imports, inside functions too."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield "a relative import"
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (
                (f"{node.module}.{alias.name}" for alias in node.names) if node.module == "peerdir" else [node.module]
            )


def layer(module: str) -> int:
    top = module.partition(".")[0]
    return next(number for number, names in enumerate(LAYERS) if top in names)


def upward(module: str, text: str) -> list[str]:
    """Return the imports of a module that do not point down, and libraries that do not live there."""
    wrong = []
    for found in imports(text):
        top, _, rest = found.partition(".")
        if top == "peerdir" and rest and rest != "__version__":
            # Modules of one folder may use one another; rules are alone, each with what stands below them.
            inside = rest.partition(".")[0] == module.partition(".")[0] and not module.startswith("rules.")
            if not inside and layer(rest) >= layer(module):
                wrong.append(found)
        elif (
            top in LIBRARIES and not any(module == home or module.startswith(f"{home}.") for home in LIBRARIES[top])
        ) or (top not in LIBRARIES and top not in sys.stdlib_module_names and top != "peerdir"):
            wrong.append(found)
    return wrong


def test_the_page_on_the_architecture_has_the_same_layers() -> None:
    page = (SOURCE.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| [a-z ]+ \| ([^|:]*)", page, re.MULTILINE)
    told = [tuple(re.findall(r"`(\w+/?)`", layer)) for row in rows for layer in row.split(", then ")]
    there = [tuple(f"{name}/" if (SOURCE / name).is_dir() else name for name in names) for names in LAYERS]
    assert [sorted(names) for names in told] == [sorted(names) for names in there]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_arrows_point_down(path: Path) -> None:
    module = name_of(path)
    if module:
        assert upward(module, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("records", "from peerdir.reading.collection import load"),
        ("render.site", "def f():\n    from peerdir.cli import app"),
        ("lint", "import jinja2"),
        ("reading", "from peerdir import audience"),
        ("words", "import requests"),
        ("rules.email_form", "from peerdir.rules.url_form import check"),
        ("records", "from . import collection"),
    ],
)
def test_an_arrow_up_is_found(module: str, text: str) -> None:
    assert len(upward(module, text)) == 1


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_below_the_command_line_reads_clock_environment_or_working_directory(path: Path) -> None:
    if name_of(path).partition(".")[0] in ("environment", "progress", "linting", "cli", "quick", "__main__"):
        return
    text = path.read_text(encoding="utf-8")
    for ambient in (
        "os.environ",
        "os.getcwd",
        "Path.cwd",
        ".today()",
        "datetime.now",
        "time.time",
        "sys.stdout",
        "print(",
    ):
        assert ambient not in text.replace("console.print(", ""), f"{path.name} uses {ambient}"


def test_modules_stay_small() -> None:
    assert [name_of(path) for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 300] == []
