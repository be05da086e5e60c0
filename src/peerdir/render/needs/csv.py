"""A spreadsheet of needs: a line each, the greatest first."""

from peerdir.needs import Need
from peerdir.render.due.csv import write
from peerdir.render.needs import Report, sentence, similar

HEADER = (
    "points", "missing", "place", "also in", "condition", "languages", "functions", "need", "why", "similar", "planned",
)  # fmt: skip


def render(report: Report) -> str:
    """Write one need a line; a line with the names of the columns is always there."""
    return write(HEADER, (_cells(need, report) for need in report.needs.needs))


def _cells(need: Need, report: Report) -> tuple[str, ...]:
    return (
        str(need.points),
        need.lack,
        need.place,
        "; ".join(need.also),
        "; ".join(need.condition.values()),
        "; ".join(need.languages.values()),
        "; ".join(need.functions.values()),
        sentence(need, report),
        "; ".join(need.why),
        "; ".join(similar(one, report.miles) for one in need.similar),
        "; ".join(f"{one.name} ({one.id})" for one in need.planned),
    )
