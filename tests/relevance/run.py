"""Ask search every judged query, and let the judge grade what it answers."""

import datetime as dt
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.generate import generate

from peerdir.index.store import open_index
from peerdir.query import Query
from peerdir.reading.collection import load
from peerdir.search.answer import search
from tests.conftest import SAMPLE, TODAY
from tests.relevance import judge

HERE = Path(__file__).parent
TUNED, HELD_OUT = "queries", "heldout"
PARTS = (TUNED, HELD_OUT)
GENERATED = 400
DEPTH = 10


@dataclass(frozen=True, kw_only=True)
class Case:
    """One judged query: what was typed, which kind of query it is, and what it asks for (see `judge`)."""

    query: str
    category: str
    fits: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How one query was answered; all figures from 0 to 1. `ndcg_parts` counts near misses too."""

    case: Case
    found: tuple[str, ...]
    ndcg: float
    ndcg_parts: float
    reciprocal_rank: float
    success: float


def read(part: str) -> tuple[Case, ...]:
    """Return the judged queries of a part, "queries" or "heldout"."""
    return tuple(Case(**case) for case in json.loads((HERE / f"{part}.json").read_text(encoding="utf-8")))


@contextmanager
def directories() -> Iterator[dict[str, Path]]:
    """Yield the shipped directory and a generated one by name."""
    with tempfile.TemporaryDirectory() as folder:
        generated = Path(folder) / "directory"
        generate(GENERATED, generated)
        yield {"shipped": SAMPLE, f"generated ({GENERATED})": generated}


def evaluate(root: Path, cases: Iterable[Case], today: dt.date = TODAY) -> list[Outcome]:
    """Answer every query from the directory in `root`; queries that no program there fits are left out."""
    programs = load(root).programs
    outcomes = []
    with closing(open_index(root, None, today)) as index:
        for case in cases:
            graded = judge.grades(programs, case.fits, today)
            if any(graded.values()):
                stricter = judge.grades(programs, case.fits, today, parts=True)
                answer = search(index, Query(text=case.query, limit=DEPTH))
                found = tuple(result.card["id"] for result in answer.results)
                outcomes.append(_outcome(case, found, graded, stricter))
    return outcomes


def _outcome(case: Case, found: tuple[str, ...], graded: dict[str, int], stricter: dict[str, int]) -> Outcome:
    return Outcome(
        case=case,
        found=found,
        ndcg=judge.ndcg(found, graded, DEPTH),
        ndcg_parts=judge.ndcg(found, stricter, DEPTH),
        reciprocal_rank=judge.reciprocal_rank(found, graded),
        success=judge.success(found, graded),
    )


@dataclass(frozen=True, kw_only=True)
class Means:
    """The means over some queries."""

    queries: int
    ndcg: float
    ndcg_parts: float
    mrr: float
    success: float


def means(outcomes: Sequence[Outcome]) -> Means:
    """Return the means over at least one query."""
    count = len(outcomes)
    return Means(
        queries=count,
        ndcg=sum(o.ndcg for o in outcomes) / count,
        ndcg_parts=sum(o.ndcg_parts for o in outcomes) / count,
        mrr=sum(o.reciprocal_rank for o in outcomes) / count,
        success=sum(o.success for o in outcomes) / count,
    )


def table(title: str, outcomes: Sequence[Outcome]) -> str:
    """Return the means by category as lines of text, all queries last."""
    kinds = dict.fromkeys(outcome.case.category for outcome in outcomes)
    rows = [(kind, means([o for o in outcomes if o.case.category == kind])) for kind in kinds]
    head = f"{title:<44}{'queries':>8}{'nDCG@10':>9}{'MRR':>7}{'succ@3':>8}{'with parts':>12}"
    return "\n".join([head, *(_row(kind, row) for kind, row in rows), _row("all", means(outcomes)), ""])


def _row(kind: str, row: Means) -> str:
    return f"  {kind:<42}{row.queries:>8}{row.ndcg:>9.3f}{row.mrr:>7.3f}{row.success:>8.3f}{row.ndcg_parts:>12.3f}"
