"""The content of a booklet as headings, paragraphs and items one after another, whatever they are written as."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from peerdir.render.booklet.characters import entries
from peerdir.render.booklet.passages import Passage, joined

Content = Mapping[str, Any]
FACTS = ("also_known_as", "conditions", "needs", "eligibility", "excludes")
INDEXES = {
    "condition-index": "index",
    "place-index": "place_index",
    "language-index": "language_index",
    "program-index": "program_index",
}


class Block(NamedTuple):
    """A heading, a paragraph, an item of a list or a step in its turn: its text, and what stands before it in bold.

    `level` is that of a heading, from 1. `id` is what links lead to; `target` is where the text itself leads.
    """

    kind: Literal["heading", "paragraph", "item", "step"]
    text: Passage
    name: Passage | None = None
    level: int = 0
    id: str | None = None
    target: str | None = None


class Teller:
    """Tells the parts of one booklet."""

    def __init__(self, content: Content) -> None:
        """Take the document that the printed booklet is made from."""
        self._content, self._words = content, content["text"]
        self._numbers = {entry["id"]: number for number, entry in enumerate(entries(content), start=1)}

    def blocks(self) -> Iterator[Block]:
        """Yield everything the booklet says, part by part; what only makes sense on paper is left out."""
        parts = {
            "cover": self._cover,
            "emergency": self._emergency,
            "how-to-use": self._how_to_use,
            "legend": self._legend,
            "contents": self._contents,
            "changes": self._changes,
            "examples": self._examples,
            "programs": self._programs,
            "how-to-refer": self._how_to_refer,
            "policy": self._policy,
        }
        if self._content["parts"][0] != "cover":
            yield self._heading(1, self._content["title"])
        for part in self._content["parts"]:
            if part in INDEXES:
                yield from self._index(INDEXES[part])
            elif part in parts:
                yield from parts[part]()

    def _say(self, text: str) -> Passage:
        return [(self._content["language"], text)]

    def _word(self, name: str) -> Passage:
        found: Any = self._words
        for key in name.split("."):
            found = found[key]
        return self._say(str(found))

    def _filled(self, name: str, key: str, value: Passage) -> Passage:
        before, _, after = self._word(name)[0][1].partition(f"{{{key}}}")
        return [*(self._say(before) if before else []), *value, *(self._say(after) if after else [])]

    def _heading(self, level: int, text: Passage, id: str | None = None) -> Block:  # noqa: A002 - as in HTML
        return Block("heading", text, level=level, id=id)

    def _cover(self) -> Iterator[Block]:
        content = self._content
        yield self._heading(1, content["title"])
        yield from _paragraphs([content["subtitle"], content["edition"], content["selection"]])
        if content["staff"]:
            yield Block("paragraph", self._word("staff.notice"))
        yield Block("paragraph", self._filled("published_by", "publisher", content["publisher"]))
        yield Block("paragraph", self._filled("issued", "date", self._say(content["issued"])))

    def _emergency(self) -> Iterator[Block]:
        yield self._heading(2, self._word("emergency.title"))
        yield Block("paragraph", self._word("emergency.text"))
        for line in self._content["emergency"]:
            yield self._linked(line["phone"], name=line["name"])
            yield from _paragraphs([line["note"]])

    def _how_to_use(self) -> Iterator[Block]:
        yield self._heading(2, self._word("how_to_use.title"))
        yield from (Block("step", self._say(step)) for step in self._words["how_to_use"]["steps"])
        yield Block("paragraph", self._word("how_to_use.before_you_go"))

    def _legend(self) -> Iterator[Block]:
        """The four kinds of support by name: signs are for paper."""
        yield self._heading(2, self._word("legend.title"))
        for name in self._content["functions"]:
            explanation = self._word(f"functions.{name}.explanation")
            yield Block("paragraph", explanation, name=self._word(f"functions.{name}.name"))
        if self._content["marks"]:
            yield self._heading(3, self._word("legend.marks_title"))
        for mark in self._content["marks"]:
            yield Block("paragraph", self._word(f"legend.marks.{mark}"), name=self._word(f"marks.{mark}"))
        yield from _paragraphs([self._content["untranslated"]])

    def _contents(self) -> Iterator[Block]:
        yield self._heading(2, self._word("contents"))
        for group in self._content["groups"]:
            if group["entries"]:
                yield Block("paragraph", [], name=_place(group))
            yield from (self._line(entry) for entry in group["entries"])

    def _line(self, one: Content) -> Block:
        """A program by the number of its entry."""
        number = self._say(f"{self._numbers[one['id']]}. ")
        note = [*self._say(" ("), *one["note"], *self._say(")")] if one.get("note") else []
        return Block("item", [*number, *one["name"], *note], target=f"#program-{one['id']}")

    def _changes(self) -> Iterator[Block]:
        changes = self._content["changes"]
        yield self._heading(2, self._word("changes.title"))
        yield Block("paragraph", changes["since"])
        for kind in ("new", "changed", "closed"):
            if changes[kind]:
                yield self._heading(3, self._word(f"changes.{kind}"))
            for one in changes[kind]:
                yield self._line(one) if "id" in one else Block("item", one["name"])
                yield from _paragraphs([one.get("fields")])

    def _examples(self) -> Iterator[Block]:
        yield self._heading(2, self._word("examples.title"))
        yield Block("paragraph", self._word("examples.text"))
        for entry in self._content["examples"]:
            yield from self._entry(entry, 3)

    def _programs(self) -> Iterator[Block]:
        yield self._heading(2, self._word("programs"))
        for group in self._content["groups"]:
            for above in group["above"]:
                yield self._heading(3 + above["depth"], _place(above))
            yield self._heading(3 + group["depth"], _place(group))
            for entry in group["entries"]:
                yield from self._entry(entry, 3 + self._content["group_depth"])
            if group["see"]:
                yield Block("paragraph", [], name=self._word("see"))
                yield from (self._line(one) for one in group["see"])

    def _entry(self, entry: Content, level: int) -> Iterator[Block]:
        number = self._say(f"{self._numbers[entry['id']]}. ")
        yield self._heading(level, [*number, *entry["name"]], f"program-{entry['id']}")
        yield from _paragraphs([entry["organization"], *(self._word(f"marks.{mark}") for mark in entry["marks"])])
        yield from self._facts(entry, ("alert",))
        yield from _paragraphs([entry["summary"]])
        yield from self._facts(entry, FACTS)
        for one in entry["functions"]:
            yield Block("paragraph", one["activities"], name=self._word(f"functions.{one['function']}.name"))
        if entry["contacts"]:
            yield Block("paragraph", [], name=self._word("entry.contacts"))
        for way in entry["contacts"]:
            yield from self._contact(way)
        if entry["referral"]:
            yield from self._facts(entry["referral"], ("capacity",))
        yield from self._facts(entry, ("locations", "schedule", "modalities", "languages", "cost"))
        if entry["referral"]:
            yield from self._referral(entry["referral"])
        yield from self._facts(entry, ("escalation",))
        for other in entry["translations"]:
            yield from _paragraphs([other["language"], other["name"], other["summary"]])
        yield from _paragraphs([entry["verification"]])

    def _facts(self, of: Content, keys: Sequence[str]) -> Iterator[Block]:
        """Each with its name before it; several under one name have it before the first."""
        for key in keys:
            told = of[key] if key in ("locations", "schedule") else [of[key]]
            for number, passage in enumerate(filter(None, told)):
                yield Block("paragraph", passage, name=self._word(f"entry.{key}") if number == 0 else None)

    def _contact(self, way: Content) -> Iterator[Block]:
        if way["staff"]:
            yield Block("paragraph", self._word("staff.mark"))
        yield from _paragraphs([way["title"]])
        yield from (self._linked(way[key]) for key in ("phone", "email", "url") if way[key])
        yield from _paragraphs([way["hours"], way["backup"]])

    def _linked(self, it: Content, name: Passage | None = None) -> Block:
        return Block("paragraph", self._say(it["shown"]), name=name, target=it["target"] or "")

    def _referral(self, referral: Content) -> Iterator[Block]:
        if referral["methods"]:
            yield Block("paragraph", referral["methods"], name=self._word("entry.referral"))
        yield from self._facts(referral, ("required_documents", "consent"))
        yield from (Block("step", step) for step in referral["steps"])
        yield from self._facts(referral, ("feedback",))
        for side in referral["sides"]:
            yield Block("paragraph", [], name=side["title"])
            for way in side["contacts"]:
                yield from self._contact(way)

    def _index(self, key: str) -> Iterator[Block]:
        fixed = self._words[key]
        yield self._heading(2, self._say(fixed["title"]))
        for term in self._content[key]:
            yield from (self._see(one, fixed) for one in term.get("before", ()))
            yield self._heading(3, term["name"] if "name" in term else _place(term))
            yield from (self._line(one) for one in term["programs"])
            yield from (self._see(one, fixed) for one in term.get("behind", ()))

    def _see(self, one: Content, fixed: Content) -> Block:
        before, _, after = fixed["see"].partition("{terms}")
        return Block("paragraph", [*one["word"], *self._say(f", {before}"), *one["terms"], *self._say(after)])

    def _how_to_refer(self) -> Iterator[Block]:
        words = self._words["how_to_refer"]
        yield self._heading(2, self._say(words["title"]))
        yield Block("paragraph", self._say(words["text"]))
        yield from (Block("step", self._say(step)) for step in words["steps"])
        yield Block("paragraph", self._say(words["danger"]))
        if self._content["referred_only"]:
            yield self._heading(3, self._say(words["referred_only"]["title"]))
            yield Block("paragraph", self._say(words["referred_only"]["text"]))
            yield from (self._line(one) for one in self._content["referred_only"])

    def _policy(self) -> Iterator[Block]:
        yield self._heading(2, self._word("about.title"))
        for one in self._content["policy"]:
            yield Block("item" if one["item"] else "paragraph", one["text"])
        yield Block("paragraph", self._content["disclaimer"] or self._word("about.disclaimer"))
        yield self._heading(3, self._word("about.checks_title"))
        yield from _paragraphs(self._content["checks"])
        if self._content["contact"]:
            yield Block("paragraph", self._word("about.corrections"))
            yield from self._contact(self._content["contact"])


def _paragraphs(passages: Sequence[Passage | None]) -> Iterator[Block]:
    yield from (Block("paragraph", passage) for passage in passages if passage)


def _place(group: Content) -> Passage:
    return joined([group["place"], group["region"], group["country"]], ", ", "en") or []
