"""The generated parts of docs/: rules from their modules, fields from the schemas, commands from their help.

`make docs` writes them, and a test fails when they are old.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from typer.main import get_command
from typer.testing import CliRunner

from peerdir.cli import app
from peerdir.lint.reading_rules import reading_rules
from peerdir.reading import schema
from peerdir.rules import all_rules

FILES = {
    "program": "programs/*.yaml",
    "organization": "organizations/*.yaml",
    "directory": "directory.yaml",
    "vocabulary": "vocabulary/*.yaml",
}


def rules() -> str:
    """List every rule with its text and examples."""
    lines = ["| Rule | Severity | |", "| --- | --- | --- |"]
    lines += [
        f"| [{rule.name}](#{rule.name}) | {rule.severity} | {rule.text.strip().partition(chr(10))[0]} |"
        for rule in all_rules()
    ]
    for rule in all_rules():
        lines += ["", f"## {rule.name}", "", *_examples(rule.text)]
    lines += [
        "",
        "# What reading finds",
        "",
        "A rule speaks of a file only once these are mended.",
    ]
    for rule in reading_rules():
        lines += ["", f"## {rule.name}", "", *_examples(rule.text)]
    return "\n".join(lines)


def _examples(text: str) -> Iterator[str]:
    """Turn a rule's text into Markdown: indented examples become fenced ones."""
    inside = False
    for line in text.strip().splitlines():
        if line.startswith("    ") and not inside:
            yield "```yaml"
            inside = True
        elif inside and line and not line.startswith("    "):
            yield "```"
            yield ""
            inside = False
        if line or not inside:
            yield line[4:] if inside else line
    if inside:
        yield "```"


def fields() -> str:
    """List every field of every kind of file, as the schemas describe it."""
    lines = []
    for kind, files in FILES.items():
        found = schema.schema(kind)
        lines += [f"## {files}", "", found["description"], "", "| Field | Needed | What it is |", "| --- | --- | --- |"]
        lines += list(_rows(found, kind, ""))
        lines.append("")
    return "\n".join(lines)


def _rows(part: Mapping[str, Any], kind: str, path: str) -> Iterator[str]:
    for name, below in part.get("properties", {}).items():
        needed = "yes" if name in part.get("required", ()) or (path == "" and name in _living(part)) else ""
        target, where = _target(below, kind)
        text = below.get("description") or target.get("description", "")
        values = target.get("enum") or target.get("items", {}).get("enum") or []
        shown = (
            f" One of: {', '.join(f'`{value}`' for value in values)}." if values and "properties" not in target else ""
        )
        yield f"| `{path}{name}` | {needed} | {text.replace('|', chr(92) + '|')}{shown} |"
        inner, where = _target(target.get("items", target), where)
        if not isinstance(inner.get("properties"), dict) and isinstance(target.get("additionalProperties"), dict):
            inner, where = _target(target["additionalProperties"], where)
        yield from _rows(inner, where, f"{path}{name}.")


def _living(part: Mapping[str, Any]) -> list[str]:
    """What every program needs that is not historical."""
    for condition in part.get("allOf", ()):
        found: list[str] = condition.get("then", {}).get("else", {}).get("required", [])
        if found:
            return found
    return []


def _target(part: Mapping[str, Any], kind: str) -> tuple[Mapping[str, Any], str]:
    while "$ref" in part:
        file, _, pointer = part["$ref"].partition("#/definitions/")
        kind = file.partition(".")[0] or kind
        part = schema.schema(kind)["definitions"][pointer]
    return part, kind


def commands() -> str:
    """Show the help of every command."""
    lines = []
    for path in (["--help"], *_paths()):
        arguments = path if path[-1] == "--help" else [*path, "--help"]
        shown = CliRunner().invoke(app, arguments, prog_name="peerdir", terminal_width=100).output.strip()
        title = " ".join(["peerdir", *(part for part in path if part != "--help")])
        lines += [f"## {title}", "", "```text", shown, "```", ""]
    return "\n".join(lines)


def _paths() -> Iterator[list[str]]:
    commands: Mapping[str, Any] = getattr(get_command(app), "commands", {})
    for name, command in commands.items():
        below: Mapping[str, Any] = getattr(command, "commands", {})
        yield from ([name, inner] for inner in below) if below else ([name],)


def exit_codes() -> str:
    """List the exit codes."""
    rows = {
        0: "fine",
        1: "errors found, or nothing found",
        2: "wrong usage: an option or a path that is not there",
        3: "could not run: no directory, no permission, disk full",
        70: "a mistake of ours: one line on standard error; `PEERDIR_DEBUG=1` shows the details",
        130: "stopped with Ctrl-C",
        141: "the reader of a pipe went away",
        143: "stopped from outside",
    }
    return "\n".join(["| Code | |", "| --- | --- |", *(f"| {code} | {text} |" for code, text in rows.items())])
