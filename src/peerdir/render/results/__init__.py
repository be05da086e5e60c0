"""Search results for a terminal, a pipe or a program: one module a format, named as `--format` names it."""

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt

    from peerdir.query import Answer, Query

FORMATS = ("table", "cards", "json", "csv", "ids")


class Look:
    """How results are shown: as seen on which day, how wide (None: a pipe, nothing wraps), in bold."""

    __slots__ = ("bold", "today", "width")

    def __init__(self, today: "dt.date", *, width: int | None = None, bold: bool = False) -> None:
        self.today = today
        self.width = width
        self.bold = bold


def render(answer: "Answer", query: "Query", format: str, look: Look) -> str:  # noqa: A002 - the option's name
    """Write an answer in one of FORMATS."""
    shown: str = import_module(f"peerdir.render.results.{format}").render(answer, query, look)
    return shown
