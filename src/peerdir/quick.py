"""The quickest way in: a well-formed call is answered before the command line proper is imported.

Whatever is not plainly that (help, a mistake, an option not named here) is left to the command line, which gives the
same answer. Options are declared there; a test holds the names here against it.
"""

import os
import sys

from peerdir import environment, printed, stamp

DIRECTORY, FORMAT, TODAY = "directory", "format", "today"
LINT = {"-C": DIRECTORY, "--directory": DIRECTORY, "--format": FORMAT, "--today": TODAY}
"""The options of `lint` that are understood here; each has a value behind it."""
FORMATS = ("text", "github", "json", "junit", "markdown", "sarif")
PIPE_CLOSED = 141


def answer(arguments: list[str]) -> int | None:
    """Answer a call and return its exit code; None when this is not the place for it."""
    options, words = _parse(arguments, LINT)
    return _lint(options) if options is not None and words == ["lint"] else None


def _parse(arguments: list[str], known: dict[str, str]) -> tuple[dict[str, str] | None, list[str]]:
    """Return the options by name, and all other words; no options at all when one is not known or has no value."""
    options: dict[str, str] = {}
    words: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        name, is_joined, value = argument.partition("=")
        if not argument.startswith("-"):
            words.append(argument)
        elif name not in known or not (value := value if is_joined else next(rest, "")) or value.startswith("-"):
            return None, words
        else:
            options[known[name]] = value
    return options, words


def _lint(options: dict[str, str]) -> int | None:
    """Print again what the same call printed if nothing has changed that it depends on; else check what has."""
    form = options.get(FORMAT, "text")
    root = environment.find_root(options.get(DIRECTORY))
    # On GitHub a run also adds to the summary of the job.
    if root is None or form not in FORMATS or (form == "github" and "GITHUB_STEP_SUMMARY" in os.environ):
        return None
    try:
        day = environment.today(options.get(TODAY))
    except ValueError:
        return None
    if kept := _kept(root, form, day):
        return _put(*kept)
    import datetime as dt
    from pathlib import Path

    from peerdir.linting import lint_now

    return _put(*lint_now(Path(root), dt.date.fromisoformat(day), form))


def _kept(root: str, form: str, day: str) -> tuple[int, str] | None:
    cache = environment.cache_folder()
    if cache is None:
        return None
    try:
        return printed.recall(
            cache, printed.key(root, form, os.path.relpath(root)), printed.depends(day, stamp.look(root))
        )
    except OSError:
        return None


def _put(code: int, text: str) -> int:
    """Write a result to standard output; be quiet when whoever reads it has gone away."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain once more when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    return code
