"""Staff's own folder laid over our templates: what is to be different on paper, and nothing else.

Whatever prints takes one folder with everything in it. So the files of such a folder are made here, ours and theirs;
where everything stands on a page (the files for Typst and for web pages) stays ours.
"""

import difflib
import json
import re
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from peerdir.assets import assets
from peerdir.reading.source import Source
from peerdir.render import fonts, word_check, word_files
from peerdir.render.booklet import look
from peerdir.render.booklet.passages import base
from peerdir.render.paper_error import PaperError

TEXT, FONTS, ENDING = "text", "fonts", ".yaml"
# The folders of words, all below `text`: those of paper, and those of the web pages, which are read elsewhere.
WORDS, ELSEWHERE = ("", "leaflets", "referral", "due"), ("site", "credibility")
LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]+)*")
NOT_PAPER = ("site", "serve", "coverage")


def files(own: Path) -> dict[str, bytes]:
    """Return all templates of paper by their path, with those in a folder of staff's own laid over ours.

    Raises PaperError with file, line and column in their folder for what cannot be used.
    """
    ours = assets("templates")
    shipped = (path for path in ours.rglob("*") if path.is_file())
    kept = (path for path in shipped if path.relative_to(ours).parts[0] not in NOT_PAPER)
    return {
        **{path.relative_to(ours).as_posix(): path.read_bytes() for path in kept},
        **dict(_words(own, ours)),
        **dict(_look(own, ours)),
        **dict(_fonts(own)),
    }


def booklet_words(own: Path, language: str) -> dict[str, Any]:
    """Return the words of the booklet in a language, which web pages say too. Raises PaperError."""
    ours = assets("templates")
    theirs = dict(_merged(own, ours, ""))
    english, spoken = (
        theirs.get(code) or (word_files.words(path, ours, PaperError) if path.is_file() else {})
        for code in (word_check.ENGLISH, language)
        for path in (ours / TEXT / f"{code}{ENDING}",)
    )
    found: dict[str, Any] = word_files.laid_over(english, spoken)[word_check.TOP]
    return found


def _words(own: Path, ours: Path) -> Iterator[tuple[str, bytes]]:
    _check_places(own)
    for folder in WORDS:
        for code, said in _merged(own, ours, folder):
            yield (Path(TEXT) / folder / f"{code}{ENDING}").as_posix(), _written(said)


def _check_places(own: Path) -> None:
    """Raise for a file of words where nobody would look for it."""
    for path in sorted((own / TEXT).rglob("*.y*ml")):
        folder = path.parent.relative_to(own / TEXT).as_posix()
        name = "" if folder == "." else folder
        if name not in WORDS + ELSEWHERE:
            near = difflib.get_close_matches(name, WORDS[1:] + ELSEWHERE, 1) or [", ".join(WORDS[1:])]
            raise PaperError(f"{path.as_posix()}: no words are read from {TEXT}/{name}; did you mean {near[0]}?")
        if path.suffix != ENDING or not LANGUAGE.fullmatch(path.stem):
            raise PaperError(f"{path.as_posix()}: a file of words is called as its language, such as en{ENDING}")


def _merged(own: Path, ours: Path, folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the languages of a folder that has words in their folder, with all that is said in each."""
    theirs = sorted((own / TEXT / folder).glob(f"*{ENDING}"))
    files = sorted((ours / TEXT / folder).glob(f"*{ENDING}")) if theirs else []
    shipped = {file.stem: word_files.words(file, ours, PaperError) for file in files}
    for path in theirs:
        name, code = path.as_posix(), path.stem
        source = word_files.source(path, name, PaperError, may_be_empty=True)
        if source.data is None:
            continue
        word_check.check(source, name, [*shipped.values()], PaperError)
        below = shipped.get(code) or shipped.get(base(code)) or ({} if folder else _begun(code))
        said = word_files.laid_over(below, source.data)
        word_check.check_days(source, name, said, PaperError)
        yield code, said


def _begun(code: str) -> dict[str, Any]:
    """Return what must be known of a language that we have no words for."""
    return {word_check.TOP: {"language": code}}


def _look(own: Path, ours: Path) -> Iterator[tuple[str, bytes]]:
    path = own / look.FILE
    if not path.is_file():
        return
    source = word_files.source(path, path.as_posix(), PaperError, may_be_empty=True)
    if source.data is None:
        return
    below = _for_paper(word_files.words(ours / look.FILE, ours, PaperError), source)
    look.check(source, path.as_posix(), own, below)
    yield look.FILE, _written(word_files.laid_over(below, source.data))
    for name in look.files(source.data):
        yield Path(name).as_posix(), (own / name).read_bytes()


def _for_paper(ours: Mapping[str, Any], source: Source) -> Mapping[str, Any]:
    """Return our knobs as they are for the paper that a file of theirs names, and back again for each other paper."""
    usual, others = ours["booklet"], ours["other_paper"]
    theirs = source.data.get("booklet")
    paper = theirs.get("paper") if isinstance(theirs, Mapping) else None
    if not isinstance(paper, str) or paper == usual["paper"] or paper not in others:
        return ours
    back = {knob: usual[knob] for knob in others[paper]}
    return {
        **ours,
        "booklet": {**usual, **others[paper]},
        "other_paper": {name: {**back, **knobs} for name, knobs in others.items()},
    }


def _fonts(own: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted((own / FONTS).rglob("*")):
        if path.suffix.lower() in fonts.SUFFIXES:
            content = path.read_bytes()
            try:
                found = next(fonts.characters(content), None)
            except (struct.error, StopIteration, RuntimeError):
                found = None
            if found is None:
                raise PaperError(f"{path.as_posix()}: this font cannot be used; save it as .ttf or .otf anew")
            yield f"booklet/fonts/own/{path.relative_to(own / FONTS).as_posix()}", content


def _written(data: Mapping[str, Any]) -> bytes:
    """Write plain data as JSON, which is YAML."""
    return json.dumps(data, ensure_ascii=False, indent=0).encode()
