"""The quickest way in: a well-formed call is answered before the command line proper is imported.

Whatever is not plainly that (help, a mistake, an option not named here) is left to the command line, which gives the
same answer. Options are declared there; a test holds the names here against it.
"""

import os
import sys

from peerdir import environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt

    from peerdir.render.results import Look

ONE, MANY, FLAG = "one", "many", "flag"
ALWAYS = {"-C": ("directory", ONE), "--directory": ("directory", ONE), "--today": ("today", ONE)}
OPTIONS = {
    "lint": {**ALWAYS, "--format": ("format", ONE)},
    "search": {
        **ALWAYS,
        "--condition": ("condition", MANY),
        "--population": ("population", MANY),
        "--need": ("need", MANY),
        "--language": ("language", MANY),
        "--modality": ("modality", MANY),
        "--function": ("function", MANY),
        "--accessibility": ("accessibility", MANY),
        "--organization": ("organization", MANY),
        "--status": ("status", MANY),
        "--day": ("day", MANY),
        "--near": ("near", ONE),
        "--within": ("within", ONE),
        "--free": ("free", FLAG),
        "--has-room": ("has_room", FLAG),
        "--limit": ("limit", ONE),
        "--facets": ("facets", FLAG),
        "--format": ("format", ONE),
    },
}
"""The options that are understood here, by command: what each is called inside, and how often it has a value."""
FORMATS = ("text", "github", "json", "junit", "markdown", "sarif")
PIPE_CLOSED = 141
Options = dict[str, "str | list[str] | bool"]


def answer(arguments: list[str]) -> int | None:
    """Answer a call and return its exit code; None when this is not the place for it."""
    for name, known in OPTIONS.items():
        if name in arguments:
            options, words = _parse(arguments, known)
            if options is None or words[:1] != [name]:
                return None
            if name == "search":
                return _search(options, words[1:])
            return _lint(options) if len(words) == 1 else None
    return None


def _parse(arguments: list[str], known: dict[str, tuple[str, str]]) -> tuple[Options | None, list[str]]:
    """Return the options by name, and all other words; no options at all when one is not known or has no value."""
    options: Options = {}
    words: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("-"):
            words.append(argument)
            continue
        name, is_joined, value = argument.partition("=")
        inside, kind = known.get(name, ("", ""))
        if kind == FLAG and not is_joined:
            options[inside] = True
        elif kind in (ONE, MANY) and (value := value if is_joined else next(rest, "")) and value[0] != "-":
            before = options.get(inside, [])
            options[inside] = [*before, value] if kind == MANY and isinstance(before, list) else value
        else:
            return None, words
    return options, words


def _directory(options: Options) -> str | None:
    named = options.get("directory")
    return environment.find_root(named if isinstance(named, str) else None)


def _day(options: Options) -> str | None:
    given = options.get("today")
    try:
        return environment.today(given if isinstance(given, str) else None)
    except ValueError:
        return None


def _lint(options: Options) -> int | None:
    """Print again what the same call printed if nothing has changed that it depends on; else check what has."""
    form, root, day = options.get("format", "text"), _directory(options), _day(options)
    # On GitHub a run also adds to the summary of the job.
    if not root or not day or form not in FORMATS or (form == "github" and "GITHUB_STEP_SUMMARY" in os.environ):
        return None
    if kept := _kept(root, str(form), day):
        return _put(*kept)
    import datetime as dt
    from pathlib import Path

    from peerdir.linting import lint_now

    return _put(*lint_now(Path(root), dt.date.fromisoformat(day), str(form)))


def _kept(root: str, form: str, day: str) -> tuple[int, str] | None:
    cache = environment.cache_folder()
    if cache is None:
        return None
    from peerdir import stamp
    from peerdir.lint import printed

    try:
        return printed.recall(
            cache, printed.key(root, form, os.path.relpath(root)), printed.depends(day, stamp.look(root))
        )
    except OSError:
        return None


def _search(options: Options, words: list[str]) -> int | None:
    """Search, when every option says what it can say."""
    from peerdir import searching
    from peerdir.render import results

    root, day = _directory(options), _day(options)
    form, limit = str(options.pop("format", "table")), str(options.pop("limit", "20"))
    if not root or not day or form not in results.FORMATS or not (limit.isascii() and limit.isdigit() and int(limit)):
        return None
    import datetime as dt

    today, facets = dt.date.fromisoformat(day), bool(options.pop("facets", False))
    asked = {name: value for name, value in options.items() if name not in ("directory", "today")}
    try:
        query = searching.query(
            today=today,
            words=words,
            limit=int(limit),
            count_facets=facets or form == "json",
            root=root,
            **asked,  # type: ignore[arg-type]
        )
    except searching.UsageError:
        return None
    shown = searching.show(query, form, _look(today), root=root, cache=environment.cache_folder(), facets=facets)
    if form in searching.FOR_PROGRAMS:
        getattr(sys.stdout, "reconfigure", lambda **_: None)(encoding="utf-8", newline="")
    code = _put(shown.code, shown.text)
    sys.stderr.write("".join(f"{note}\n" for note in shown.notes))
    return code


def _look(today: "dt.date") -> "Look":
    from peerdir.render.results import Look

    width = environment.terminal_columns()
    return Look(today, width=width, bold=width is not None and not os.environ.get("NO_COLOR"))


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
