"""One id a line, for other programs."""

from peerdir.clean import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from peerdir.query import Answer, Query
    from peerdir.render.results import Look


def render(answer: "Answer", query: "Query", look: "Look") -> str:
    """List the ids, the best fit first."""
    del query, look
    return "".join(f"{clean(result.card['id'])}\n" for result in answer.results)
