"""A list for a terminal: what is missing, why it matters, and who does something like it; then how to start."""

from collections.abc import Iterator

from peerdir.cards.columns import readable, wrap
from peerdir.clean import clean
from peerdir.needs import Need
from peerdir.render.needs import ASK_FIRST, BEGIN, EXAMPLES, GO_ON, Report, checklist, sentence, similar

MOST_PLACES, MOST_ITEMS = 5, 2


def render(report: Report) -> str:
    """Write the needs, numbered; nothing for none."""
    if not report.needs.needs:
        return ""
    lines: list[str] = []
    for number, need in enumerate(report.needs.needs, 1):
        mark = f"{number}. "
        lines += _wrapped(mark, sentence(need, report), report.width)
        lines += (line for part in _parts(need, report) for line in _wrapped(" " * len(mark), part, report.width))
        lines.append("")
    lines += _wrapped("", f"To start a program. {ASK_FIRST}", report.width)
    lines += _wrapped("", "Then there are four phases. Each is done when you can say, for example:", report.width)
    for number, (phase, items) in enumerate(checklist(), 1):
        said = " ".join(f'"{item.say("en")}"' for item in items[:MOST_ITEMS])
        lines += _wrapped("  ", f"{number}. {phase.capitalize()}: {said} ({len(items)} points in all)", report.width)
    lines += _wrapped("", f"In this directory: {BEGIN}, then {GO_ON}, which shows every point.", report.width)
    if report.needs.examples:
        lines += _wrapped("", f"{EXAMPLES}:", report.width)
        for one in report.needs.examples:
            lines += _wrapped("  ", f"{one.name}: peerdir show {one.id}", report.width)
    return "".join(f"{line}\n" for line in lines)


def _parts(need: Need, report: Report) -> Iterator[str]:
    """Yield what is said of a need, a line each."""
    if need.also:
        more = f" and {len(need.also) - MOST_PLACES} more" if len(need.also) > MOST_PLACES else ""
        yield f"The same in: {'; '.join(need.also[:MOST_PLACES])}{more}"
    if need.lack == "program":
        yield f"Spoken there: {', '.join(need.languages.values())}"
    if need.why:
        yield f"Why: {'; '.join(need.why)}"
    for one in need.planned:
        without = f" (still without: {', '.join(one.without)})" if one.without else ""
        yield f"Planned: {one.name} ({one.id}){without}"
    yield from (f"Similar: {similar(one, report.miles)}" for one in need.similar)


def _wrapped(mark: str, text: str, columns: int | None) -> Iterator[str]:
    """Write a text behind a mark, on as many lines as it needs; on one in a pipe."""
    said = clean(text)
    lines = wrap(said, max(20, columns - len(mark))) if columns else [said]
    for number, line in enumerate(readable(lines)):
        yield f"{mark if not number else ' ' * len(mark)}{line}"
