"""What is said beside results: how the words were understood, what was left, what to try when nothing is found."""

from peerdir.clean import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from peerdir.query import Answer

KINDS = {
    "conditions": "Conditions",
    "populations": "For",
    "needs": "Help with",
    "modalities": "How",
    "functions": "Functions",
    "languages": "Languages",
    "accessibility": "Access",
    "place": "Places",
    "day": "Days",
    "time": "Times of day",
    "organization": "Organizations",
    "status": "Status",
}
MOST = 8


def notes(answer: "Answer") -> "Iterator[str]":
    """Yield one line after another, each safe to print."""
    if answer.in_danger:
        yield from _emergency(answer)
    if answer.understood:
        yield clean(f"Understood: {' · '.join(answer.understood)}")
    if answer.place:
        yield clean(f"Place: {answer.place}")
    if answer.general:
        yield clean(f"None of these is just for this ({' · '.join(answer.general)}). They are for any condition.")
    if answer.unused:
        yield clean(f"Not used: {', '.join(answer.unused)}")
    for value in answer.unknown:
        yield clean(f"Nothing is known for {value}")
    if answer.total > len(answer.results):
        yield f"The best {len(answer.results)} of {answer.total}; --limit {answer.total} shows all."
    if not answer.total:
        yield from _nothing(answer)


def _nothing(answer: "Answer") -> "Iterator[str]":
    if answer.relaxations:
        yield "Nothing found. This would be found:"
    else:
        yield "Nothing found. Use fewer words, or leave out a filter."
    for left_out, total in answer.relaxations:
        yield clean(f"  without {left_out.replace(': ', ' ')}: {total}")
    if not answer.in_danger:
        yield from _emergency(answer)


def _emergency(answer: "Answer") -> "Iterator[str]":
    if answer.emergency:
        lines = ", ".join(f"{name} {phone}" for name, phone in answer.emergency)
        yield clean(f"If somebody is in danger: {lines}")


def facets(counts: "Mapping[str, Mapping[str, int]]") -> "Iterator[str]":
    """Yield, a kind a line, how many of all that were found have each code, the most frequent first."""
    for kind, codes in counts.items():
        most = sorted(codes, key=lambda code: (-codes[code], code))
        shown = [f"{code} {codes[code]}" for code in most[:MOST]]
        more = [f"and {len(most) - MOST} more"] if len(most) > MOST else []
        yield clean(f"{KINDS.get(kind, kind)}: {', '.join((*shown, *more))}")
