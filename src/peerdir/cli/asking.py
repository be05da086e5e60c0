"""A conversation on a terminal: lines in and out, words completed with the tabulator, and a draft after each answer."""

import contextlib
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer

from peerdir.cli.options import say

HUNG_UP = 129
MOST_COMPLETIONS = 50
DRAFTS = "drafts"
UNFINISHED = "A draft, not finished and not in the directory yet. Go on with: peerdir new --from {path}"


class Terminal:
    """Asks and tells on the terminal the command was started from."""

    def ask(self, known: Sequence[str] = ()) -> str:
        """Return a line that was typed; the tabulator completes the last word with those that are known."""
        with _completing(known):
            return input("> ")

    def tell(self, text: str) -> None:
        """Show a line."""
        typer.echo(text)


def is_terminal() -> bool:
    """Tell whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@contextlib.contextmanager
def _completing(known: Sequence[str]) -> Iterator[None]:
    """Complete what is typed behind the last comma, where the system can."""
    try:
        import readline
    except ImportError:
        yield
        return

    def complete(begun: str, number: int) -> str | None:
        said = begun.lstrip()
        found = [one for one in known if one.casefold().startswith(said.casefold())][:MOST_COMPLETIONS]
        blank = " " * (len(begun) - len(said))
        return blank + found[number] if number < len(found) else None

    readline.set_completer(complete)
    readline.set_completer_delims(",")
    readline.parse_and_bind("tab: complete")
    # Signs for pasting would stand among the words where the terminal does not know them.
    readline.parse_and_bind("set enable-bracketed-paste off")
    try:
        yield
    finally:
        readline.set_completer(None)


@contextlib.contextmanager
def hanging_up() -> Iterator[None]:
    """End in order when the window is closed, as on Ctrl-C."""
    if not hasattr(signal, "SIGHUP"):
        yield
        return
    before = signal.signal(signal.SIGHUP, lambda *_: sys.exit(HUNG_UP))
    try:
        yield
    finally:
        signal.signal(signal.SIGHUP, before)


class Draft:
    """The answers so far, in a file of its own beside the entries, so that a stop or a crash loses none of them."""

    def __init__(self, root: Path) -> None:
        self._root, self._path, self._content = root, Path(), b""

    def save(self, answers: Mapping[str, Any]) -> None:
        """Write the answers there are. The first time a name is taken that is not taken yet."""
        from peerdir import output
        from peerdir.edit.draft import compose, id_of
        from peerdir.edit.files import create

        if not self._content:
            name = id_of(str(answers.get("name", ""))) or "program"
            taken = (
                self._root / DRAFTS / f"{name}{number}.yaml" for number in ("", *(f"-{n}" for n in range(2, 1000)))
            )
            self._path = next(path for path in taken if not path.exists())
        content = compose(answers, "program", f"# {UNFINISHED.format(path=self._path)}")
        if self._content:
            output.replace_file(self._path, self._content, content)
        else:
            create(self._path, content)
        self._content = content

    def keep(self) -> None:
        """Say where the answers are."""
        if self._content:
            say(f"your answers are kept; go on with: peerdir new --from {self._path}")
        else:
            say("stopped before a new answer; nothing was written")

    def discard(self) -> None:
        """Delete the draft once all of it stands in the entry; not if somebody has changed it meanwhile."""
        from peerdir.edit.files import delete
        from peerdir.output import ChangedMeanwhileError

        if self._content:
            with contextlib.suppress(ChangedMeanwhileError, OSError):
                delete(self._path, self._content)
                self._path.parent.rmdir()
