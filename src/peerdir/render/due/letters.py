"""Letters to programs, one file each: what we print about them, and what to confirm.

A program with an e-mail address gets a draft that mail programs open (`.eml`), every program a letter to print
(`.txt`); `letters.csv` has all of them for mail merge.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from email.policy import SMTP

from peerdir.cards import columns
from peerdir.clean import clean
from peerdir.due import Due, people
from peerdir.render.due import Sheet, asked, known
from peerdir.render.due.csv import write
from peerdir.render.due.direction import FROM_THE_RIGHT_MARK, kept, runs_from_the_right
from peerdir.render.due.wording import date
from peerdir.words import is_email

HEADER = ("id", "name", "to", "role", "email", "subject", "letter")
WIDTH = 76
INDENT = "    "
DAYS_TO_ANSWER = 21


def render(sheet: Sheet) -> Mapping[str, bytes]:
    """Return the files by name."""
    pages: dict[str, bytes] = {}
    rows = []
    for one in sheet.due:
        address, role = _address(one)
        subject, text = _subject(one, sheet), _letter(one, sheet)
        pages[f"{one.program.id}.txt"] = f"{subject}\n\n{text}".encode()
        if address:
            pages[f"{one.program.id}.eml"] = _draft(address, subject, text, sheet)
        rows.append((one.program.id, one.program.name, one.program.name, role, address or "", subject, text))
    # A cell may hold the lines of a letter; everything in it is cleaned already.
    pages["letters.csv"] = write(HEADER, iter(rows)).encode()
    return pages


def _address(one: Due) -> tuple[str | None, str]:
    found = next((person for person in people(one.program) if person.email and is_email(person.email)), None)
    return (found.email, found.role) if found else (None, "")


def _subject(one: Due, sheet: Sheet) -> str:
    return str(sheet.words["letter"]["subject"].format(name=kept(one.program.name, sheet)))


def _letter(one: Due, sheet: Sheet) -> str:
    return "\n".join(_lines(one, sheet)) + "\n"


def _lines(one: Due, sheet: Sheet) -> Iterator[str]:
    words, settings = sheet.words["letter"], sheet.collection.directory
    checked = one.program.verification
    if sheet.audience == "staff":
        yield from (*_wrapped(sheet.words["staff"], sheet), "")
    yield from (*_wrapped(words["greeting"], sheet), "")
    title, name = (kept(text, sheet) for text in (settings.title, one.program.name))
    yield from (*_wrapped(words["opening"].format(title=title, name=name), sheet), "")
    last = words["last_checked"].format(date=date(checked.verified_on, sheet)) if checked else None
    yield from (*_wrapped(last or words["never_checked"], sheet), "")
    for question in asked(one, sheet):
        of = f" ({kept(question.of, sheet)})" if question.of else ""
        yield from _wrapped(f"{sheet.words['questions'][question.topic]}{of}", sheet)
        yield from (*_quoted(known(question, sheet), sheet), "")
    yield from (*_wrapped(words["closing"], sheet), "")
    by = date(sheet.today + dt.timedelta(days=DAYS_TO_ANSWER), sheet)
    yield from _wrapped(words["answer"].format(date=by), sheet)
    contact = settings.contact
    for part in filter(None, (contact.name, contact.email, contact.phone)):
        yield from _quoted(part, sheet)
    yield from ("", *_wrapped(words["thanks"], sheet))
    yield from _quoted(settings.publisher, sheet, "")


def _wrapped(text: str, sheet: Sheet) -> Iterator[str]:
    """Yield words in lines; those from the right say at which side they begin."""
    begin = FROM_THE_RIGHT_MARK if runs_from_the_right(sheet) else ""
    yield from (f"{begin}{line}" for line in columns.wrap(text, WIDTH))


def _quoted(text: str, sheet: Sheet, indent: str = INDENT) -> Iterator[str]:
    """Yield what the directory says in lines, each of them in its own order."""
    begin = FROM_THE_RIGHT_MARK if runs_from_the_right(sheet) else ""
    lines = columns.wrap(clean(text), WIDTH - len(indent))
    yield from (f"{begin}{indent}{kept(line, sheet)}" for line in lines)


def _draft(address: str, subject: str, text: str, sheet: Sheet) -> bytes:
    """Write an e-mail that has not been sent: mail programs open it for a last look."""
    message = EmailMessage(policy=SMTP)
    own = sheet.collection.directory.contact.email
    if own and is_email(own):
        message["From"] = own
    message["To"] = address
    message["Subject"] = subject
    message["X-Unsent"] = "1"
    message["Content-Language"] = sheet.language
    message.set_content(text, cte="quoted-printable")
    return message.as_bytes()
