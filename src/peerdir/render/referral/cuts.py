"""How much of a sheet a page takes: smaller letters first, then fewer words, and a line that says what is missing."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from peerdir.render.booklet.passages import Passage, flat, joined
from peerdir.render.leaflets import Issue
from peerdir.render.leaflets.cuts import EVERYTHING, shortened

# Points; smaller than the last is hard to read on paper that has been faxed.
SIZES = (11, 10.5, 10, 9.5)
LARGE = 18
WARNING = 160  # letters of a warning that are always there


class Cut(NamedTuple):
    """How much is told: letters of a text by part, how many of what there is more of, and the parts left out.

    `name` counts the letters of the program's name, `places` the meetings and the places. `danger` is how many letters
    of what to do in a crisis are there however few the others have. With no letter for `what` only the names of the
    four functions are there.
    """

    what: int = EVERYTHING
    who: int = EVERYTHING
    text: int = EVERYTHING
    items: int = EVERYTHING
    places: int = EVERYTHING
    contacts: int = EVERYTHING
    name: int = EVERYTHING
    danger: int = WARNING
    without: tuple[str, ...] = ()


# Left out one after the other. Whom to reach, the steps and what to do in danger stay to the end.
OWN = ("own_language",)
KNOW = (*OWN, "good_to_know")
SAY = (*KNOW, "say", "summary")
ANSWER = (*SAY, "answer")
NEXT = (*ANSWER, "next", "not_for")
ROOM = (*NEXT, "papers", "room")
LAST = (
    Cut(what=0, who=160, text=160, items=10, contacts=1, name=120, without=ANSWER),
    Cut(what=0, who=120, text=120, items=8, contacts=1, name=120, without=ANSWER),
    Cut(what=0, who=100, text=120, items=6, contacts=1, name=80, without=(*ANSWER, "next")),
    Cut(what=0, who=70, text=100, items=5, contacts=1, name=80, without=(*ANSWER, "next")),
    Cut(what=0, who=70, text=100, items=4, contacts=1, name=80, without=NEXT),
    Cut(what=0, who=60, text=80, items=4, contacts=1, name=80, without=NEXT),
    Cut(what=0, who=60, text=80, items=4, contacts=1, name=80, without=ROOM),
    Cut(what=0, who=40, text=80, items=3, contacts=1, name=60, without=ROOM),
    Cut(what=0, who=40, text=60, items=3, contacts=1, name=60, without=ROOM),
    Cut(what=0, who=40, text=40, items=2, contacts=1, name=60, danger=100, without=ROOM),
    Cut(what=0, who=40, text=40, items=2, contacts=1, name=60, danger=40, without=ROOM),
)
CUTS = (
    Cut(without=OWN),
    Cut(places=3, without=OWN),
    Cut(places=2, without=OWN),
    Cut(what=220, places=2, without=OWN),
    Cut(what=180, places=1, without=OWN),
    Cut(what=140, places=1, without=OWN),
    Cut(what=110, places=1, without=OWN),
    Cut(what=110, places=0, without=OWN),
    Cut(what=90, who=300, places=0, without=OWN),
    Cut(what=70, who=250, contacts=2, without=KNOW),
    Cut(what=60, who=200, text=250, contacts=2, without=KNOW),
    Cut(what=60, who=160, text=160, contacts=2, without=KNOW),
    Cut(what=60, who=160, text=160, items=10, contacts=2, without=SAY),
    Cut(what=60, who=120, text=120, items=8, contacts=1, name=120, without=SAY),
    *LAST,
)
LARGE_CUTS = (
    Cut(without=KNOW),
    Cut(what=140, without=KNOW),
    Cut(what=90, without=SAY),
    Cut(what=60, who=200, text=200, contacts=2, without=SAY),
    Cut(what=60, who=200, text=200, contacts=2, without=ANSWER),
    Cut(what=60, who=160, text=160, items=8, contacts=1, without=ANSWER),
    Cut(what=45, who=120, text=120, items=8, contacts=1, name=120, without=ANSWER),
    Cut(what=0, who=200, text=200, items=10, contacts=1, name=120, without=ANSWER),
    *LAST,
)
WHO = ("who", "not_for")


def levels(sheet: Mapping[str, Any], issue: Issue) -> list[dict[str, Any]]:
    """Return a sheet in full at each size, then in fewer and fewer words; the page takes the first that fits."""
    large = issue.form.large_print
    sizes, cuts = ((LARGE,), LARGE_CUTS) if large else (SIZES, CUTS)
    fewer = [{**cut(sheet, one, issue), "size": sizes[-1]} for one in cuts]
    return [*({**sheet, "size": size} for size in sizes), *fewer]


def cut(sheet: Mapping[str, Any], one: Cut, issue: Issue) -> dict[str, Any]:
    """Return a sheet told in fewer words, which says what was left out or cut short."""
    made = {
        **sheet,
        "title": shortened(sheet["title"], one.name),
        "summary": None if "summary" in one.without else _short(sheet["summary"], one.text),
        "warnings": [_short(text, max(one.text, WARNING)) for text in sheet["warnings"]],
        "sides": [_side(side, one) for side in sheet["sides"]],
        "sections": [_section(part, one) for part in sheet["sections"] if part["key"] not in one.without],
        "form": _form(sheet["form"], one),
        "answer": None if "answer" in one.without else sheet["answer"],
    }
    return {**made, "left_out": _left_out(sheet, made, issue)}


def _left_out(whole: Mapping[str, Any], made: Mapping[str, Any], issue: Issue) -> Passage | None:
    """Say which parts are missing or not whole; in large print, where words are dear, only which are missing."""
    missing, shorter = list(_missing(whole, made)), list(_shorter(whole, made))
    named = missing if missing and issue.form.large_print else [*missing, *shorter]
    listed = joined(named, flat(issue.words.say("sheet.comma")), issue.words.language)
    return listed and issue.words.say("sheet.left_out", parts=listed)


def _missing(whole: Mapping[str, Any], made: Mapping[str, Any]) -> Iterator[Passage]:
    kept = {part["key"]: len(part["items"]) for part in made["sections"]}
    for part in whole["sections"]:
        names_only = part["key"] == "what" and kept.get("what", 0) < len(part["items"])
        if part["key"] not in kept or names_only:
            yield part["heading"]
    if whole["answer"] and not made["answer"]:
        yield whole["answer"]["title"]


def _shorter(whole: Mapping[str, Any], made: Mapping[str, Any]) -> Iterator[Passage]:
    kept = {part["key"]: part for part in made["sections"]}
    sides = zip(whole["sides"], made["sides"], strict=True)
    yield from (before["heading"] for before, after in sides if before != after)
    for part in whole["sections"]:
        found = kept.get(part["key"], part)
        if found != part and (part["key"] != "what" or len(found["items"]) == len(part["items"])):
            yield part["heading"]
    if whole["form"] != made["form"]:
        yield whole["form"]["title"]


def _short(passage: Passage | None, letters: int) -> Passage | None:
    return passage and shortened(passage, letters)


def _side(side: Mapping[str, Any], one: Cut) -> dict[str, Any]:
    contacts = [_contact(way, one) for way in side["contacts"][: one.contacts]]
    return {**side, "name": _short(side["name"], one.name), "contacts": contacts}


def _contact(way: Mapping[str, Any], one: Cut) -> dict[str, Any]:
    return {**way, **{key: _short(way[key], one.text) for key in ("title", "hours", "backup", "languages")}}


def _form(form: Mapping[str, Any], one: Cut) -> dict[str, Any]:
    """Shorten what the person agrees to, of which the first sentence is in fixed words."""
    agrees, *rest = form["last"]
    label = shortened(agrees[0]["label"], max(one.text, WARNING))
    return {**form, "last": [[{**agrees[0], "label": label}], *rest]}


def _section(part: Mapping[str, Any], one: Cut) -> dict[str, Any]:
    if part["key"] == "what" and one.what == 0:
        names = joined([item["name"] for item in part["items"]], " · ", part["heading"][0][0])
        return {**part, "items": [{"name": None, "text": names}]}
    letters = one.who if part["key"] in WHO else one.what if part["key"] == "what" else one.text
    # Half a sentence about a crisis helps nobody.
    letters = max(letters, one.danger) if part["key"] == "danger" else letters
    items = [{**item, "text": shortened(item["text"], letters)} for item in _fewer(part, one)]
    return {**part, "items": items}


def _fewer(part: Mapping[str, Any], one: Cut) -> Iterator[Mapping[str, Any]]:
    """Yield as many items as there is room for; when and where have room for some each."""
    seen: dict[str | None, int] = {}
    for item in part["items"]:
        key = item.get("key")
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= (one.places if key else one.items):
            yield item
