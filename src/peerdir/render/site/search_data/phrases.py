"""What people say for every code, day, place and program, as the index of a search has it."""

from collections.abc import Iterator, Mapping
from typing import Any

from peerdir.analyse import key
from peerdir.index.rows import VOCABULARIES
from peerdir.index.whole import Tables

BETWEEN = "|"
MOVED = 1


def kinds(index: Tables) -> dict[str, list[list[Any]]]:
    """Return, for each kind, its codes in the order of their vocabulary: code, label, what else people say for it.

    What a vocabulary's code and label say by themselves is left out. A last 1 marks what an older code stood for: it
    has no place in the order, and all that people said for it stands there.
    """
    found = {kind: list(_vocabulary(index, kind)) for kind in VOCABULARIES}
    others = index.execute(
        "SELECT kind, code, label, said FROM phrase WHERE kind NOT IN ('name', 'place') ORDER BY kind, code, words"
    )
    groups: dict[tuple[str, str, str], list[str]] = {}
    for kind, code, label, said in others:
        if kind not in VOCABULARIES:
            groups.setdefault((kind, code, label), []).append(said)
    for (kind, code, label), said in groups.items():
        found.setdefault(kind, []).append([code, label, BETWEEN.join(said)])
    return {kind: terms for kind, terms in found.items() if terms}


def _vocabulary(index: Tables, kind: str) -> Iterator[list[Any]]:
    labels = dict(index.execute("SELECT code, label FROM term WHERE kind = ? ORDER BY place", (kind,)).fetchall())
    said: dict[tuple[str, str], dict[str, str]] = {}
    sql = "SELECT code, label, words, said FROM phrase WHERE kind = ? ORDER BY code, words"
    for code, label, words, written in index.execute(sql, (kind,)):
        said.setdefault((code, label), {})[words] = written
    for code, label in labels.items():
        is_moved = (code, label) not in said
        own = said.pop((code, label), {})
        for derived in (key(code), key(label)):
            own.pop(derived, None)
        # What a code that has moved was called means the newer one, and only keeps its place here.
        yield [code, "" if is_moved else label, BETWEEN.join(own.values())]
    for (code, label), others in said.items():
        yield [code, label, BETWEEN.join(others.values()), MOVED]


def places(index: Tables) -> list[list[str]]:
    """Return what people say for places: as it is compared, the label, and the code where that is something else."""
    found = index.execute("SELECT words, label, code FROM phrase WHERE kind = 'place' ORDER BY words, code")
    return [[words, label] if words == code else [words, label, code] for words, label, code in found]


def names(index: Tables, rank: Mapping[str, int]) -> list[str]:
    """Return what each program is called, as it is compared, in the order of `rank`."""
    found: list[list[str]] = [[] for _ in rank]
    for words, id_ in index.execute("SELECT words, code FROM phrase WHERE kind = 'name' ORDER BY words"):
        found[rank[id_]].append(words)
    return [BETWEEN.join(said) for said in found]
