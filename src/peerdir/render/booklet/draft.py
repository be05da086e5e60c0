"""How close together entries must be set, found out in drafts: a few entries each, shared out to several processes."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from peerdir.apart import of_each, workers
from peerdir.render.booklet.density import Density
from peerdir.render.booklet.proof import Manuscript, draft
from peerdir.render.typesetting import forget

ENTRIES = 60  # in one draft: a larger one takes more memory than the booklet itself
FEW = 40  # of more entries, some are worth a process of their own
THREADS = Path("/proc/self/task")


def densities(manuscript: Manuscript, ids: Sequence[str], step: Callable[[], None]) -> Mapping[str, Density]:
    """Return for each of these entries of a manuscript how it must be set; `step` is called from time to time."""

    def found(some: Sequence[str]) -> Iterable[tuple[str, Density]]:
        set_so = draft(manuscript._replace(content=only(manuscript.content, set(some))), list(some))
        if len(ids) > ENTRIES:
            forget()
        step()
        return [(id, set_so.get(id, Density.USUAL)) for id in some]  # noqa: A001 - the field's own name

    return of_each(ids, found, _processes(ids), ENTRIES)


def only(content: Mapping[str, Any], ids: Set[str]) -> dict[str, Any]:
    """Return a content with these entries alone, and with nothing else that could not change their height.

    The first entry of a group stands for it even where it is not asked for: the others have no heading above them.
    """
    codes = {id: code for id, code in content["codes"].items() if id in ids}  # noqa: A001 - the field's own name
    indexes: dict[str, list[Any]] = {name: [] for name in content if name == "index" or name.endswith("_index")}
    groups = [{**group, "entries": entries} for group in content["groups"] if (entries := _some(group, ids))]
    return {**content, **indexes, "codes": codes, "groups": groups}


def _some(group: Mapping[str, Any], ids: Set[str]) -> list[Any]:
    """Return the entries of a group that are asked for; if the first is not, its id before them."""
    entries = group["entries"]
    wanted = [entry for entry in entries if entry["id"] in ids]
    return [{"id": entries[0]["id"]}, *wanted] if wanted and wanted[0] is not entries[0] else wanted


def _processes(ids: Sequence[str]) -> int:
    """Return how many processes to share the work out to: one, unless it is sure that a fork cuts off no thread.

    Once the typesetter has been at work in this process it has threads, which Python knows nothing about.
    """
    if len(ids) <= FEW or not THREADS.is_dir() or len(list(THREADS.iterdir())) > 1:
        return 1
    return workers()
