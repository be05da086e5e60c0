"""What a search reads in the index: phrases and what they mean, words near a word, sets of programs."""

from peerdir.analyse import cuts, edits, most_edits, pairs
from peerdir.index.postings import collect, union, unpack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from peerdir.index.store import Index

    Concept = tuple[str, str, str]

# A concept is a kind, a code and a label. These kinds are vocabularies; others are everyday words, places and names.
VOCABULARIES = ("conditions", "populations", "needs", "modalities", "functions", "accessibility", "languages")
AT_ONCE = 500
MOST_COMPLETED = 12
MOST_SUGGESTED = 3
LAST_LETTER = "\U0010ffff"


def _chunks(values: "Iterable[str]") -> "Iterable[list[str]]":
    wanted = list(values)
    return (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE))


def concepts(index: "Index", said: "Iterable[str]") -> "Mapping[str, list[Concept]]":
    """Return what phrases mean, of those that mean something; phrases are given as they are compared."""
    found: dict[str, list[Concept]] = {}
    for chunk in _chunks(said):
        marks = ",".join("?" * len(chunk))
        sql = f"SELECT words, kind, code, label FROM phrase WHERE words IN ({marks}) ORDER BY words, kind, code"  # noqa: S608
        for words, *concept in index.execute(sql, chunk):
            found.setdefault(words, []).append(tuple(concept))
    return found


def known_words(index: "Index", said: "Iterable[str]") -> "Mapping[str, int]":
    """Return what words are worth that stand in phrases (2: of a vocabulary, 1: of a place) or in texts (0)."""
    found: dict[str, int] = {}
    for chunk in _chunks(said):
        marks = ",".join("?" * len(chunk))
        found |= dict(index.execute(f"SELECT word, said FROM word WHERE word IN ({marks})", chunk))  # noqa: S608
    return found


class Near:
    """A word a slip or two away from another: how many, what it is worth, in how many texts it stands."""

    __slots__ = ("edits", "texts", "word", "worth")

    def __init__(self, slips: int, worth: int, texts: int, word: str) -> None:
        self.edits, self.worth, self.texts, self.word = slips, worth, texts, word

    def __lt__(self, other: "Near") -> bool:
        mine = (self.edits, -self.worth, -self.texts, self.word)
        return mine < (other.edits, -other.worth, -other.texts, other.word)


def near_words(index: "Index", word: str) -> list[Near]:
    """Return the words that a slip or two make of a word, the likeliest first."""
    most = most_edits(word)
    wanted = set(cuts(word)) if most else set()
    if most > 1:
        # Two letters left out of the word that is meant are found from the other side.
        wanted |= {shorter for cut in tuple(wanted) for shorter in cuts(cut)}
    found: dict[str, list[Any]] = {}
    for chunk in _chunks(wanted):
        marks = ",".join("?" * len(chunk))
        sql = f"SELECT DISTINCT word, said, texts, shown FROM cut JOIN word USING (word) WHERE cut IN ({marks})"  # noqa: S608
        found |= {other: rest for other, *rest in index.execute(sql, chunk)}
    near = (Near(edits(word, other, most), *rest) for other, rest in found.items())
    return sorted(one for one in near if one.edits <= most)


def completed(index: "Index", start: str) -> list[str]:
    """Return the words of a vocabulary, which are phrases by themselves, that begin with some letters: as written."""
    sql = (
        "SELECT DISTINCT said FROM phrase WHERE words >= ? AND words < ? AND instr(words, ' ') = 0"
        " AND kind NOT IN ('name', 'place', 'near') ORDER BY length(words), words LIMIT ?"
    )
    return [words for (words,) in index.execute(sql, (start, start + LAST_LETTER, MOST_COMPLETED))]


def named_from(index: "Index", word: str) -> list[str]:
    """Return the ids of the programs with a name of several words whose first one is this."""
    sql = "SELECT DISTINCT code FROM phrase WHERE kind = 'name' AND words >= ? AND words < ? ORDER BY code"
    return [id_ for (id_,) in index.execute(sql, (f"{word} ", f"{word} {LAST_LETTER}"))]


def phrases_with(index: "Index", words: "Iterable[str]") -> "Mapping[str, str]":
    """Return the phrases of a vocabulary with several words that have one of some words, and how each is written."""
    found: dict[str, str] = {}
    for chunk in _chunks(words):
        marks = ",".join("?" * len(chunk))
        sql = f"SELECT words, said FROM part JOIN phrase USING (words) WHERE word IN ({marks})"  # noqa: S608
        found |= dict(index.execute(sql, chunk))
    return found


def tagged(index: "Index", tags: "Iterable[str]") -> "Mapping[str, int]":
    """Return the set of programs of each tag; a tag that nobody has is left out."""
    found: dict[str, int] = {}
    for chunk in _chunks(tags):
        marks = ",".join("?" * len(chunk))
        sql = f"SELECT tag, rows FROM posting WHERE tag IN ({marks})"  # noqa: S608
        found |= {tag: unpack(rows) for tag, rows in index.execute(sql, chunk)}
    return found


def country(index: "Index") -> str:
    """Return the country of the directory: two letters."""
    (found,) = index.execute("SELECT value FROM meta WHERE key = 'country'").fetchone()
    return str(found)


def either(index: "Index", tags: "Iterable[str]") -> int:
    """Return the programs that have one of some tags."""
    return union(tagged(index, tags).values())


def of_kind(index: "Index", kind: str) -> "Mapping[str, int]":
    """Return the set of programs of each code of a kind."""
    rows = index.execute("SELECT tag, rows FROM posting WHERE tag >= ? AND tag < ?", (f"{kind}:", f"{kind};"))
    return {tag[len(kind) + 1 :]: unpack(found) for tag, found in rows}


def in_text(index: "Index", said: str, column: str, *, is_start: bool = False) -> int:
    """Return the programs that have all of some words in their name or body.

    With `is_start` the last word may be the beginning of one. Of a word without spaces all characters must follow one
    another.
    """
    asked = _asked(said, column, is_start=is_start)
    if not asked:
        return 0
    return collect(row for (row,) in index.execute("SELECT rowid FROM text WHERE text MATCH ?", (asked,)))


def is_in_text(index: "Index", said: str) -> bool:
    """Tell whether any program has all of some words."""
    asked = _asked(said, "name body")
    found = asked and index.execute("SELECT 1 FROM text WHERE text MATCH ? LIMIT 1", (asked,)).fetchone()
    return bool(found)


def _asked(said: str, column: str, *, is_start: bool = False) -> str:
    quoted = " ".join('"{}"'.format(" ".join(pairs(word.replace("'", "")))) for word in said.split())
    return f"{{{column}}} : ({quoted}{' *' if is_start else ''})" if quoted.strip('" ') else ""


def alike(index: "Index", kind: str, said: str) -> list[str]:
    """Return the labels of a kind for which people say something a slip or two away, the nearest first."""
    most = most_edits(said)
    rows = index.execute("SELECT words, label FROM phrase WHERE kind = ? ORDER BY words", (kind,)).fetchall()
    rows += [(code, code) for code in of_kind(index, kind)]
    near = sorted((far, label) for words, label in rows if (far := edits(said, words, most)) <= most)
    return list(dict.fromkeys(label for _, label in near))[:MOST_SUGGESTED]
