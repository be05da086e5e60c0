"""One content typeset in one size after another, until no entry goes off its page."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from peerdir.render.booklet import binding, draft
from peerdir.render.booklet.characters import entries
from peerdir.render.booklet.density import Density, sizes
from peerdir.render.booklet.proof import Manuscript, Proof
from peerdir.render.typesetting import forget

PASSES = 6
Progress = Callable[[int, int], None]


class Memory:
    """What the next booklet may take over from the last: how entries had to be set that have not changed since."""

    def __init__(self) -> None:
        self._entries: Mapping[str, Any] = {}
        self._setting: Any = None
        self._densities: Mapping[str, Density] = {}

    def densities(self, content: Mapping[str, Any]) -> dict[str, Density]:
        """Return how to set the entries that are as they were; nothing for the first booklet."""
        if self._setting != _setting(content):
            return {}
        same = (entry["id"] for entry in entries(content) if self._entries.get(entry["id"]) == entry)
        return {id: self._densities.get(id, Density.USUAL) for id in same}  # noqa: A001 - the field's own name

    def keep(self, content: Mapping[str, Any], proof: Proof) -> None:
        """Keep how the entries of a booklet were set."""
        self._entries = {entry["id"]: entry for entry in entries(content)}
        self._setting = _setting(content)
        self._densities = {span.id: span.density for span in proof.spans}


class Press:
    """Typesets one content in one size after another."""

    def __init__(
        self,
        content: Mapping[str, Any],
        templates: Path,
        today: dt.date,
        front: binding.Front,
        *,
        least: float,
        progress: Progress,
        memory: Memory | None = None,
    ) -> None:
        """Take a content and the folder of the templates; no letters are to be smaller than `least` points."""
        self._content, self._templates, self._today, self._front = content, templates, today, front
        self._least, self._progress, self._memory = least, progress, memory
        self._made: dict[tuple[float, int], Proof] = {}
        self._steps = 0

    def pages(self, text_size: float) -> int:
        """Return how many pages there are with text of this size."""
        return self.typeset(text_size, 0).pages

    def typeset(self, text_size: float, empty_pages: int) -> Proof:
        """Return the booklet with text of this size and empty pages before the last; the last one made is kept."""
        key = text_size, empty_pages
        if key not in self._made:
            self._made.clear()
            self._made[key] = self._typeset(self._manuscript(text_size, empty_pages))
        return self._made[key]

    def _manuscript(self, text_size: float, empty_pages: int) -> Manuscript:
        bound = {"file": self._front.file, "name": self._front.name, "pages": self._front.pages}
        look = {**self._content["look"], **sizes(text_size, self._least), "empty_pages": empty_pages}
        whole = {**self._content, "look": look, "bound": bound}
        return Manuscript(whole, self._front, self._templates, self._today)

    def _typeset(self, manuscript: Manuscript) -> Proof:
        """Typeset until no entry goes off its page.

        A draft tells of nearly all that would: it measures those that may be too tall for a page, which takes less than
        everything a second time.
        """
        known = self._memory.densities(self._content) if self._memory else {}
        unknown = [entry["id"] for entry in entries(self._content) if entry["id"] not in known]
        densities = {**known, **draft.densities(manuscript, unknown, self._step)}
        for _ in range(PASSES):
            if not self._memory:
                forget()
            proof = Proof(manuscript, _close(densities.items()))
            self._step()
            if not (off := [span for span in proof.spans if span.off_page and span.whole]):
                break
            densities |= {span.id: span.density.next() for span in off}
        return proof

    def _step(self) -> None:
        self._steps += 1
        self._progress(self._steps, self._steps + 1)


def _setting(content: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what every entry is set with: knobs, fixed words and fonts."""
    return content["look"], content["text"], content["added_fonts"]


def _close(densities: Iterable[tuple[str, Density]]) -> dict[str, Density]:
    """Leave out those set as usual, so that what has not changed reads the same."""
    return {id: density for id, density in sorted(densities) if density}  # noqa: A001 - the field's own name
