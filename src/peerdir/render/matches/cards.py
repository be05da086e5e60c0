"""A card a candidate: how to reach it, what fits, what speaks against it, what to ask."""

from collections.abc import Iterator

from peerdir.clean import clean
from peerdir.match.candidates import Candidate, Matches
from peerdir.render.matches import AGAINST, FITS
from peerdir.render.results import Look, facts
from peerdir.render.results.cards import layout


def render(matches: Matches, look: Look, limit: int, explain: bool) -> str:
    """Write those that fit, then those that do not, each part with its heading."""
    parts: list[str] = []
    before = None
    for number, one in enumerate(matches.candidates[:limit], 1):
        heading = AGAINST if one.against else FITS
        if heading != before:
            parts.append(f"{heading}\n")
        before = heading
        head = f"{number}. {clean(facts.name(one.result.card, facts.marks(one.result.card, look.today)))}"
        parts.append(layout(head, _rows(one, look, explain, miles=matches.answer.miles), look))
    return "\n".join(parts)


def _rows(one: Candidate, look: Look, explain: bool, *, miles: bool) -> Iterator[tuple[str, str]]:
    card = one.result.card
    yield "", facts.contact(card)
    where = (facts.some(card["where"]), facts.distance(one.result, miles=miles), facts.some(card["brief"], "; "))
    yield "", " · ".join(part for part in where if part)
    for name, texts in (("Fits", one.fits), ("Against", one.against)):
        if texts:
            yield name, "; ".join(texts)
    yield from (("Ask", text) for text in one.ask)
    yield "Checked", facts.checked(card, look.today)
    if explain:
        yield "Why here", "; ".join(one.rank)
