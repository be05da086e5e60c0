"""A translation older than the last change of its entry may tell what was true once.

Readers of one language must not be sent to the old room.

Bad:

    verification:
      verified_on: 2026-05-01
      verified_by: desk
      method: phone
      history: [{date: 2026-05-01, by: desk, method: phone, result: changed, note: New room.}]
    translations:
      es: {name: Ejemplo, translated_on: 2025-01-01}

Good:

    verification:
      verified_on: 2026-05-01
      verified_by: desk
      method: phone
      history: [{date: 2026-05-01, by: desk, method: phone, result: changed, note: New room.}]
    translations:
      es: {name: Ejemplo, translated_on: 2026-05-02}
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.freshness import changed_on, is_outdated
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the day of each translation with the newest change in the history."""
    del context
    for language, translation in entry.program.translations.items():
        if is_outdated(translation, entry.program):
            days = f"translated on {translation.translated_on}, the entry changed on {changed_on(entry.program)}"
            message = f"{days}; compare the texts, then write the day on which you did"
            yield ("translations", language, "translated_on"), message
