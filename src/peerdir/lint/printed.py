"""What the last run of lint printed, kept whole with the state of everything it depends on.

While nothing has changed, the same call prints the same text and no rule need run. The file is text: a line with the
exit code, a check sum and a length, so many bytes that the answer depends on, and the answer. The former are compared.
"""

import binascii
import os

from peerdir import stamp

LARGEST = 8_000_000


def key(root: str, format: str, prefix: str) -> str:  # noqa: A002 - the option's name
    """Name a call by all that its text depends on: which directory, how it is written, and how paths begin."""
    return f"{root}\0{format}\0{prefix}"


def depends(day: str, folder: list[tuple[str, str]]) -> str:
    """Write down what a run of lint depends on: the program, the day and the state of the folder."""
    return "\0".join([day, *(f"{name} {state}" for name, state in (*stamp.of_program(), *folder))])


def is_settled(folder: list[tuple[str, str]], now: int) -> bool:
    """Tell whether a look at the folder, at the time `now` in nanoseconds, will see every change there may still be."""
    return all(stamp.is_settled(state, now) for _, state in folder if state)


def remember(folder: str, key: str, depends: str, code: int, text: str) -> None:
    """Keep what was printed for the call `key`. What cannot be kept is printed anew the next time."""
    begin, answer = _raw(f"{key}\0{depends}"), _raw(text)
    body = begin + answer
    if len(body) > LARGEST:
        return
    path = _path(folder, key)
    beside = f"{path}.{os.getpid()}"
    try:
        os.makedirs(folder, exist_ok=True)
        # It holds lines of the files, and those are not for everybody who uses this machine.
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(b"%d %d %d\n" % (code, binascii.crc32(body, code), len(begin)) + body)
        os.replace(beside, path)
    except OSError:
        return


def recall(folder: str, key: str, depends: str) -> tuple[int, str] | None:
    """Return exit code and text of the call `key` if everything it depends on is as it was."""
    try:
        with open(_path(folder, key), "rb") as file:
            head, body = file.readline(), file.read()
        code, check, length = map(int, head.split())
        if body[:length] != _raw(f"{key}\0{depends}") or binascii.crc32(body, code) != check:
            return None
        return code, body[length:].decode("utf-8", "surrogatepass")
    except (OSError, ValueError):
        return None


def _path(folder: str, key: str) -> str:
    return f"{folder}{os.sep}lint-{binascii.crc32(_raw(key)):08x}.txt"


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
