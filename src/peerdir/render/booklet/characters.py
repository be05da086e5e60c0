"""Whether a font has every character of the booklet, asked before it is typeset."""

from collections.abc import Iterator, Mapping
from typing import Any

from peerdir.render import fonts
from peerdir.render.booklet.edition import BookletError

PARTS = ("examples", "groups", "index", "language_index", "codes")


def check_characters(content: Mapping[str, Any], known: frozenset[int]) -> None:
    """Raise for the first character that no font has, with the program and the field it is in."""
    for place, value in _places(content):
        if lacking := fonts.lacking(value, known):
            raise BookletError(f"{place}: no font of the booklet has {lacking}; {fonts.ADVICE}")


def _places(content: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield every piece of the booklet with where it comes from."""
    for entry in entries(content):
        yield from ((f"program {entry['id']}, {field}", value) for field, value in entry.items())
    for group in content["groups"]:
        ids = [one["id"] for one in (*group["entries"], *group["see"])]
        yield f"program {ids[0]}, locations", [group["place"], group["region"], group["country"]]
    for name, vocabulary in (("index", "conditions"), ("language_index", "languages")):
        for term in content[name]:
            yield f"program {term['programs'][0]['id']}, {vocabulary}", term
    rest = {key: value for key, value in content.items() if key not in PARTS}
    yield from ((f"directory.yaml or templates, {key}", value) for key, value in rest.items())


def entries(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield every entry of the booklet, examples first."""
    yield from content["examples"]
    for group in content["groups"]:
        yield from group["entries"]
