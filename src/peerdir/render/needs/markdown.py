"""A list for a meeting or a newsletter. Whatever comes from a file is escaped, so that it stays text."""

from collections.abc import Iterator

from peerdir.needs import Need
from peerdir.render.changes.markdown import escaped
from peerdir.render.needs import ASK_FIRST, BEGIN, EXAMPLES, GO_ON, Report, checklist, remarks, sentence, similar


def render(report: Report) -> str:
    """Write a heading, a list of needs, and how to start a program."""
    lines = ["## Needs without an answer", ""]
    if not report.needs.needs:
        lines += ["None were found.", ""]
    for number, need in enumerate(report.needs.needs, 1):
        lines += [f"{number}. **{escaped(sentence(need, report))}**", *_parts(need, report)]
    lines += ["", *(f"{escaped(remark)}\n" for remark in remarks(report.needs))]
    if report.needs.needs:
        lines += ["### To start a program", "", ASK_FIRST, ""]
        for phase, items in checklist():
            lines += [f"**{phase.capitalize()}**", "", *(f"- [ ] {item.say('en')}" for item in items), ""]
        lines += [f"In this directory: `{BEGIN}`, then `{GO_ON}`.", ""]
    if report.needs.needs and report.needs.examples:
        shown = (f"- {escaped(one.name)}: `peerdir show {one.id}`" for one in report.needs.examples)
        lines += [f"{EXAMPLES}:", "", *shown, ""]
    return "\n".join(lines)


def _parts(need: Need, report: Report) -> Iterator[str]:
    if need.also:
        yield f"   - The same in: {escaped('; '.join(need.also))}"
    if need.lack == "program":
        yield f"   - Spoken there: {escaped(', '.join(need.languages.values()))}"
    if need.why:
        yield f"   - Why: {escaped('; '.join(need.why))}"
    for one in need.planned:
        without = f" (still without: {', '.join(one.without)})" if one.without else ""
        yield f"   - Planned: {escaped(f'{one.name} ({one.id}){without}')}"
    yield from (f"   - Similar: {escaped(similar(one, report.miles))}" for one in need.similar)
