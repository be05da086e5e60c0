"""The words of all programs: which stand in which, and the runs of scripts that write words without spaces.

Words are shipped as they are folded; the page's script takes their endings off as the index of a search does.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from peerdir.analyse import is_unspaced
from peerdir.index.whole import Tables
from peerdir.render.site.search_data.packing import pack

# The longest beginning that two neighbors in the list can share is one digit of this base.
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
NAME, BODY = 0, 1
TEXTS = "SELECT rowid, name, body FROM text ORDER BY rowid"


def texts(index: Tables, rank: Mapping[int, int]) -> dict[str, Any]:
    """Return words with their rows, sorted, and the runs without spaces of each row as [rank, of its names, others].

    A word is written as how many letters it shares with the one before and the rest of it; its rows are those of the
    programs that have it in their text and, behind a dot, in their names. `rank` numbers the rows of the index.
    """
    found: dict[str, tuple[set[int], set[int]]] = {}
    for row, *columns in index.execute(TEXTS):
        for place, text in enumerate(columns):
            for word in text.split():
                if not is_unspaced(word):
                    found.setdefault(word, (set(), set()))[place].add(rank[row])
    words, rows, before = [], [], ""
    for word in sorted(found):
        shared = _shared(before, word)
        words.append(DIGITS[shared] + word[shared:])
        in_name, in_body = found[word]
        rows.append(pack(sorted(in_body)) + ("." + pack(sorted(in_name)) if in_name else ""))
        before = word
    return {"words": " ".join(words), "rows": " ".join(rows), "runs": list(runs(index, rank))}


def runs(index: Tables, rank: Mapping[int, int]) -> Iterator[list[Any]]:
    """Yield the runs without spaces of each row that has any, as [rank, of its names, others]."""
    for row, *columns in index.execute(TEXTS):
        joined = [_runs(text) for text in columns]
        if any(joined):
            yield [rank[row], *joined]


def _shared(one: str, other: str) -> int:
    length = 0
    while length < min(len(one), len(other), len(DIGITS) - 1) and one[length] == other[length]:
        length += 1
    return length


def _runs(text: str) -> str:
    """Put pairs of neighboring characters together again, each run once: "ab bc" is "abc"."""
    if text.isascii():
        return ""
    runs: list[str] = []
    last = ""
    for word in text.split():
        if not is_unspaced(word):
            last = ""
        elif last and len(word) > 1 and last[-1] == word[0] and len(last) > 1:
            runs[-1] += word[1:]
            last = word
        else:
            runs.append(word)
            last = word
    return " ".join(dict.fromkeys(runs))
