"""A brochure of two pages, each with three panels, to be folded twice: for people, for those who refer, for hosts.

Panels are lists of blocks; where they stand so that the folded paper reads in order is the template's to know. A panel
comes in several tellings, each with shorter lists than the one before: the first that fits is printed.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from peerdir.records import Program
from peerdir.render.booklet.contact import contact, emergency_phone, short_url
from peerdir.render.booklet.passages import Passage, folded
from peerdir.render.leaflets.codes import code
from peerdir.render.leaflets.issue import Issue, LeafletError
from peerdir.render.leaflets.tally import Tally, conditions, languages, places, tally
from peerdir.render.leaflets.typesetting import typeset

KINDS = ("people", "referrers", "hosts")
PANELS = ("front", "flap", "back", "inside-1", "inside-2", "inside-3")
# How long lists are, in the first telling of a panel and in each that follows.
LENGTHS = (40, 32, 26, 20, 15, 11, 8, 5, 3)
FEW = 14  # programs that a brochure names one by one
MOST_EXAMPLES = 2
Block = dict[str, Any]
Panel = Callable[[str, int, "Contents"], Iterator[Block]]


class Contents:
    """What the panels of one brochure are made from: the programs it tells of, and counts of the whole directory."""

    def __init__(self, programs: Sequence[Program], issue: Issue) -> None:
        """Take the programs to tell of, all of them open to people."""
        self.programs = programs
        self.issue = issue
        self.tally: Tally = tally(issue.programs, issue)
        self.values = {key: str(value) for key, value in self.tally._asdict().items()}
        self.values["count"] = self.values["programs"]
        self.values["days"] = str(issue.collection.directory.verification_interval_days)

    def say(self, name: str) -> Passage:
        """Return fixed words with the counts in their places."""
        return self.issue.words.say(f"brochure.{name}", **self.values)

    def lines(self, name: str) -> list[Passage]:
        """Return the fixed words of a list."""
        return self.issue.words.lines(f"brochure.{name}", **self.values)

    def names(self, name: str) -> list[str]:
        """Return the names of the parts of a list."""
        return [one.removeprefix("brochure.") for one in self.issue.words.names(f"brochure.{name}")]


def render(kind: str, issue: Issue, *, only: Sequence[Program] | None = None) -> bytes:
    """Return the brochure for one of KINDS as a PDF; with `only`, it tells of those programs.

    Raises LeafletError when it cannot be made, and when people would be sent to no program at all.
    """
    programs = issue.programs if only is None else [one for one in only if one.listed and one.publish.print]
    if kind != "hosts" and not programs:
        raise LeafletError("there is no program that people can be sent to, so there is nothing to fold")
    contents = Contents(programs, issue)
    panels = {name: [list(_panel(kind, name, length, contents)) for length in LENGTHS] for name in PANELS}
    directory = issue.collection.directory
    title = "".join(text for _, text in contents.say(f"{kind}.title"))
    content = {
        **issue.frame(),
        "title": f"{title} – {directory.title}",
        "author": directory.publisher,
        "panels": panels,
    }
    return typeset("brochure.typ", content, list(PANELS), issue)


def _panel(kind: str, name: str, length: int, contents: Contents) -> Iterator[Block]:
    if name == "front":
        yield from _front(kind, contents)
    elif name == "back":
        yield from _back(kind, contents)
    else:
        yield from INSIDE[kind, name](kind, length, contents)


def _front(kind: str, contents: Contents) -> Iterator[Block]:
    edition, directory = contents.issue.edition, contents.issue.collection.directory
    yield {
        "is": "cover",
        "title": contents.say(f"{kind}.title"),
        "subtitle": contents.say(f"{kind}.subtitle"),
        "directory": contents.issue.title,
        "about": edition.record(directory.subtitle),
        "edition": edition.name(directory.edition),
    }


def _back(kind: str, contents: Contents) -> Iterator[Block]:
    """How to begin, whom to call, what to do in danger, and who says all this."""
    issue, directory = contents.issue, contents.issue.collection.directory
    if kind == "hosts":
        yield from _numbers("hosts", ("programs", "organizations", "languages", "starting"), contents)
    yield _heading(f"{kind}.start_title", contents)
    steps = contents.lines(f"{kind}.start")
    yield {"is": "steps" if len(steps) > 1 else "texts", "texts": steps}
    if directory.contact.visibility == "public" or issue.staff:
        yield {"is": "contact", "contact": contact(directory.contact, issue.edition)}
    if directory.base_url:
        yield _address(directory.base_url, contents)
    yield {"is": "fill"}
    if kind == "people" and directory.emergency:
        yield {
            "is": "help",
            "title": contents.say("help"),
            "lines": [
                {"name": issue.edition.name(one.name), "phone": emergency_phone(one.phone)}
                for one in directory.emergency
            ],
        }
    ends = [contents.say("hosts.source") if kind == "hosts" else contents.say("disclaimer")]
    ends.append(issue.words.say("brochure.published_by", publisher=issue.publisher))
    yield {"is": "small", "texts": ends}


def _address(url: str, contents: Contents) -> Block:
    alternative = contents.issue.words.say("brochure.scan_of", address=short_url(url))
    return {
        "is": "address",
        "code": code(url, alternative),
        "label": contents.say("scan"),
        "url": {"shown": short_url(url), "target": url},
    }


def _heading(name: str, contents: Contents) -> Block:
    return {"is": "heading", "text": contents.say(name)}


def _texts(kind: str, name: str, contents: Contents, form: str = "points") -> Iterator[Block]:
    yield _heading(f"{kind}.{name}_title", contents)
    yield {"is": form, "texts": contents.lines(f"{kind}.{name}")}


def _what(kind: str, length: int, contents: Contents) -> Iterator[Block]:  # noqa: ARG001 - every panel takes the same
    yield from _texts(kind, "what", contents, "texts")
    yield _heading(f"{kind}.functions_title", contents)
    pairs = [
        {"sign": one.rpartition(".")[2], "name": contents.say(f"{one}.name"), "text": contents.say(f"{one}.text")}
        for one in contents.names("functions")
    ]
    yield {"is": "pairs", "pairs": pairs}


def _questions(kind: str, length: int, contents: Contents) -> Iterator[Block]:  # noqa: ARG001
    yield _heading(f"{kind}.questions_title", contents)
    pairs = [(contents.say(f"{one}.ask"), contents.say(f"{one}.answer")) for one in contents.names(f"{kind}.questions")]
    yield {"is": "questions", "pairs": [{"name": name, "text": text} for name, text in pairs]}


def _how(kind: str, length: int, contents: Contents) -> Iterator[Block]:  # noqa: ARG001
    yield from _texts(kind, "how", contents, "steps")
    yield from _texts(kind, "protocol", contents)


def _chosen(kind: str, length: int, contents: Contents) -> Iterator[Block]:  # noqa: ARG001
    yield from _numbers(kind, ("programs", "free", "alone", "room", "languages"), contents)
    yield from _texts(kind, "chosen", contents)


def _numbers(kind: str, names: Sequence[str], contents: Contents) -> Iterator[Block]:
    counted = [name for name in names if getattr(contents.tally, name)]
    if not counted:
        return
    yield _heading("hosts.now_title" if kind == "hosts" else f"{kind}.numbers_title", contents)
    label = contents.issue.words
    rows = [(str(getattr(contents.tally, name)), label.say(f"brochure.{kind}.numbers.{name}")) for name in counted]
    yield {"is": "numbers", "rows": [{"count": count, "text": text} for count, text in rows]}


def _about(kind: str, length: int, contents: Contents) -> Iterator[Block]:
    """Name the programs when they are few, else what they are about."""
    if len(contents.programs) <= FEW:
        yield _heading(f"{kind}.programs_title", contents)
        yield _named(contents.programs[:length], contents)
        yield from _more(len(contents.programs), length, contents)
    else:
        yield from _list(f"{kind}.for_title", conditions(contents.programs, contents.issue), length, contents)


def _where(kind: str, length: int, contents: Contents) -> Iterator[Block]:
    yield from _list(f"{kind}.languages_title", languages(contents.programs, contents.issue), length, contents)
    yield from _list(f"{kind}.places_title", places(contents.programs, contents.issue), length, contents)


def _list(title: str, found: Sequence[Passage], length: int, contents: Contents) -> Iterator[Block]:
    """Yield the first words of a list in the order of the alphabet, and how many more there are."""
    if found:
        yield _heading(title, contents)
        kept = sorted(found[:length], key=lambda one: folded("".join(text for _, text in one)))
        yield {"is": "list", "texts": kept}
        yield from _more(len(found), length, contents)


def _more(count: int, length: int, contents: Contents) -> Iterator[Block]:
    if count > length:
        more = contents.issue.words.say("brochure.and_more", count=str(count - length))
        yield {"is": "texts", "texts": [more]}


def _named(programs: Sequence[Program], contents: Contents) -> Block:
    edition = contents.issue.edition
    return {
        "is": "programs",
        "programs": [
            {
                "name": edition.title(program),
                "place": next(iter(places([program], contents.issue)), None),
                "phone": next((contact(way, edition)["phone"] for way in program.contacts if way.phone), None),
            }
            for program in programs
        ],
    }


def _phases(first: int, last: int) -> Panel:
    def panel(kind: str, length: int, contents: Contents) -> Iterator[Block]:  # noqa: ARG001
        if first == 0:
            yield _heading(f"{kind}.phases_title", contents)
        for one in contents.names(f"{kind}.phases")[first:last]:
            yield {
                "is": "phase",
                "name": contents.say(f"{one}.name"),
                "also": contents.say(f"{one}.also"),
                "texts": contents.lines(f"{one}.steps"),
            }
        if first:
            yield from _texts(kind, "success", contents)

    return panel


def _host(kind: str, length: int, contents: Contents) -> Iterator[Block]:
    """Say how to help, and what has been done elsewhere: the directory's examples to learn from."""
    yield from _texts(kind, "host", contents)
    edition = contents.issue.edition
    past = [one for one in contents.issue.collection.programs if one.status == "historical" and one.publish.print]
    if past and length > LENGTHS[-2]:
        yield _heading(f"{kind}.examples_title", contents)
        pairs = [{"name": edition.title(one), "text": edition.record(one.summary)} for one in past[:MOST_EXAMPLES]]
        yield {"is": "questions", "pairs": pairs}


INSIDE: dict[tuple[str, str], Panel] = {
    ("people", "flap"): _questions,
    ("people", "inside-1"): _what,
    ("people", "inside-2"): _about,
    ("people", "inside-3"): _where,
    ("referrers", "flap"): _chosen,
    ("referrers", "inside-1"): _what,
    ("referrers", "inside-2"): _how,
    ("referrers", "inside-3"): _about,
    ("hosts", "flap"): _host,
    ("hosts", "inside-1"): _what,
    ("hosts", "inside-2"): _phases(0, 2),
    ("hosts", "inside-3"): _phases(2, 4),
}
