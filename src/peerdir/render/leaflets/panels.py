"""The panels of brochures but for the front and the back: each yields the blocks that stand on it."""

from collections.abc import Iterator, Sequence

from peerdir.records import Program
from peerdir.render.booklet.contact import contact
from peerdir.render.booklet.entry import entry
from peerdir.render.booklet.passages import Passage, flat
from peerdir.render.collation import folded
from peerdir.render.leaflets.contents import LENGTHS, Block, Contents, Panel
from peerdir.render.leaflets.tally import conditions, languages, places, share

FEW = 14  # programs that a brochure names one by one
MOST_EXAMPLES = 2


def heading(name: str, contents: Contents) -> Block:
    """Return the heading with these fixed words."""
    return {"is": "heading", "text": contents.say(name)}


def _texts(kind: str, name: str, contents: Contents, form: str = "points") -> Iterator[Block]:
    yield heading(f"{kind}.{name}_title", contents)
    yield {"is": form, "texts": contents.lines(f"{kind}.{name}")}


def _what(kind: str, length: int, contents: Contents) -> Iterator[Block]:
    yield from _texts(kind, "what", contents, "texts")
    yield from _functions(kind, length, contents)


def _functions(kind: str, length: int, contents: Contents) -> Iterator[Block]:  # noqa: ARG001 - panels take the same
    yield heading(f"{kind}.functions_title", contents)
    pairs = [
        {"sign": one.rpartition(".")[2], "name": contents.say(f"{one}.name"), "text": contents.say(f"{one}.text")}
        for one in contents.names("functions")
    ]
    yield {"is": "pairs", "pairs": pairs}


def _questions(kind: str, length: int, contents: Contents) -> Iterator[Block]:  # noqa: ARG001
    yield heading(f"{kind}.questions_title", contents)
    pairs = [(contents.say(f"{one}.ask"), _answer(one, contents)) for one in contents.names(f"{kind}.questions")]
    yield {"is": "questions", "pairs": [{"name": name, "text": text} for name, text in pairs]}


def _answer(question: str, contents: Contents) -> Passage:
    """Return the answer to a question; one about how many there are has other words for all and for none of them."""
    names = {one.rpartition(".")[2] for one in contents.names(question)}
    for counted in ("free", "alone"):
        found = f"{share(getattr(contents.tally, counted), contents.tally.programs)}_{counted}"
        if found in names:
            return contents.say(f"{question}.{found}")
    return contents.say(f"{question}.answer")


def _how(kind: str, length: int, contents: Contents) -> Iterator[Block]:  # noqa: ARG001
    yield from _texts(kind, "how", contents, "steps")
    yield from _texts(kind, "protocol", contents)


def _chosen(kind: str, length: int, contents: Contents) -> Iterator[Block]:  # noqa: ARG001
    yield from numbers(kind, ("programs", "free", "alone", "room", "languages"), contents)
    yield from _texts(kind, "chosen", contents)


def numbers(kind: str, names: Sequence[str], contents: Contents) -> Iterator[Block]:
    """Yield counts of the whole directory with what was counted; those of nothing are left out."""
    counted = [name for name in names if getattr(contents.tally, name)]
    if not counted:
        return
    yield heading("hosts.now_title" if kind == "hosts" else f"{kind}.numbers_title", contents)
    label = contents.issue.words
    counts = [(name, contents.values[name]) for name in counted]
    rows = [(count, label.say(f"brochure.{kind}.numbers.{name}", count=count)) for name, count in counts]
    yield {"is": "numbers", "rows": [{"count": count, "text": text} for count, text in rows]}


def _about(kind: str, length: int, contents: Contents) -> Iterator[Block]:
    """Name the programs when they are few, else what they are about."""
    if len(contents.programs) <= FEW:
        yield heading(f"{kind}.programs_title", contents)
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
        yield heading(title, contents)
        kept = sorted(found[:length], key=lambda one: folded(flat(one)))
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
            yield heading(f"{kind}.phases_title", contents)
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


def _role(name: str) -> Panel:
    """Return a panel with what this is about, and what somebody in a role can do."""

    def panel(kind: str, length: int, contents: Contents) -> Iterator[Block]:  # noqa: ARG001
        yield from _texts(kind, "what", contents, "texts")
        title, lines = contents.role(name)
        yield {"is": "heading", "text": title}
        yield {"is": "points", "texts": lines}

    return panel


def _functions_and_example(kind: str, length: int, contents: Contents) -> Iterator[Block]:
    yield from _functions(kind, length, contents)
    if length > LENGTHS[5]:
        yield from _worked_example(1, "examples.title", contents)


def _example_or(name: str) -> Panel:
    """Return a panel with a project to learn from; a list, where the directory has no such project."""

    def panel(kind: str, length: int, contents: Contents) -> Iterator[Block]:  # noqa: ARG001
        if past := _past(contents):
            yield from _worked_example(0, "examples.other_title" if len(past) > 1 else "examples.title", contents)
        else:
            yield from _texts(kind, name, contents)

    return panel


def _lists(first: str, second: str) -> Panel:
    """Return a panel with two lists, the first only if it is not in the place of an example."""

    def panel(kind: str, length: int, contents: Contents) -> Iterator[Block]:  # noqa: ARG001
        if _past(contents):
            yield from _texts(kind, first, contents)
        yield from _texts(kind, second, contents)

    return panel


def _worked_example(number: int, title: str, contents: Contents) -> Iterator[Block]:
    """Show the four kinds of support in one of the projects to learn from, and where that is told."""
    for program in _past(contents)[number : number + 1]:
        yield heading(title, contents)
        yield {"is": "name", "text": contents.issue.edition.title(program)}
        told = entry(program, contents.issue.edition)["functions"]
        yield {"is": "pairs", "pairs": [_pair(one, contents) for one in told]}
        yield {"is": "small", "texts": [contents.say("examples.source")]}


def _pair(told: Block, contents: Contents) -> Block:
    sign = told["function"]
    return {"sign": sign, "name": contents.say(f"functions.{sign}.name"), "text": told["activities"]}


def _past(contents: Contents) -> list[Program]:
    """Return the directory's examples to learn from."""
    return [one for one in contents.issue.collection.programs if one.status == "historical" and one.publish.print]


def _host(kind: str, length: int, contents: Contents) -> Iterator[Block]:
    """Say how to help, and what has been done elsewhere: the directory's examples to learn from."""
    yield from _texts(kind, "host", contents)
    edition = contents.issue.edition
    past = _past(contents)
    if past and length > LENGTHS[-2]:
        yield heading(f"{kind}.examples_title", contents)
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
    ("managers", "flap"): _role("managers"),
    ("managers", "inside-1"): _functions_and_example,
    ("managers", "inside-2"): _example_or("promote"),
    ("managers", "inside-3"): _lists("promote", "protocol"),
    ("supporters", "flap"): _role("peers"),
    ("supporters", "inside-1"): _functions_and_example,
    ("supporters", "inside-2"): _example_or("tell"),
    ("supporters", "inside-3"): _lists("tell", "care"),
}
