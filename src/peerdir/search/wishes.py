"""What a person's words ask for beside the condition: each becomes a wish that a program may or may not meet.

A search leaves out what does not meet them; somebody who looks for a program for one person wants to see it, with the
reason.
"""

from peerdir.match.judge import NAMES
from peerdir.search.understand import Phrase, understand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peerdir.index.store import Index
    from peerdir.query import Query

KINDS = ("languages", "populations", "needs", "modalities", "functions", "accessibility", "day")


class Apart:
    """A query with its wishes as filters; how they and the mended words were understood, and what was no use.

    `said` are wishes that no filter can say, by kind: {"day": "tuesday evening"}. `in_danger` as `understand` has it.
    """

    __slots__ = ("in_danger", "query", "said", "understood", "unused")

    def __init__(
        self,
        query: "Query",
        said: "Mapping[str, str]",
        understood: "Sequence[str]",
        unused: "Sequence[str]",
        *,
        in_danger: bool,
    ) -> None:
        self.query = query
        self.said = said
        self.understood = tuple(understood)
        self.unused = tuple(unused)
        self.in_danger = in_danger


def apart(index: "Index", query: "Query") -> Apart:
    """Take the wishes out of a query's words: "stroke in Spanish" is about stroke, and asks for Spanish."""
    found = understand(index, query.text)
    has_time = any(kind == "time" for phrase in found.phrases for kind, _, _ in phrase.concepts)
    filters = {kind: list(values) for kind, values in query.filters.items()}
    said: dict[str, list[str]] = {}
    left: list[str] = []
    understood = [f'showing results for "{words}"' for words in found.mended]
    for phrase in found.phrases:
        kind = _kind(phrase)
        # "Tuesday evening" is one thing: a day beside a time of day goes with it.
        if kind in ("way", "time") or (kind == "day" and has_time):
            said.setdefault("way" if kind == "way" else "day", []).append(phrase.words)
        elif kind in KINDS:
            understood.append(f"{NAMES[kind]}: {' / '.join(label for _, _, label in phrase.concepts)}")
            values = [code if kind == "day" else label for _, code, label in phrase.concepts]
            filters.setdefault(kind, []).extend(one for one in values if one not in filters.get(kind, ()))
        else:
            left.append(f"near {phrase.words}" if phrase.is_near else phrase.words)
    if found.far:
        left.append(found.far)
    wishes = {kind: " ".join(words) for kind, words in said.items()}
    understood += [f"{NAMES[kind]}: {words}" for kind, words in wishes.items()]
    rest = query.but(text=" ".join(left), filters=filters)
    return Apart(rest, wishes, understood, found.unused, in_danger=found.in_danger)


def _kind(phrase: Phrase) -> str:
    """Return the kind of wish that a phrase is; "" for what it is about, a place, or words of several meanings."""
    kinds = {kind for kind, _, _ in phrase.concepts}
    if phrase.names:
        return ""
    if "way" in kinds:
        return "way"
    if kinds <= {"day", "time"}:
        return "time" if "time" in kinds else "".join(kinds)
    return kinds.pop() if len(kinds) == 1 else ""
