"""The day of the last verification must be what the history of checks tells, and a failed try is no verification.

Otherwise an entry looks fresher, or older, than it is.

Bad:

    verification:
      verified_on: 2026-05-01
      verified_by: desk
      method: phone
      history:
        - {date: 2026-05-01, by: desk, method: phone, result: no-answer}

Good:

    verification:
      verified_on: 2026-04-01
      verified_by: desk
      method: phone
      history:
        - {date: 2026-04-01, by: desk, method: phone, result: confirmed}
        - {date: 2026-05-01, by: desk, method: phone, result: no-answer}
"""

from collections.abc import Iterator

from peerdir.diagnostic import Severity
from peerdir.reading.collection import Entry
from peerdir.rule import Context, Finding

SEVERITY = Severity.WARNING
SUCCESS = ("confirmed", "changed")
FAILED = ("no-answer", "refused")


def check(entry: Entry, context: Context) -> Iterator[Finding]:
    """Compare the day with the newest success, and with the tries of that day."""
    verification = entry.program.verification
    if verification is None:
        return
    history = [check for check in verification.history if check.date <= context.today]
    verified, pointer = verification.verified_on, ("verification", "verified_on")
    newest = max((check.date for check in history if check.result in SUCCESS), default=verified)
    results = [check.result for check in history if check.date == verified]
    if newest > verified:
        yield pointer, f"the history has a successful check on {newest}, later than {verified}; write {newest} here"
    elif results and all(result in FAILED for result in results):
        message = f'the check on {verified} was "{results[-1]}", which is no verification; write the last success here'
        yield pointer, message
