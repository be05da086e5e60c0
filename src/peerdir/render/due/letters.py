"""Letters to programs, one file each: what we print about them, and what to confirm.

A program with an e-mail address gets a draft that mail programs open (`.eml`), every program a letter to print
(`.txt`); `letters.csv` has all of them for mail merge.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from textwrap import fill

from peerdir.clean import clean
from peerdir.due import Due, people
from peerdir.render.due import Sheet, asked, known
from peerdir.render.due.csv import write
from peerdir.render.due.wording import date
from peerdir.words import is_email

HEADER = ("id", "name", "to", "role", "email", "subject", "letter")
WIDTH = 76
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
    return clean(sheet.words["letter"]["subject"].format(name=one.program.name))


def _letter(one: Due, sheet: Sheet) -> str:
    return "\n".join(_lines(one, sheet)) + "\n"


def _lines(one: Due, sheet: Sheet) -> Iterator[str]:
    words, settings = sheet.words["letter"], sheet.collection.directory
    checked = one.program.verification
    if sheet.audience == "staff":
        yield from (sheet.words["staff"], "")
    yield words["greeting"]
    yield ""
    yield _wrapped(words["opening"].format(title=settings.title, name=one.program.name))
    yield ""
    last = words["last_checked"].format(date=date(checked.verified_on, sheet.language)) if checked else None
    yield _wrapped(last or words["never_checked"])
    yield ""
    for question in asked(one, sheet):
        of = f" ({question.of})" if question.of else ""
        yield _wrapped(f"{sheet.words['questions'][question.topic]}{of}")
        yield _wrapped(known(question, sheet), "    ")
        yield ""
    yield _wrapped(words["closing"])
    yield ""
    by = date(sheet.today + dt.timedelta(days=DAYS_TO_ANSWER), sheet.language)
    yield words["answer"].format(date=by)
    contact = settings.contact
    yield from (f"    {clean(part)}" for part in (contact.name, contact.email, contact.phone) if part)
    yield ""
    yield words["thanks"]
    yield clean(settings.publisher)


def _wrapped(text: str, indent: str = "") -> str:
    """Break a text into lines; addresses and numbers are never cut."""
    plain = clean(" ".join(text.split()))
    return fill(
        plain, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _draft(address: str, subject: str, text: str, sheet: Sheet) -> bytes:
    """Write an e-mail that has not been sent: mail programs open it for a last look."""
    message = EmailMessage(policy=SMTP)
    own = sheet.collection.directory.contact.email
    if own and is_email(own):
        message["From"] = own
    message["To"] = address
    message["Subject"] = subject
    message["X-Unsent"] = "1"
    message.set_content(text, cte="quoted-printable")
    return message.as_bytes()
