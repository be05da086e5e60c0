"""What changed in an entry, in the language of a page.

The sentences of `peerdir.changes` are English. Another language says what kind of thing is different, and the value
where it is the same in every language or the vocabulary has a word for it; own texts of the entry are not told there.
"""

from collections.abc import Iterator

from peerdir.changes import Change, Detail
from peerdir.clean import clean
from peerdir.index.rows import VOCABULARIES
from peerdir.render.booklet.edition import ENGLISH
from peerdir.render.booklet.passages import base
from peerdir.render.site.speech import Speech

NAMES = "news.fields"
OTHER = "other"
# Numbers and addresses are the same in every language.
SAME_EVERYWHERE = ("phone", "email", "url")
Line = tuple[str, str]


def lines(change: Change, speech: Speech) -> list[Line]:
    """Return what is different, each in a sentence without its full stop, with the language it is in."""
    if base(speech.code) == ENGLISH:
        return [(clean(detail.text), ENGLISH) for detail in change.details]
    if change.kind == "new":
        return list(_summary(change, speech))
    return [(said, speech.code) for said in dict.fromkeys(clean(_said(detail, speech)) for detail in change.details)]


def _summary(change: Change, speech: Speech) -> Iterator[Line]:
    """Yield what a new program is, in the language of the page where it is translated."""
    if program := speech.collection.program(change.id):
        own = speech.translation(program).summary
        yield clean(own or program.summary), speech.code if own else speech.edition.written_in


def _said(detail: Detail, speech: Speech) -> str:
    name = field_name(detail.field, speech)
    kind = detail.field.rpartition(".")[2]
    if kind in VOCABULARIES and (value := detail.after or detail.before):
        form = "added" if detail.after else "removed"
        return speech.plain(f"news.{form}", name=name, value=_label(kind, value, speech))
    if kind in SAME_EVERYWHERE and detail.after:
        return speech.plain("news.value", name=name, value=detail.after)
    return speech.plain("news.other", name=name)


def field_name(field: str, speech: Speech) -> str:
    """Return what a field is called: "contacts.phone" by its own name, else by that of "contacts"."""
    known = speech.find(NAMES)
    parts = field.split(".")
    paths = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return str(next((known[path] for path in paths if path in known), known[OTHER]))


def _label(vocabulary: str, said: str, speech: Speech) -> str:
    """Return the words of the language for a code, of which only the words in the directory's own are known here."""
    terms = speech.collection.vocabularies[vocabulary].terms if vocabulary in speech.collection.vocabularies else ()
    code = next((term.code for term in terms if term.label == said), None)
    return speech.edition.label(vocabulary, code)[0] if code else said
