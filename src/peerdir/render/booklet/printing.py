"""A collection to one PDF, typeset by Typst from templates/booklet.

Nothing may be lost on the way to paper, so there is a check on either side of the typesetter: before, that a font has
every character; after, that every entry is there, whole, and ends above the foot of its page. The typesetter itself
says nothing when an entry that must not break is taller than a page: such entries are found by where they end, and
the booklet is typeset again, first with less space in them, then with leave to break them.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

import typst

from peerdir.assets import assets
from peerdir.audience import Audience
from peerdir.collection import Collection
from peerdir.render.booklet import binding, fit, fonts, look
from peerdir.render.booklet.characters import check_characters, entries
from peerdir.render.booklet.codes import codes
from peerdir.render.booklet.document import document
from peerdir.render.booklet.edition import BookletError, Wishes
from peerdir.render.booklet.form import Form
from peerdir.render.booklet.spans import Span, check_spans

__all__ = ["FONT_ADVICE", "NO_GLYPH", "Booklet", "Memory", "check_characters", "make", "render"]

DRAFTS, PASSES = 2, 3
REMEMBERED = 11  # compilations
NO_GLYPH = re.compile(r'"(.*)"` could not be displayed|codepoint `"(.*)"')
FONT_ADVICE = fonts.ADVICE
STANDARDS: list[Any] = ["ua-1", "a-2a"]
# Asked of the finished booklet, in Typst's language: where every entry begins and where it ends, and the last page.
SPANS = """{
  let marks = query(selector(<entry-ends>).or(<code-ends>))
  let ends = marks.map(mark => (mark.value.id, mark.location().position())).to-dict()
  let spans = query(<entry-begins>).filter(mark => mark.value.id in ends).map(mark => {
    let (at, end) = (mark.location().position(), ends.at(mark.value.id))
    mark.value + (page: at.page, y: at.y.pt(), end_page: end.page, end_y: end.y.pt())
  })
  (spans: spans, pages: query(<booklet-ends>).first().location().page())
}"""
Progress = Callable[[int, int], None]


class Booklet(NamedTuple):
    """What was printed: the PDF, how many pages it has, and what somebody who asked for a number should know."""

    pdf: bytes
    pages: int
    notes: tuple[str, ...]


def render(
    collection: Collection,
    *,
    today: dt.date,
    audience: Audience = "public",
    wishes: Wishes = Wishes(),  # noqa: B008 - frozen
    form: Form = Form(),  # noqa: B008 - frozen
    templates: Path | None = None,
) -> bytes:
    """Return the booklet as PDF. Raises BookletError with a plain message when it could not be printed right.

    `collection` is what `audience` may see of a directory, from `audience.view`. A booklet for staff says so.
    """
    return make(collection, today=today, audience=audience, wishes=wishes, form=form, templates=templates).pdf


def make(
    collection: Collection,
    *,
    today: dt.date,
    audience: Audience = "public",
    wishes: Wishes = Wishes(),  # noqa: B008 - frozen
    form: Form = Form(),  # noqa: B008 - frozen
    templates: Path | None = None,
    progress: Progress = lambda _done, _of: None,
    memory: "Memory | None" = None,
) -> Booklet:
    """Return the booklet with what is to be told about it. Raises BookletError as `render` does.

    `progress` is called with how many steps of how many are done. With a `memory`, the same for every booklet made
    of a directory while somebody works on it, what has not changed is not typeset again.
    """
    folder = templates or assets("templates")
    edition = look.edition(collection, folder, today=today, audience=audience, wishes=wishes)
    content = document(edition, look.look(folder, form))
    content |= {"codes": codes({entry["id"]: entry["address"] for entry in entries(content) if "address" in entry})}
    check_characters(content, edition.characters)
    front = binding.front(form.front or binding.named(content["look"]["front"], folder), folder)
    press = Press(content, folder / "booklet", today, front, progress, memory)
    fitted = fit.fit(press.pages, form, content["look"]["text_size"], audience)
    proof, spans = press.typeset(fitted.text_size, fitted.empty_pages)
    check_spans([entry["id"] for entry in entries(content)], spans)
    if memory:
        memory.keep(content, spans)
    return Booklet(proof.pdf(), proof.pages, (*fitted.notes, *binding.notes(front), *_without_code(content, proof)))


def _without_code(content: Mapping[str, Any], proof: "Proof") -> tuple[str, ...]:
    """Say how many entries have no room for the code of their page."""
    number = len(content["codes"].keys() & proof.full)
    have = "1 entry fills its page and has" if number == 1 else f"{number} entries fill their pages and have"
    return (f"{have} the web address without a code",) if number else ()


class Manuscript(NamedTuple):
    """What the template reads, as JSON, and the pages that are bound in."""

    content: bytes
    front: binding.Front


class Press:
    """Typesets one content in one size after another."""

    def __init__(
        self,
        content: Mapping[str, Any],
        folder: Path,
        today: dt.date,
        front: binding.Front,
        progress: Progress,
        memory: "Memory | None" = None,
    ) -> None:
        self._content, self._folder, self._today, self._progress = content, folder, today, progress
        self._front, self._known = front, memory.setting(content) if memory else None
        self._made: dict[tuple[float, int], tuple[Proof, list[Span]]] = {}
        self._steps = 0

    def pages(self, text_size: float) -> int:
        """Return how many pages there are with text of this size."""
        return self.typeset(text_size, 0)[0].pages

    def typeset(self, text_size: float, empty_pages: int) -> tuple["Proof", "list[Span]"]:
        """Return the booklet with text of this size and empty pages before the last; the last one made is kept."""
        key = text_size, empty_pages
        if key not in self._made:
            self._made.clear()
            manuscript = self._manuscript({"text_size": text_size, "empty_pages": empty_pages})
            self._made[key] = _typeset(manuscript, self._folder, self._today, self._step, self._known)
        return self._made[key]

    def _manuscript(self, knobs: Mapping[str, Any]) -> Manuscript:
        bound = {"file": self._front.file, "name": self._front.name, "pages": self._front.pages}
        whole = {**self._content, "look": self._content["look"] | knobs, "bound": bound}
        return Manuscript(json.dumps(whole, ensure_ascii=False).encode(), self._front)

    def _step(self) -> None:
        self._steps += 1
        self._progress(self._steps, self._steps + 1)


class Proof:
    """A booklet that is typeset: its pages, the entries set tight to stay whole, and its PDF when it is wanted."""

    def __init__(
        self,
        compiler: Callable[[], typst.Compiler],
        today: dt.date,
        standards: list[Any],
        pages: int = 0,
        full: frozenset[str] = frozenset(),
    ) -> None:
        self._compiler, self._today, self._standards = compiler, today, standards
        self.pages, self.full = pages, full

    def pdf(self) -> bytes:
        """Return the PDF. Raises BookletError for what the typesetter warns of, too."""
        noon = int(dt.datetime.combine(self._today, dt.time(12), dt.UTC).timestamp())
        try:
            # What was typeset is remembered: it is not done twice.
            pdf, warnings = self._compiler().compile_with_warnings(
                format="pdf", pdf_standards=self._standards, timestamp=noon
            )
        except typst.TypstError as error:
            raise _told(error) from error
        if warnings:
            raise BookletError(f"the booklet's template is not quite right: {_plain(warnings[0])}")
        return cast("bytes", pdf)


class Setting(NamedTuple):
    """How to set the entries: which tight, which may break; a draft has only those that may be too tall."""

    tight: list[str]
    tall: list[str]
    draft: bool = False


class Memory:
    """What the next booklet may take over from the last: how entries had to be set that have not changed since."""

    def __init__(self) -> None:
        self._entries: Mapping[str, Any] = {}
        self._setting: Setting | None = None

    def setting(self, content: Mapping[str, Any]) -> Setting | None:
        """Return how to set the entries that are as they were, for a start; None for the first booklet."""
        if self._setting is None:
            return None
        same = {entry["id"] for entry in entries(content) if self._entries.get(entry["id"]) == entry}
        tight, tall, _ = self._setting
        return Setting([id for id in tight if id in same], [id for id in tall if id in same])  # noqa: A001 - its name

    def keep(self, content: Mapping[str, Any], spans: Iterable[Span]) -> None:
        """Keep how the entries of a booklet were set."""
        found = list(spans)
        self._entries = {entry["id"]: entry for entry in entries(content)}
        tall = [span.id for span in found if not span.whole]
        self._setting = Setting([*(span.id for span in found if span.tight), *tall], tall)


def _typeset(
    manuscript: Manuscript, folder: Path, today: dt.date, step: Callable[[], None], known: Setting | None
) -> tuple[Proof, list[Span]]:
    """Typeset until no entry goes off its page; return that and the spans of the entries.

    Most entries that do are found in drafts: of those that may be too tall for a page, then of those that are, with
    less space in them. That takes less than everything a second time. With what is `known` no draft is needed.
    """
    tight = set(known.tight if known else ())
    tall = set(known.tall if known else ())
    for number in range(DRAFTS if known else 0, DRAFTS + PASSES):
        draft = number < DRAFTS
        if draft and number > 0 and not tight:
            continue
        if not known:
            _forget()
        proof, spans = _compile(manuscript, Setting(sorted(tight), sorted(tall), draft), folder, today)
        step()
        off = {span.id for span in spans if span.off_page and span.whole}
        if not off and not draft:
            break
        tall |= off & tight
        tight |= off
    return proof, spans


def _compile(manuscript: Manuscript, setting: Setting, folder: Path, today: dt.date) -> tuple[Proof, list[Span]]:
    """Typeset once.

    What the template reads is given as files in the root of its project, because whatever is given in another way is
    a part of everything, and nothing of one typesetting could be used in the next.
    """
    root = manuscript.front.root
    template = folder.resolve().relative_to(root.resolve()) / "booklet.typ"
    files: Any = {  # one more kind of input than the type hints of Typst know
        "main.typ": f'#include "/{template.as_posix()}"'.encode(),
        "content.json": manuscript.content,
        "pass.json": json.dumps(setting._asdict()).encode(),
    }

    def compiler() -> typst.Compiler:
        fonts_of_ours = typst.Fonts(False, False, [folder / "fonts"])
        return typst.Compiler(files, root=root, font_paths=fonts_of_ours, ignore_system_fonts=True)

    standards = [] if manuscript.front.pages else STANDARDS
    try:
        answer = json.loads(compiler().eval(SPANS))
    except RuntimeError:
        Proof(compiler, today, standards).pdf()  # fails too, and says where in the template
        raise
    spans = [Span(**span) for span in answer["spans"]]
    full = frozenset(span.id for span in spans if span.whole and span.tight)
    return Proof(compiler, today, standards, answer["pages"], full), spans


def _forget() -> None:
    """Have the typesetter let go of what it remembers of earlier passes: a gigabyte for a thousand pages.

    It drops what ten compilations have not asked for, and only then; these take a millisecond each.
    """
    none = typst.Fonts(False, False, [])
    for _ in range(REMEMBERED):
        typst.compile(b"", format="svg", ignore_system_fonts=True, font_paths=none)


def _told(error: typst.TypstError) -> BookletError:
    if found := NO_GLYPH.search(error.message):
        return BookletError(f"no font of the booklet can print {(found[1] or found[2])!r}; {FONT_ADVICE}")
    return BookletError(f"the booklet's template cannot be typeset: {_plain(error)}")


def _plain(error: typst.TypstError | typst.TypstWarning) -> str:
    """Say what Typst says in one line: where, what, and its advice."""
    where = next((line for line in error.diagnostic.splitlines() if "┌─" in line), "")
    file = re.search(r"[\\/]booklet[\\/](\S+\.typ:[0-9]+:[0-9]+)", where)
    place = f"templates/booklet/{file[1]}: " if file else ""
    advice = f" ({'; '.join(error.hints)})" if error.hints else ""
    return f"{place}{error.message}{advice}"
