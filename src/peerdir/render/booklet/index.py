"""The indexes at the back: by condition and by language, each with the programs by name."""

from collections.abc import Iterable
from typing import Any

from peerdir.records import Program
from peerdir.render.booklet.edition import Edition
from peerdir.render.booklet.groups import by_name
from peerdir.render.booklet.passages import Passage, base, folded, joined


def by_condition(listed: Iterable[Program], edition: Edition) -> list[dict[str, Any]]:
    """Return the conditions by their words."""
    return _index("conditions", [(code, p, False) for p in listed for code in p.conditions], edition)


def by_language(listed: Iterable[Program], edition: Edition) -> list[dict[str, Any]]:
    """Return the languages by their words, but for the booklet's own; a program with an interpreter says so."""
    offers = [
        (offer.code, p, offer.level == "interpreter")
        for p in listed
        for offer in p.languages
        if base(offer.code) != base(edition.language)
    ]
    return _index("languages", offers, edition)


def _index(vocabulary: str, found: list[tuple[str, Program, bool]], edition: Edition) -> list[dict[str, Any]]:
    """Return the terms of a vocabulary by their words, each with its programs; True marks an interpreter."""
    labels = {code: edition.collection.label(vocabulary, code, edition.language) for code, _, _ in found}
    return [
        {
            "name": _with_own_name(code, edition) if vocabulary == "languages" else edition.say(labels[code]),
            "programs": [
                {"id": p.id, "name": edition.say(p.name), "interpreter": interpreter}
                for _, p, interpreter in sorted(
                    (one for one in found if one[0] == code), key=lambda one: by_name(one[1])
                )
            ],
        }
        for code in sorted(labels, key=lambda code: (folded(labels[code]), code))
    ]


def _with_own_name(language: str, edition: Edition) -> Passage | None:
    """Return a language as readers call it and as it calls itself: "Spanish · Español"."""
    name = edition.say(edition.collection.label("languages", language, edition.language))
    own = edition.own_name(language)
    same = own is not None and own[0][1] == name[0][1]
    return joined([name, None if same else own], " · ", edition.language)
