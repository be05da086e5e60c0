"""`peerdir vocab`: the words people say, and how to add one."""

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from peerdir.cli.options import Root, cache_folder, check_choice, find_root, put, say, stop

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from peerdir.reading.collection import Collection, Entry
    from peerdir.records import Term, Vocabulary

Name = Annotated[str, typer.Argument(metavar="NAME", help="A vocabulary: conditions, needs, populations…")]
Code = Annotated[str, typer.Argument(metavar="CODE", help="The code that programs write.")]
Format = Annotated[str, typer.Option("--format", metavar="table|json", help="For people or for programs.")]
Texts = list[str] | None

vocab = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Show the words that search understands, add words, and find words that are missing.",
)


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    app.add_typer(vocab, name="vocab")


@vocab.command("list")
def list_(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A vocabulary; all if left out.")] = None,
    directory: Root = None,
    format: Format = "table",  # noqa: A002 - the option's name
) -> None:
    """List the vocabularies, or the terms of one, and how many programs use each."""
    from peerdir.render import terms
    from peerdir.vocabulary.usage import count

    _check(format)
    collection = _load(find_root(directory))
    uses = count(collection)
    shown = [_vocabulary(collection, name)] if name else list(collection.vocabularies.values())
    if format == "json":
        put(terms.dump([terms.plain(one, term, uses) for one in shown for term in one.terms]))
    else:
        put(terms.terms(shown[0], uses) if name else terms.names(shown, uses))


@vocab.command("show")
def show(
    code: Code,
    directory: Root = None,
    format: Format = "table",  # noqa: A002 - the option's name
) -> None:
    """Show one term: its labels, the words people say for it, the programs that use it. 1 if there is none."""
    from peerdir.render import terms
    from peerdir.vocabulary.usage import count, users

    _check(format)
    collection = _load(find_root(directory))
    found = _terms(collection, code)
    if format == "json":
        uses = count(collection)
        put(terms.dump([terms.plain(vocabulary, term, uses) for vocabulary, term in found]))
        return
    for vocabulary, term in found:
        put(terms.whole(vocabulary, term, users(collection, vocabulary, term)))


@vocab.command("add")
def add(
    name: Name,
    code: Code,
    label: Annotated[
        Texts, typer.Option("--label", metavar="TEXT", help="What people read: Asthma, “es: Asma”.")
    ] = None,
    synonym: Annotated[
        Texts, typer.Option("--synonym", metavar="TEXT", help="What people say, with commas: “en: sugar, sweet blood”.")
    ] = None,
    directory: Root = None,
) -> None:
    """Add a term, or words to a term. Nothing else in the file changes. 1 if it cannot be added."""
    from peerdir.cli import changing
    from peerdir.vocabulary.add import NotAddedError, addition
    from peerdir.vocabulary.add import add as added

    root = find_root(directory)
    collection = _load(root)
    entry = _entry(collection, name)
    try:
        after, done = added(entry.source, addition(code, label or (), synonym or (), collection.directory.languages[0]))
    except NotAddedError as error:
        stop(str(error), 1)
    if after != entry.source.raw:
        _look_again(root, entry, after)
        changing.replace(root, entry.path, entry.source.raw, after)
    say(f"{entry.path}: added {', '.join(done)}" if done else f"{entry.path}: all of it is there already")


@vocab.command("check")
def check(
    directory: Root = None,
    format: Format = "table",  # noqa: A002 - the option's name
) -> None:
    """Find missing labels, words that mean nothing and words that terms share. 1 if something is to be mended."""
    from peerdir.clean import clean
    from peerdir.render import terms
    from peerdir.vocabulary.check import check as remarks
    from peerdir.vocabulary.usage import count

    _check(format)
    collection = _load(find_root(directory))
    found = sorted(remarks(collection, count(collection)), key=lambda one: (not one.fault, one.kind))
    if format == "json":
        put(terms.dump([one._asdict() for one in found]))
    else:
        put("".join(f"{clean(f'{one.vocabulary}: {one.message} [{one.kind}]')}\n" for one in found))
    faults = sum(one.fault for one in found)
    say(f"{faults} to mend, {len(found) - faults} to know; words that terms share may be meant")
    raise typer.Exit(1 if faults else 0)


@vocab.command("gaps")
def gaps(
    forget: Annotated[bool, typer.Option("--forget", help="Delete what was kept.")] = False,
    directory: Root = None,
    format: Format = "table",  # noqa: A002 - the option's name
) -> None:
    """Show the words of searches that found nothing; kept if directory.yaml says keep_unanswered_searches: true."""
    from peerdir.cards.columns import table
    from peerdir.clean import clean
    from peerdir.render import terms
    from peerdir.vocabulary import unanswered as kept

    _check(format)
    root, cache = find_root(directory), cache_folder()
    if forget and cache:
        kept.forget(cache, root)
        say("what was kept is deleted")
        return
    found = kept.known(cache, root) if cache else ()
    if format == "json":
        put(terms.dump([one._asdict() for one in found]))
    elif found:
        put(table([("Times", "Words"), *((str(one.times), clean(one.words)) for one in found)]))
    elif kept.wanted(root):
        say("no search has found nothing so far")
    else:
        say(f"nothing is kept; write `{kept.WISH}: true` in directory.yaml to keep the words of such searches")


def _check(format: str) -> None:  # noqa: A002 - the option's name
    check_choice(format, ("table", "json"))


def _load(root: Path) -> "Collection":
    from peerdir.reading.collection import load

    return load(root)


def _no_such(what: str, name: str, known: "Iterable[str]") -> NoReturn:
    near = difflib.get_close_matches(name, list(known), 3, 0.5)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    stop(f'there is no {what} "{name}"{hint}', 1)


def _vocabulary(collection: "Collection", name: str) -> "Vocabulary":
    found = collection.vocabularies.get(name)
    if not found and name in collection.ids["vocabulary"]:
        stop(f"vocabulary/{name}.yaml has errors; run `peerdir lint`", 1)
    return found or _no_such("vocabulary", name, collection.vocabularies)


def _entry(collection: "Collection", name: str) -> "Entry":
    path = f"vocabulary/{_vocabulary(collection, name).id}.yaml"
    return next(entry for entry in collection.entries if entry.path == path)


def _terms(collection: "Collection", code: str) -> "Sequence[tuple[Vocabulary, Term]]":
    from peerdir.vocabulary.usage import find

    known = {term.code for one in collection.vocabularies.values() for term in one.terms}
    return find(collection, code) or _no_such("term", code, known)


def _look_again(root: Path, entry: "Entry", after: bytes) -> None:
    """Read the whole directory with the new text in place of the file; say what would be wrong then, and stop."""
    from peerdir.diagnostic import Severity
    from peerdir.reading.collection import load

    texts: Mapping[str, bytes] = {entry.path: after}
    found = load(root, programs=(), texts=texts).diagnostics
    wrong = [one.message for one in found if one.path == entry.path and one.severity is Severity.ERROR]
    if wrong:
        stop(f"it cannot be added: {wrong[0]}", 1)
